import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { readCliConfig } from '../config.ts';
import { readUrl } from '../domain/web-url.ts';
import { UsageError, type Verb } from './verb.ts';

const kinds = ['customers', 'charges', 'payments', 'opt-outs', 'holidays'];
const modes = ['takeover', 'daily'];

/** Streams a file to the API and prints its answer. Exit code 1 when the file as a whole was refused. */
export const importVerb: Verb = {
  usage: `import <${kinds.join('|')}> <file> --url <API> [--mode ${modes.join('|')}] [--dry-run]   (REGUA_API_KEY: the key)`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        url: { type: 'string', default: 'http://127.0.0.1:8080' },
        mode: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
      },
    });
    const [kind, file, ...rest] = positionals;
    if (kind === undefined || !kinds.includes(kind))
      throw new UsageError(`kind: given "${kind ?? ''}"; expected one of ${kinds.join(', ')}`);
    if (file === undefined || rest.length > 0) throw new UsageError('Name one file.');
    if (values.mode !== undefined && !modes.includes(values.mode)) {
      throw new UsageError(`--mode: given "${values.mode}"; expected one of ${modes.join(', ')}`);
    }
    const { apiKey } = readCliConfig();
    if (apiKey === null) throw new UsageError('REGUA_API_KEY is missing: an API key with the scope "import".');
    if (readUrl(values.url) === null) throw new UsageError(`--url: given "${values.url}"; expected an address like http://127.0.0.1:8080`);
    await stat(file);

    const target = new URL(`/v1/import/${kind}`, values.url);
    if (values.mode !== undefined) target.searchParams.set('mode', values.mode);
    if (values['dry-run']) target.searchParams.set('dryRun', '1');
    const response = await fetch(target, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${apiKey}`,
        'Content-Type': /\.(nd)?jsonl?$/i.test(file) ? 'application/x-ndjson' : 'text/csv',
      },
      body: Readable.toWeb(createReadStream(file)),
      duplex: 'half',
    });
    const answer = await response.text();
    (response.ok ? console.log : console.error)(answer);
    return response.ok ? 0 : 1;
  },
};
