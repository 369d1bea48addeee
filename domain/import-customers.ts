import { isStateCode } from './brazil-states.ts';
import type { CustomerFields } from './fields.ts';
import type { ColumnNames, TableLine } from './import-line.ts';
import { readDate, readId, readSourceVersion, readText, readTimeZone, readWord, readYesNo } from './import-values.ts';
import type { IsoDate } from './instants.ts';
import type { Named } from './source-view.ts';
import type { AccessStatus, ContactPolicy, CustomerKind, CustomerStatus } from './states.ts';

/** A customer as a file tells it. Fields that the file does not bring are absent and keep their value. */
export type ImportedCustomer = { id: string; sourceVersion?: number | null | undefined } & Pick<CustomerFields, 'name' | 'unit'> &
  Named<CustomerFields>;

/** Headers of the ERP's export, of its cousins, and of the API. */
export const customerColumns = {
  id: ['codigo', 'id', 'codigocliente', 'idcliente'],
  name: ['nome', 'name', 'nomecompleto', 'razaosocial', 'cliente'],
  kind: ['tipopessoa', 'kind', 'pessoa'],
  tradeName: ['nomefantasia', 'fantasia', 'tradename'],
  taxId: ['cpfcnpj', 'cpf', 'cnpj', 'documento', 'taxid'],
  login: ['usuario', 'login'],
  password: ['senha', 'password'],
  status: ['status', 'situacao', 'statuscliente'],
  birthDate: ['nascimento', 'datanascimento', 'datadenascimento', 'birthdate'],
  unit: ['unidade', 'unit', 'escritorio'],
  panel: ['painel', 'panel'],
  plan: ['plano', 'plan'],
  city: ['cidade', 'city'],
  state: ['uf', 'estado', 'state'],
  email: ['email'],
  timeZone: ['timezone', 'fuso', 'fusohorario'],
  contact: ['contact', 'contato'],
  phones: ['celular', 'telefone', 'fone', 'phone', 'phones', 'telefones'],
  billing: ['smscobranca', 'billing'],
  marketing: ['smsmarketing', 'marketing'],
  accessStatus: ['statuscpe', 'cpestatus', 'cpe', 'accessstatus'],
  test: ['test', 'teste'],
  sourceVersion: ['sourceversion', 'versao'],
} as const satisfies ColumnNames<string>;

type CustomerColumn = keyof typeof customerColumns;

export const requiredCustomerColumns = ['id', 'name', 'unit'] as const satisfies CustomerColumn[];

const statusWord = readWord<CustomerStatus>({
  Habilitado: 'enabled',
  Desabilitado: 'disabled',
  Interessado: 'lead',
  Removido: 'removed',
  enabled: 'enabled',
  disabled: 'disabled',
  lead: 'lead',
  removed: 'removed',
});
const accessWord = readWord<AccessStatus>({
  Habilitado: 'enabled',
  Desabilitado: 'disabled',
  Bloqueado: 'blocked',
  Pendente: 'pending',
  enabled: 'enabled',
  disabled: 'disabled',
  blocked: 'blocked',
  pending: 'pending',
});
const kindWord = readWord<CustomerKind>({
  Física: 'person',
  Jurídica: 'company',
  'Pessoa física': 'person',
  'Pessoa jurídica': 'company',
  F: 'person',
  J: 'company',
  PF: 'person',
  PJ: 'company',
  person: 'person',
  company: 'company',
});
const contactWord = readWord<ContactPolicy>({
  normal: 'normal',
  'no-marketing': 'no-marketing',
  deceased: 'deceased',
  'sem marketing': 'no-marketing',
  falecido: 'deceased',
});

/**
 * A customer out of one line of a table; null with the findings in `line` where it cannot be one. What only makes a customer less
 * complete (birth date, e-mail, state) is a warning. `today` refuses births in the future.
 */
