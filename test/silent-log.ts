import { pino } from 'pino';

/** A log that says nothing, for tests that look at what happened instead. */
export const silentLog = pino({ level: 'silent' });
