import type { Executor } from '../db/client.ts';
import { readRecipientLists } from '../db/queries/recipient-lists.ts';
import { readSegments } from '../db/queries/segments.ts';
import { type AudienceFilter, type CampaignClass, listsIn } from '../domain/audience.ts';
import { type FieldProblem, invalidFields } from './problem.ts';

/** Refuses selections that name a segment or a list that is none, or that would advertise on phones not given for it. */
export async function refuseUnsoundAudiences(
  db: Executor,
  audiences: readonly AudienceFilter[],
  campaignClass: CampaignClass | undefined,
): Promise<void> {
  const named = [...new Set(audiences.flatMap(({ segments }) => segments))];
  const known = new Set((await readSegments(db, named)).map(({ id }) => id));
  const lists = new Set(
    (
      await readRecipientLists(
        db,
        listsIn(audiences).map(({ listId }) => listId),
      )
    ).map(({ id }) => id),
  );
  const problems = audiences.flatMap(({ permission, segments, list }, index): FieldProblem[] => [
    ...(campaignClass === 'marketing' && permission !== 'marketing'
      ? [
          {
            path: `audiences.${index}.permission`,
            given: permission,
            message: { pt: 'propaganda só vai a telefones marcados para isso', en: 'advertising goes only to phones given for it' },
            expected: { pt: 'marketing', en: 'marketing' },
          },
        ]
      : []),
    ...(list === null || lists.has(list)
      ? []
      : [
          {
            path: `audiences.${index}.list`,
            given: list,
            message: { pt: 'lista desconhecida', en: 'unknown list' },
            expected: { pt: 'o id de uma lista enviada', en: 'the id of an uploaded list' },
          },
        ]),
    ...segments
      .filter((id) => !known.has(id))
      .map((id) => ({
        path: `audiences.${index}.segments`,
        given: id,
        message: { pt: 'segmento desconhecido', en: 'unknown segment' },
        expected: { pt: 'o id de um segmento salvo', en: 'the id of a saved segment' },
      })),
  ]);
  if (problems.length > 0) throw invalidFields(problems);
}
