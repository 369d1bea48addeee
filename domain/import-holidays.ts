import { isStateCode } from './brazil-states.ts';
import type { HolidayFields, HolidayScope } from './holiday-entries.ts';
import type { ColumnNames, TableLine } from './import-line.ts';
import { type Reader, readDate, readId, readText, readWord, readYesNo } from './import-values.ts';

/** A holiday as a file tells it. Without an id it is the one of its day and place; a unit is named by its id or its name. */
export type ImportedHoliday = HolidayFields & { id: string | null };

/** Headers of spreadsheets and of the API. */
export const holidayColumns = {
  id: ['id', 'codigo'],
  date: ['data', 'dia', 'date'],
  yearly: ['anual', 'todoano', 'todososanos', 'yearly'],
  name: ['nome', 'feriado', 'descricao', 'name'],
  scope: ['escopo', 'abrangencia', 'ambito', 'scope'],
  state: ['estado', 'uf', 'state'],
  city: ['cidade', 'municipio', 'city'],
  unit: ['unidade', 'unit'],
  business: ['vencimentos', 'feriadoparavencimentos', 'business'],
  sending: ['envios', 'feriadoparaenvios', 'sending'],
} as const satisfies ColumnNames<string>;

type HolidayColumn = keyof typeof holidayColumns;

export const requiredHolidayColumns = ['date', 'name'] as const satisfies HolidayColumn[];

const readScope = readWord({
  País: 'country',
  Nacional: 'country',
  country: 'country',
  Estado: 'state',
  Estadual: 'state',
  state: 'state',
  Cidade: 'city',
  Municipal: 'city',
  city: 'city',
  Unidade: 'unit',
  unit: 'unit',
});

const readState: Reader<string> = (text) => {
  const letters = text.toUpperCase();
  if (isStateCode(letters)) return { ok: true, value: letters };
  return { ok: false, code: 'invalid-state', message: 'não é um estado; esperado: as duas letras, como MS' };
};

/** A holiday out of one line of a table; null with the findings in `line` where it cannot be one. */
export function readHolidayLine(line: TableLine<HolidayColumn>): ImportedHoliday | null {
  const id = line.take('id', readId);
  const date = line.must('date', readDate, 'a data, dd/mm/aaaa');
  const name = line.must('name', readText(100), 'o nome do feriado');
  const yearly = line.take('yearly', readYesNo) ?? false;
  const business = line.take('business', readYesNo) ?? true;
  const sending = line.take('sending', readYesNo) ?? true;
  const scope = readPlace(line);
  if (date === null || name === null || scope === null || line.refused) return null;
  return { id, date, yearly, name, scope, business, sending };
}

/** The place that the line names; what it says of the kind of place must fit, and the whole country has to be said. */
function readPlace(line: TableLine<HolidayColumn>): HolidayScope | null {
  const state = line.take('state', readState);
  const city = line.take('city', readText(100));
  const unit = line.take('unit', readText(100));
  const named = unit !== null ? 'unit' : city !== null ? 'city' : state !== null ? 'state' : null;
  const kind = line.take('scope', readScope) ?? named;
  switch (kind) {
    case 'unit':
      return unit === null ? missing(line, 'unit', 'o id ou o nome da unidade') : { unit };
    case 'city':
      if (city === null) return missing(line, 'city', 'o nome da cidade');
      return state === null ? missing(line, 'state', 'as duas letras do estado da cidade') : { city, state };
    case 'state':
      return state === null ? missing(line, 'state', 'as duas letras do estado') : { state };
    case 'country':
      return 'country';
    default:
      return missing(line, 'scope', 'País, Estado, Cidade ou Unidade, ou uma cidade, um estado ou uma unidade');
  }
}

function missing(line: TableLine<HolidayColumn>, field: HolidayColumn, expected: string): null {
  if (!line.refused) line.note({ severity: 'error', field, value: '', code: 'required', message: `está vazio; esperado: ${expected}` });
  return null;
}
