import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { CatalogueCache } from '../../db/queries/catalogue.ts';
import { listWatchedTexts } from '../../db/queries/shadow-notices.ts';
import type { LineFinding } from '../../domain/import-line.ts';
import { maskPhone, maskPhonesIn } from '../../domain/masks.ts';
import { type Compared, compareTexts, type SentElsewhere } from '../../domain/shadow-comparison.ts';
import { answers } from '../answers.ts';
import { access } from '../auth.ts';
import type { ApiDeps, ApiEnv, Caller } from '../context.ts';
import type { Cell } from '../csv.ts';
import { date } from '../fields.ts';
import { openFile } from '../import/open-file.ts';
import { sentTextReader } from '../import/readers.ts';
import { invalidField } from '../problem.ts';
import { answerRows, type Columns, saidCell, tableQuery } from '../table.ts';
import { refuseLimited } from '../units-limit.ts';
import { fields } from '../validation.ts';

const mostLines = 300_000;
const mostShown = 500;
const mostFindings = 100;

export const shadowComparisonPath = '/v1/reports/shadow-comparison';

const kinds = ['same', 'other-words', 'other-day', 'only-there', 'only-here'] as const;
const text = z.string().nullable();
const side = z.object({ date: z.string(), text, chargeId: text });
const item = z.object({
  kind: z.enum(kinds),
  phone: z.string(),
  there: side.extend({ line: z.int() }).nullable(),
  here: side.extend({ rule: z.int() }).nullable(),
});
const answer = z
  .object({
    from: z.string().nullable(),
    to: z.string().nullable(),
    counts: z.record(z.enum(kinds), z.int()),
    items: z.array(item).openapi({ description: `The first ${mostShown} differences of each kind; all of them with format=csv` }),
    same: z.array(item).openapi({ description: `The first ${mostShown} of what both send` }),
    unreadable: z.int(),
    findings: z.array(z.object({ line: z.int(), field: z.string(), value: z.string(), code: z.string(), message: z.string() })),
  })
  .openapi('ShadowComparison');
const file = z.string().openapi({ format: 'binary' });

const post = createRoute({
  ...access('reports:read'),
  tags: ['reports'],
  method: 'post',
  path: shadowComparisonPath,
  summary: 'Holds a list of what another system sent against what Régua would have sent while it only watched',
  description:
    'CSV or NDJSON with phone and day, and text and charge where the list has them (Telefone, Data, Texto, Cobrança). Nothing is stored. Days are compared from the first to the last of the list, or from and to.',
  request: {
    query: fields({
      from: date.optional(),
      to: date.optional(),
      format: z.enum(['json', 'csv']).default('json'),
      ...tableQuery,
    }),
    body: { content: { 'text/csv': { schema: file }, 'application/x-ndjson': { schema: file } } },
  },
  responses: {
    ...answers(answer),
    200: { description: 'The differences', content: { 'application/json': { schema: answer }, 'text/csv': { schema: z.string() } } },
  },
});

/** What a house looks at before it switches over from another system. */
export function shadowComparisonRoutes(deps: ApiDeps, catalogue: CatalogueCache) {
  return new OpenAPIHono<ApiEnv>().openapi(post, async (c) => {
    refuseLimited(c, { pt: 'A lista é da casa toda.', en: 'The list is the whole house’s.' });
    const { format, csv, language, ...asked } = c.req.valid('query');
    const { sent, findings } = await readList(c.req.raw.body, c.req.header('Content-Type') ?? null);
    const dates = sent.map((each) => each.date).toSorted();
    const { from = dates[0], to = dates.at(-1) } = asked;
    if (from !== undefined && to !== undefined && from > to) throw backwards(from, to);
    const within = sent.filter((each) => from !== undefined && to !== undefined && each.date >= from && each.date <= to);
    const here = from === undefined || to === undefined ? [] : await listWatchedTexts(deps.db.db, { from, to });
    const compared = compareTexts(within, here);
    const shown = (some: Compared[]) => some.map((each) => shownOf(each, c.var.caller));
    const same = compared.filter(({ kind }) => kind === 'same');
    const differences = compared.filter(({ kind }) => kind !== 'same');
    if (format === 'csv') {
      const days = [from, to].filter((day) => day !== undefined).join('-');
      const form = { csv, language };
      return answerRows(c, catalogue, { name: 'comparison', about: days, asked: form, columns, pages: [shown(differences)] });
    }
    const counts = Object.fromEntries(kinds.map((kind) => [kind, compared.filter((each) => each.kind === kind).length]));
    const first = { items: shown(firstOfEach(differences)), same: shown(same.slice(0, mostShown)) };
    const unread = { unreadable: findings.length, findings: findings.slice(0, mostFindings) };
    return c.json({ from: from ?? null, to: to ?? null, counts, ...first, ...unread }, 200);
  });
}

type Finding = Omit<LineFinding, 'severity'> & { line: number };

async function readList(body: ReadableStream<Uint8Array> | null, contentType: string | null) {
  const list = await openFile(body ?? nothing(), contentType, sentTextReader);
  const sent: SentElsewhere[] = [];
  const findings: Finding[] = [];
  for await (const { line, record, findings: found } of list.lines) {
    if (record !== null) sent.push({ line, ...record });
    findings.push(...found.map(({ severity: _severity, field, ...finding }) => ({ ...finding, line, field: list.headerOf(field) })));
    if (sent.length > mostLines) throw tooLong();
  }
  return { sent, findings };
}

/** So that one kind of which there are many does not hide the others. */
function firstOfEach(differences: Compared[]): Compared[] {
  const seen = new Map<Compared['kind'], number>();
  return differences.filter(({ kind }) => {
    const before = seen.get(kind) ?? 0;
    seen.set(kind, before + 1);
    return before < mostShown;
  });
}

type Shown = z.infer<typeof item>;

function shownOf(compared: Compared, { seesFullPhones }: Pick<Caller, 'seesFullPhones'>): Shown {
  const there = 'there' in compared ? compared.there : null;
  const here = 'here' in compared ? compared.here : null;
  const phone = there?.phone ?? here?.phone ?? '';
  const words = (said: string | null) => (seesFullPhones || said === null ? said : maskPhonesIn(said));
  return {
    kind: compared.kind,
    phone: seesFullPhones ? phone : maskPhone(phone),
    there: there && { date: there.date, text: words(there.text), chargeId: there.chargeId, line: there.line },
    here: here && { date: here.date, text: words(here.text), chargeId: here.chargeId, rule: here.rule },
  };
}

const columns: Columns<'comparison', Shown> = {
  kind: ({ kind }, { words }) => saidCell(words.lists.comparedKind, kind),
  phone: ({ phone }) => phone,
  dateThere: ({ there }) => dayCell(there),
  dateHere: ({ here }) => dayCell(here),
  chargeId: ({ here, there }) => here?.chargeId ?? there?.chargeId ?? null,
  rule: ({ here }) => here?.rule ?? null,
  textThere: ({ there }) => there?.text ?? null,
  textHere: ({ here }) => here?.text ?? null,
  line: ({ there }) => there?.line ?? null,
};

function dayCell(side: { date: string } | null): Cell {
  return side && { date: side.date };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function backwards(from: string, to: string) {
  return invalidField('from', from, { pt: 'é depois de "to"', en: 'is after "to"' }, { pt: `até ${to}`, en: `until ${to}` });
}

function tooLong() {
  const expected = { pt: `no máximo ${mostLines} linhas; divida por período`, en: `at most ${mostLines} lines; split it by period` };
  return invalidField('body', '', { pt: 'lista longa demais', en: 'list too long' }, expected);
}
