import { sql } from 'drizzle-orm';
import type { AppliesTo } from '../../domain/applies-to.ts';
import type { Executor } from '../client.ts';
import { textArray } from './revisions.ts';
import { filterCondition } from './scope.ts';

/** What speaks with a text from its publication on. */
export type TemplateReach = {
  /** Of ladders in force, and of one that is in force in some units first. */
  rules: { ruleSetId: string; ruleSetName: string; number: number; enabled: boolean }[];
  /** Open charges of the customers for whom an enabled one of these rules is. */
  openCharges: number;
  /** Drafts: what was started keeps the text that it was started with. */
  campaigns: { id: string; name: string }[];
  remindsOfPromises: boolean;
};

/** Who speaks with a template, and to how many sleeping charges; `only`: charges in these units. */
export async function readTemplateReach(db: Executor, templateId: string, only: readonly string[] | undefined): Promise<TemplateReach> {
  const using = await db.execute<TemplateReach['rules'][number] & { appliesTo: AppliesTo }>(sql`
    select r.rule_set_id as "ruleSetId", v.name as "ruleSetName", r.number::int as number, r.enabled, v.applies_to as "appliesTo"
    from rules r join rule_sets s on s.id = r.rule_set_id
      join rule_set_versions v on v.rule_set_id = r.rule_set_id and v.version = r.version
    where r.version in (s.published_version, s.staged_version) and (r.template_id = ${templateId}
      or jsonb_path_exists(r.templates, '$.* ? (@ == $id)', ${JSON.stringify({ id: templateId })}::jsonb))
    order by v.name, r.rule_set_id, r.number, r.version`);
  const campaigns = await db.execute<TemplateReach['campaigns'][number]>(sql`
    select id, name from campaigns where template_id = ${templateId} and state = 'draft' order by created_at desc, id limit 50`);
  const [house] = await db.execute<{ reminds: boolean }>(sql`
    select promises ->> 'reminderTemplateId' = ${templateId} as reminds from settings`);
  return {
    rules: once(using),
    openCharges: await countCharges(
      db,
      using.filter(({ enabled }) => enabled).map(({ appliesTo }) => appliesTo),
      only,
    ),
    campaigns: [...campaigns],
    remindsOfPromises: house?.reminds === true,
  };
}

/** A rule of the version in force and of the one that follows it is one rule. */
function once(using: readonly TemplateReach['rules'][number][]): TemplateReach['rules'] {
  const byRule = new Map(
    using.map(({ ruleSetId, ruleSetName, number, enabled }) => [`${ruleSetId} ${number}`, { ruleSetId, ruleSetName, number, enabled }]),
  );
  return [...byRule.values()];
}

async function countCharges(db: Executor, classes: AppliesTo[], only: readonly string[] | undefined): Promise<number> {
  if (classes.length === 0) return 0;
  const limited = only === undefined ? sql`true` : sql`u.unit_id = any(${textArray([...only])})`;
  const ofAny = sql.join(
    classes.map((appliesTo) => sql`(${filterCondition(appliesTo)})`),
    sql` or `,
  );
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from charges c join customers u on u.id = c.customer_id
    where c.status = 'open' and ${limited} and (${ofAny})`);
  return row?.count ?? 0;
}
