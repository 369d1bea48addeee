import { parseArgs } from 'node:util';
import { readServiceConfig } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import type { Verb } from './verb.ts';

export const migrateVerb: Verb = {
  usage: 'migrate',
  async run(args) {
    parseArgs({ args });
    console.log(JSON.stringify(await migrate(readServiceConfig().databaseUrl)));
    return 0;
  },
};
