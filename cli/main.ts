import { ConfigError } from '../config.ts';
import { createAdminVerb } from './create-admin.ts';
import { createApiKeyVerb } from './create-api-key.ts';
import { forecastVerb } from './forecast.ts';
import { importVerb } from './import.ts';
import { migrateVerb } from './migrate.ts';
import { replayVerb } from './replay.ts';
import { restoredVerb } from './restored.ts';
import { rotateKeyVerb } from './rotate-key.ts';
import { UsageError, type Verb } from './verb.ts';

const verbs: Record<string, Verb> = {
  migrate: migrateVerb,
  'create-admin': createAdminVerb,
  'create-api-key': createApiKeyVerb,
  import: importVerb,
  forecast: forecastVerb,
  'rotate-key': rotateKeyVerb,
  replay: replayVerb,
  restored: restoredVerb,
};

const usage = ['Usage: npm run regua -- <verb>', '', ...Object.values(verbs).map((verb) => `  ${verb.usage}`)].join('\n');

/** 0 done · 1 failed · 2 not understood. */
async function main([name, ...args]: string[]): Promise<number> {
  const verb = name === undefined ? undefined : verbs[name];
  if (verb === undefined) {
    const asked = name === undefined || name === 'help' || name === '--help';
    (asked ? console.log : console.error)(asked ? usage : `There is no verb "${name}".\n\n${usage}`);
    return asked ? 0 : 2;
  }
  try {
    return await verb.run(args);
  } catch (error) {
    const misused =
      error instanceof UsageError || (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
    if (misused) console.error(`${error.message}\n\nUsage: npm run regua -- ${verb.usage}`);
    else console.error(error instanceof ConfigError ? error.message : error);
    return misused ? 2 : 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
