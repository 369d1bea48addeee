import type { Executor } from '../db/client.ts';
import { readActorNames } from '../db/queries/names.ts';
import { findOthersChange } from '../db/queries/others-changes.ts';
import type { Instant } from '../domain/instants.ts';
import { instant } from './fields.ts';
import { Problem, same } from './problem.ts';
import { fields } from './validation.ts';
import type { WriteContext } from './writing.ts';

/** Query of a write that is based on what was read before. */
export const editQuery = fields({
  unchangedSince: instant.optional().openapi({
    description:
      'When the thing was last changed, as it was read (`updatedAt`): if somebody else changed it in the same fields after that, nothing is stored and the answer is 409 changed-meanwhile',
  }),
});

type Editable =
  | 'campaign'
  | 'gateway'
  | 'holiday'
  | 'list'
  | 'panel'
  | 'rule-set'
  | 'segment'
  | 'settings'
  | 'template'
  | 'unit'
  | 'user'
  | 'webhook';

/** `given`: the fields that are written. Without `unchangedSince` the caller replaces whatever is there. */
type Edit = { entity: Editable; id: string; given: object; unchangedSince?: Instant | undefined };

/**
 * Refuses a write that would undo what somebody else stored after the caller had read the thing. Comes after the write, which holds the
 * row: so it sees also who came in between, and what it throws takes the write back.
 */
export async function refuseUnseenChange(
  tx: Executor,
  { entity, id, given, unchangedSince }: Edit,
  { actor }: Pick<WriteContext, 'actor'>,
): Promise<void> {
  if (unchangedSince === undefined) return;
  const change = await findOthersChange(tx, { entity, entityId: id, names: Object.keys(given), after: unchangedSince, actor });
  if (change === null) return;
  const name = (await readActorNames(tx, [change.actor]))[change.actor] ?? change.actor;
  const detail = {
    pt: `${name} mudou isto em ${change.at}, depois que foi lido, e nada foi gravado. Leia de novo; com unchangedSince=${change.at} o enviado toma o lugar.`,
    en: `${name} changed this at ${change.at}, after it was read, and nothing was stored. Read it again; with unchangedSince=${change.at} what is sent takes its place.`,
  };
  const message = { pt: `mudado por ${name}`, en: `changed by ${name}` };
  throw new Problem(409, 'changed-meanwhile', detail, {
    errors: [{ path: 'unchangedSince', message, expected: same(change.at), given: unchangedSince }],
  });
}
