import type { Executor } from '../db/client.ts';
import { unknownUnits } from '../db/queries/read-units.ts';
import { invalidField } from './problem.ts';

/** 422 for units that are not there. */
export async function refuseUnknownUnits(tx: Executor, ids: readonly string[]): Promise<void> {
  const unknown = await unknownUnits(tx, ids);
  if (unknown.length === 0) return;
  const expected = { pt: 'ids de unidades cadastradas', en: 'ids of units that are there' };
  throw invalidField('units', unknown.join(', '), { pt: 'unidade desconhecida', en: 'unknown unit' }, expected);
}
