import { parseArgs } from 'node:util';

export type BenchOptions = {
  names: string[];
  json: string | null;
  /** Small sizes: does it run at all? */
  quick: boolean;
  /** Charges of each storm. */
  charges: number[];
  /** How long before a shared instant charges prepare their texts. */
  leadSeconds: number;
  /** Between the two instants of a storm. */
  gapMinutes: number;
};

export class BenchUsage extends Error {}

/** Reads the command line; throws BenchUsage with what was given and what is expected. */
export function readOptions(args: string[], known: readonly string[]): BenchOptions {
  const usage = `usage: npm run bench -- [${known.join(' | ')}]… [--json FILE] [--quick] [--charges N,N] [--lead SECONDS] [--gap MINUTES]`;
  const refuse = (name: string, given: string, expected: string): never => {
    throw new BenchUsage(`${name}: given "${given}"; expected ${expected}\n${usage}`);
  };
  const { values, positionals } = parse(args, usage);
  const quick = values.quick ?? false;
  const whole = (name: 'lead' | 'gap', otherwise: number, least: number) => {
    const given = values[name];
    if (given === undefined) return otherwise;
    return /^\d{1,4}$/.test(given) && Number(given) >= least ? Number(given) : refuse(`--${name}`, given, `a whole number from ${least}`);
  };
  // A key of the report names its benchmark too: `storm.p99LatenessMs`.
  const names = positionals.map((given) => {
    const name = given.split('.')[0] ?? '';
    return known.includes(name) ? name : refuse('benchmark', given, known.join(', '));
  });
  return {
    names: names.length === 0 ? [...known] : [...new Set(names)],
    json: values.json ?? null,
    quick,
    charges: (values.charges ?? (quick ? '200' : '1000,10000'))
      .split(',')
      .map((text) => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : refuse('--charges', text, 'whole numbers with commas between'))),
    leadSeconds: whole('lead', quick ? 20 : 600, 1),
    gapMinutes: whole('gap', quick ? 1 : 10, 1),
  };
}

function parse(args: string[], usage: string) {
  const text = { type: 'string' } as const;
  try {
    const options = { json: text, quick: { type: 'boolean' }, charges: text, lead: text, gap: text } as const;
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new BenchUsage(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}
