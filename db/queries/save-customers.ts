import { sql } from 'drizzle-orm';
import { readPhones } from '../../domain/customer-phones.ts';
import { type CustomerFields, customerDefaults, type FieldProblem } from '../../domain/fields.ts';
import { type Named, sameValue } from '../../domain/source-view.ts';
import type { Executor } from '../client.ts';
import { panels, units } from '../schema/index.ts';
import type { Sealer } from '../sealed.ts';
import { type CustomerRows, insertCustomers, lockCustomers, noteCustomers, sortedAccesses, updateCustomers } from './customer-rows.ts';
import { createPasswords } from './passwords.ts';
import { raiseRevisionsOfCustomers, textArray } from './revisions.ts';
import { type Identified, type SaveResult, type Saving, type Store, saveRecords, type WriteContext } from './save-records.ts';

/** A field left out keeps its value, or takes its default on a new customer; a PUT names them all. */
export type CustomerRecord = Identified & Pick<CustomerFields, 'name' | 'unit'> & Named<CustomerFields>;

export type CustomerContext = WriteContext & {
  /** Null without a secret key: new passwords are refused then. */
  sealer: Sealer | null;
  /** A phone that cannot be one refuses the record, or is kept as it was typed with a warning. */
  unusablePhones: 'refuse' | 'keep';
};

/** Writes customers with their phones and accesses; see `saveRecords`. A changed customer plans their charges again. */
export async function saveCustomers(tx: Executor, records: readonly CustomerRecord[], context: CustomerContext): Promise<SaveResult[]> {
  const batch = records.map(({ id, sourceVersion, ...fields }) => {
    const named = withSortedAccesses(fields);
    return { id, sourceVersion, named, whole: Object.assign({ ...customerDefaults }, named) };
  });
  return saveBatch(tx, batch, context);
}

/** Changes the named fields of a customer; null when there is none of that id. */
export async function patchCustomer(
  tx: Executor,
  { id, sourceVersion, ...named }: Identified & Named<CustomerFields>,
  context: CustomerContext,
): Promise<SaveResult | null> {
  const [result] = await saveBatch(tx, [{ id, sourceVersion, named: withSortedAccesses(named), whole: null }], context);
  return result ?? null;
}

function withSortedAccesses<T extends Named<CustomerFields>>(named: T): T {
  return named.accesses === undefined ? named : { ...named, accesses: sortedAccesses(named.accesses) };
}

async function saveBatch(tx: Executor, batch: Saving<CustomerFields>[], context: CustomerContext): Promise<SaveResult[]> {
  const areaCodes = new Map(
    (await tx.select({ id: units.id, areaCode: units.areaCode }).from(units)).map(({ id, areaCode }) => [id, areaCode]),
  );
  const panelIds = new Set((await tx.select({ id: panels.id }).from(panels)).map(({ id }) => id));
  const rows: CustomerRows = { tx, passwords: createPasswords(context.sealer), areaCodes, now: context.now, erased: new Set() };
  const store: Store<CustomerFields> = {
    entity: 'customer',
    secrets: ['password'],
    lock: (ids) => lockCustomers(rows, ids),
    check: (fields, before, id) => {
      if (rows.erased.has(id) && !sameValue(before, fields)) return { problem: erasedProblem(id) };
      const problem = referenceProblem(fields, before, { areaCodes, panelIds, canSeal: rows.passwords.canSeal });
      if (problem !== null) return { problem };
      const { unusable, landlines } = readPhones(fields.phones, { areaCode: areaCodes.get(fields.unit) ?? null });
      const [firstUnusable] = unusable;
      const phonesAreNew = before === null || !sameValue(before.phones, fields.phones);
      if (firstUnusable !== undefined && phonesAreNew && context.unusablePhones === 'refuse') return { problem: firstUnusable };
      return { warnings: [...unusable, ...landlines] };
    },
    insert: (written) => insertCustomers(rows, written),
    note: (written) => noteCustomers(rows, written),
    async update(written) {
      await updateCustomers(rows, written);
      const customerIds = written.map(({ id }) => id);
      // In the order in which every other batch locks charges.
      await tx.execute(sql`select 1 from charges where customer_id = any(${textArray(customerIds)}) order by id for no key update`);
      await raiseRevisionsOfCustomers(tx, { customerIds, now: context.now });
    },
  };
  return saveRecords(tx, store, batch, context);
}

function erasedProblem(id: string): FieldProblem {
  return {
    code: 'customer-erased',
    path: 'id',
    given: id,
    message: { pt: 'o cliente pediu para ser apagado', en: 'the customer asked to be erased' },
    expected: { pt: 'outro id, para um cadastro novo', en: 'another id, for a new record' },
  };
}

function referenceProblem(
  fields: CustomerFields,
  before: CustomerFields | null,
  { areaCodes, panelIds, canSeal }: { areaCodes: ReadonlyMap<string, unknown>; panelIds: ReadonlySet<string>; canSeal: boolean },
): FieldProblem | null {
  if (!areaCodes.has(fields.unit)) {
    return {
      code: 'unit-unknown',
      path: 'unit',
      given: fields.unit,
      message: { pt: 'unidade desconhecida', en: 'unknown unit' },
      expected: { pt: 'o id de uma unidade cadastrada', en: 'the id of a unit that was put before' },
    };
  }
  if (fields.panel !== null && !panelIds.has(fields.panel)) {
    return {
      code: 'panel-unknown',
      path: 'panel',
      given: fields.panel,
      message: { pt: 'painel desconhecido', en: 'unknown panel' },
      expected: { pt: 'o id de um painel cadastrado', en: 'the id of a panel that was put before' },
    };
  }
  if (new Set(fields.accesses.map(({ id }) => id)).size < fields.accesses.length) {
    return {
      code: 'access-repeated',
      path: 'accesses',
      given: fields.accesses.map(({ id }) => id).join(', '),
      message: { pt: 'o mesmo acesso duas vezes', en: 'the same access twice' },
      expected: { pt: 'cada acesso uma vez', en: 'each access once' },
    };
  }
  if (fields.password !== null && fields.password !== before?.password && !canSeal) {
    return {
      code: 'secret-key-missing',
      path: 'password',
      given: '***',
      message: { pt: 'não há chave para guardar senhas', en: 'there is no key to seal passwords with' },
      expected: { pt: 'REGUA_SECRET_KEY configurada, ou nenhuma senha', en: 'REGUA_SECRET_KEY set, or no password' },
    };
  }
  return null;
}
