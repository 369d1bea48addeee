import { addDays } from '../../domain/local-time.ts';
import { type UnitId, units } from './provider.ts';

/** What a stage of life of a charge is: days from today to its due date, and what became of it. */
type Stage = { due: number; paid?: number; removed?: true; type?: 'Avulsa' | 'Suporte'; discount?: true };

/** Every stage of life, several times over: the customers take them in turn. */
const stages: readonly Stage[] = [
  { due: 25 },
  { due: 12, discount: true },
  { due: 5 },
  { due: 3 },
  { due: 1, discount: true },
  { due: 0 },
  { due: -1 },
  { due: -2 },
  { due: -6 },
  { due: -17 },
  { due: -40 },
  { due: -3, paid: -1 },
  { due: 4, paid: -1 },
  { due: -30, paid: -31 },
  { due: 9, type: 'Avulsa' },
  { due: -4, type: 'Suporte' },
  { due: -8, removed: true },
];

const firstNames =
  'Alda Bento Célia Dario Elisa Fábio Gilda Heitor Iara Joel Kátia Lauro Marta Nilo Olga Pedro Rute Saulo Tânia Vítor'.split(' ');
const lastNames = 'Aroeira Bragança Canela Damasco Figueira Goiabal Ipê Jatobá Laranjeira Macieira Oliveira Pequi Romã Sabugueiro'.split(
  ' ',
);
const customerCount = 60;
const customerHeaders = [
  ...['Código', 'Nome', 'Nome fantasia', 'Tipo pessoa', 'Usuário', 'Status', 'Nascimento', 'Unidade', 'Painel', 'Plano', 'Cidade', 'UF'],
  ...['E-mail', 'Celular', 'SMS Cobrança', 'SMS Marketing', 'Status CPE'],
];
const chargeHeaders = [
  ...[
    'Código',
    'Nº documento',
    'Cliente',
    'Tipo',
    'Valor',
    'Valor com desconto',
    'Vencimento',
    'Pagamento',
    'Valor pago',
    'Situação',
    'Link',
  ],
];

/** An overdue one of the files. */
export const overdueChargeId = `D-${900_009}`;

/** Invented customers and their charges around `today`, as the files of a billing system. The same every time. */
export function demoFiles(today: string): { customers: string; charges: string } {
  const random = seededRandom(20_261_122);
  const people = Array.from({ length: customerCount }, (_, index) => person(index, random));
  const charges = people.map(({ id }, index) =>
    charge(`D-${900_001 + index}`, id, stages[index % stages.length] ?? { due: 10 }, today, random),
  );
  return {
    customers: table(
      customerHeaders,
      people.map(({ cells }) => cells),
    ),
    charges: table(chargeHeaders, charges),
  };
}

/** Most are ordinary; a few are what every base has: a landline, no phone, a company, a number without its ninth digit. */
function person(index: number, random: () => number): { id: string; cells: string[] } {
  const pick = <T>(values: readonly T[]): T | undefined => values[Math.floor(random() * values.length)];
  const unitId: UnitId = (['matriz', 'matriz', 'filial-sp', 'filial-am', 'filial-pe'] as const)[index % 5] ?? 'matriz';
  const { city, state, areaCode } = units[unitId];
  const id = `D-${1_001 + index}`;
  const company = index % 15 === 7;
  const surname = `${pick(lastNames)} ${pick(lastNames)}`;
  const trade = `${pick(lastNames)} Materiais`;
  const subscriber = String(index + 100).padStart(4, '0');
  const phones: Record<number, string> = {
    4: `(${areaCode}) 3000-${subscriber}`,
    11: '',
    23: `${areaCode}8000${subscriber}`,
    31: `90000-${subscriber}`,
  };
  const status = { 17: 'Desabilitado', 29: 'Interessado', 41: 'Removido' }[index] ?? 'Habilitado';
  const birth = `${two(1 + random() * 28)}/${two(1 + random() * 12)}/${1950 + Math.floor(random() * 50)}`;
  const cells = [
    id,
    company ? `${trade} Ltda` : `${pick(firstNames)} ${surname}`,
    company ? trade : '',
    company ? 'Jurídica' : 'Física',
    `demo${1_001 + index}`,
    status,
    company ? '' : birth,
    unitId,
    index % 3 === 0 ? 'centro' : 'bairros',
    pick(['Fibra 300', 'Fibra 500', 'Fibra 700']) ?? '',
    city,
    state,
    index % 9 === 5 ? '' : `cliente${1_001 + index}@demo.example`,
    phones[index] ?? `(${areaCode}) 90000-${subscriber}`,
    'S',
    random() < 0.4 ? 'S' : 'N',
    index % 17 === 10 ? 'Bloqueado' : 'Habilitado',
  ];
  return { id, cells };
}

function charge(id: string, customerId: string, stage: Stage, today: string, random: () => number): string[] {
  const cents = (stage.type ? 4_000 : 8_000) + Math.floor(random() * 9_000);
  const status = stage.removed ? 'Removido' : stage.paid !== undefined ? 'Pago' : 'Aberto';
  return [
    id,
    `28${id.slice(2)}`,
    customerId,
    stage.type ?? 'Internet',
    reais(cents),
    stage.discount ? reais(cents - 1_000) : '',
    brazilian(addDays(today, stage.due)),
    stage.paid === undefined ? '' : brazilian(addDays(today, stage.paid)),
    stage.paid === undefined ? '' : reais(cents),
    status,
    `https://pagar.brbyte.example/${id}`,
  ];
}

/** A small generator with a fixed start (mulberry32): every demonstration shows the same people. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function table(headers: readonly string[], rows: readonly string[][]): string {
  return `${[headers, ...rows].map((cells) => cells.join(';')).join('\n')}\n`;
}

function reais(cents: number): string {
  return `${Math.floor(cents / 100)},${two(cents % 100)}`;
}

function brazilian(date: string): string {
  return date.split('-').toReversed().join('/');
}

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}
