import { expect, test } from 'vitest';
import { holidayColumns, readHolidayLine } from './import-holidays.ts';
import { readHeader, TableLine } from './import-line.ts';

const header = 'Código;Data;Anual;Nome;Escopo;Estado;Cidade;Unidade;Vencimentos;Envios'.split(';');
const read = (text: string) => {
  const line = new TableLine(readHeader(header, holidayColumns).columns, text.split(';'));
  return { holiday: readHolidayLine(line), findings: line.findings.map(({ field, code }) => `${field} ${code}`) };
};
const closed = { id: null, yearly: false, business: true, sending: true };

test.each([
  [
    ';26/08/2026;;Aniversário;;MS;Campo Grande',
    { ...closed, date: '2026-08-26', name: 'Aniversário', scope: { city: 'Campo Grande', state: 'MS' } },
  ],
  [
    ';2026-10-11;S;Divisão do estado;;ms',
    { ...closed, date: '2026-10-11', yearly: true, name: 'Divisão do estado', scope: { state: 'MS' } },
  ],
  [
    'r-1;24/12/2026;;Recesso;;;;matriz;N;S',
    { ...closed, id: 'r-1', date: '2026-12-24', name: 'Recesso', scope: { unit: 'matriz' }, business: false },
  ],
  [
    ';16/02/2026;;Não paramos;Nacional;;;;N;N',
    { ...closed, date: '2026-02-16', name: 'Não paramos', scope: 'country', business: false, sending: false },
  ],
  [
    ';26/08/2026;;Aniversário;Municipal;MS;Campo Grande',
    { ...closed, date: '2026-08-26', name: 'Aniversário', scope: { city: 'Campo Grande', state: 'MS' } },
  ],
])('%s is a holiday', (text, holiday) => {
  expect(read(text)).toEqual({ holiday, findings: [] });
});

test.each([
  [';31/02/2026;;Nada;País', 'date invalid-date'],
  [';;;Nada;País', 'date required'],
  [';26/08/2026;;;País', 'name required'],
  [';26/08/2026;;Nada', 'scope required'],
  [';26/08/2026;;Nada;Planeta', 'scope unknown-word'],
  [';26/08/2026;;Nada;;;Campo Grande', 'state required'],
  [';26/08/2026;;Nada;Estado;', 'state required'],
  [';26/08/2026;;Nada;Cidade;MS', 'city required'],
  [';26/08/2026;;Nada;Unidade;MS', 'unit required'],
  [';26/08/2026;;Nada;;Mato Grosso do Sul', 'state invalid-state'],
  [';26/08/2026;talvez;Nada;País', 'yearly unknown-word'],
  ['a b;26/08/2026;;Nada;País', 'id invalid-id'],
])('%s is refused by its field', (text, finding) => {
  expect(read(text)).toEqual({ holiday: null, findings: [finding] });
});