export function readCustomerLine(line: TableLine<CustomerColumn>, today: IsoDate): ImportedCustomer | null {
  const id = line.must('id', readId, 'o código do cliente');
  const name = line.must('name', readText(200), 'o nome do cliente');
  const unit = line.must('unit', readText(100), 'o código de uma unidade cadastrada');
  const status = line.take('status', statusWord);
  const contact = line.take('contact', contactWord);
  const test = line.take('test', readYesNo);
  const customer = {
    ...(line.has('kind') && { kind: line.take('kind', kindWord) }),
    ...(line.has('tradeName') && { tradeName: line.take('tradeName', readText(200)) }),
    ...(line.has('taxId') && { taxId: line.take('taxId', readText(30)) }),
    ...(line.has('login') && { login: line.take('login', readText(100)) }),
    ...(line.has('password') && { password: line.take('password', readText(200)) }),
    ...(status !== null && { status }),
    ...(line.has('birthDate') && { birthDate: birthDate(line, today) }),
    ...(line.has('panel') && { panel: line.take('panel', readText(100)) }),
    ...(line.has('plan') && { plan: line.take('plan', readText(100)) }),
    ...(line.has('city') && { city: line.take('city', readText(100)) }),
    ...(line.has('state') && { state: line.take('state', readState, 'warning') }),
    ...(line.has('email') && { email: line.take('email', readEmail, 'warning') }),
    ...(line.has('timeZone') && { timeZone: line.take('timeZone', readTimeZone) }),
    ...(contact !== null && { contact }),
    ...(line.has('phones') && { phones: phones(line) }),
    ...(line.has('accessStatus') && { accesses: accesses(line) }),
    ...(test !== null && { test }),
    ...(line.has('sourceVersion') && { sourceVersion: line.take('sourceVersion', readSourceVersion) }),
  };
  if (id === null || name === null || unit === null || line.refused) return null;
  return { id, name, unit, ...customer };
}

function birthDate(line: TableLine<CustomerColumn>, today: IsoDate): IsoDate | null {
  const value = line.text('birthDate');
  const warn = (code: string, message: string) => {
    line.note({ severity: 'warning', field: 'birthDate', value, code, message });
    return null;
  };
  if (/^[0/.\s-]*$/.test(value)) return warn('birth-date-missing', 'sem data de nascimento: o cliente fica, sem aviso de aniversário');
  const date = line.take('birthDate', readDate, 'warning');
  if (date === null || date <= today) return date;
  return warn('birth-date-future', 'a data de nascimento está no futuro; esperado: dd/mm/aaaa, como 23/05/1990');
}

/** Several numbers in one cell stand apart by a bar. */
function phones(line: TableLine<CustomerColumn>): CustomerFields['phones'] {
  const billing = line.take('billing', readYesNo) ?? true;
  const marketing = line.take('marketing', readYesNo) ?? false;
  const text = line.take('phones', readText(300)) ?? '';
  const numbers = text.split('|').map((number) => number.trim());
  const given = numbers.filter((number) => number !== '');
  if (given.length === 0 && !line.refused) {
    const message = 'sem telefone: o cliente fica, mas não recebe SMS; esperado: celular com DDD, como (67) 99999-1234';
    line.note({ severity: 'warning', field: 'phones', value: '', code: 'phone-missing', message });
  }
  return given.map((number) => ({ number, billing, marketing, consent: null }));
}

/** A table tells of one line per customer; it has no id of its own there. */
function accesses(line: TableLine<CustomerColumn>): CustomerFields['accesses'] {
  const status = line.take('accessStatus', accessWord);
  return status === null ? [] : [{ id: 'cpe-1', status }];
}

function readState(text: string) {
  const state = text.toUpperCase();
  if (isStateCode(state)) return { ok: true as const, value: state };
  return { ok: false as const, code: 'unknown-state', message: 'estado desconhecido; esperado: a sigla, como MS' };
}

function readEmail(text: string) {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && text.length <= 254) return { ok: true as const, value: text };
  return { ok: false as const, code: 'invalid-email', message: 'e-mail inválido; esperado: nome@dominio.com.br' };
}
