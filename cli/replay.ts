import { parseArgs } from 'node:util';
import { replayHistories } from '../worker/replay.ts';
import { UsageError, type Verb } from './verb.ts';

/** Replays saved workflow histories against this build; run it on histories of the running house before a deploy. */
export const replayVerb: Verb = {
  usage: 'replay <folder of histories>',
  async run(args) {
    const { positionals } = parseArgs({ args, allowPositionals: true });
    const [folder] = positionals;
    if (folder === undefined || positionals.length > 1) throw new UsageError('Name one folder of *.json histories.');
    const reports = await replayHistories(folder);
    for (const { file, fault } of reports)
      console.log(`${fault === null ? 'ok   ' : 'FAULT'} ${file}${fault === null ? '' : `: ${fault}`}`);
    if (reports.length === 0) console.error(`There is no *.json in ${folder}.`);
    return reports.length > 0 && reports.every(({ fault }) => fault === null) ? 0 : 1;
  },
};
