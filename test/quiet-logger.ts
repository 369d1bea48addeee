import { DefaultLogger } from '@temporalio/worker';

/** The SDK tells every start and every failed attempt; tests that provoke them want only what nobody expected. */
export const quietLogger = new DefaultLogger('ERROR');
