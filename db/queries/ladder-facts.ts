import { type SQL, sql } from 'drizzle-orm';

/**
 * What may stop, move or prove the steps of a charge, as members of a `json_build_object`; `c` is the alias of `charges`. Each part is one
 * look into an index, which finds nothing for most charges.
 */
export function ladderFactsOf(c: SQL): SQL {
  return sql`
    'holds', (
      select coalesce(json_agg(json_build_object(
        'id', h.id, 'kind', h.kind, 'from', h."from", 'until', h.until, 'releaseOverHours', h.release_over_hours,
        'released', h.released_at is not null) order by h.id), '[]')
      from (
        select * from holds where charge_id = ${c}.id union all select * from holds where customer_id = ${c}.customer_id
      ) as h where h.until is null or h.until > ${c}.first_seen_at),
    'exemptions', (
      select coalesce(json_agg(json_build_object(
        'exemptFrom', e.exempt_from, 'from', e."from", 'until', coalesce(e.ended_at, e.until)) order by e.id), '[]')
      from (
        select * from exemptions where charge_id = ${c}.id union all select * from exemptions where customer_id = ${c}.customer_id
      ) as e where coalesce(e.ended_at, e.until) is null or coalesce(e.ended_at, e.until) > ${c}.first_seen_at),
    'proofs', (
      select coalesce(json_agg(json_build_object('number', p.number, 'at', p.at)), '[]')
      from proofs p where p.charge_id = ${c}.id and p.due_date = ${c}.due_date),
    'milestones', (
      select coalesce(json_agg(json_build_object('number', e.number, 'at', e.at)), '[]')
      from milestones e where e.charge_id = ${c}.id and e.due_date = ${c}.due_date),
    'overrides', (
      select coalesce(json_agg(json_build_object('key', v.key, 'at', v.at)), '[]') from step_overrides v where v.charge_id = ${c}.id),
    'carried', case when ${c}.replace_kind = 'reissue' and ${c}.replaces <> '[]'::jsonb then ${carriedBy(c)} end`;
}

/** What has become of the steps of a charge, for the planning of another of its customer. */
export function historyOf(c: SQL): SQL {
  return sql`(select coalesce(json_agg(${recordOf(sql`s`)} order by s.id), '[]') from steps s where s.charge_id = ${c}.id)`;
}

function recordOf(s: SQL): SQL {
  return sql`json_build_object(
    'id', ${s}.id, 'leadStepId', ${s}.lead_step_id, 'key', ${s}.key, 'rule', ${s}.rule, 'event', ${s}.event, 'state', ${s}.state, 'reason', ${s}.reason, 'plannedFor', ${s}.planned_for,
    'sendsAt', ${s}.sends_at, 'doneAt', ${s}.done_at,
    'deliveredAt', (select min(m.delivered_at) from messages m where m.step_id = coalesce(${s}.lead_step_id, ${s}.id)),
    'action', case when ${s}.action_state is not null or ${s}.lead_step_id is not null then ${actionOf(s)} end)`;
}

/** What the network system was asked for a step, or for the one that leads it. */
export function actionOf(s: SQL): SQL {
  return sql`(
    select json_build_object('state', a.action_state, 'requestedAt', a.action_requested_at, 'answeredAt', a.action_answered_at, 'reason', a.action_reason)
    from steps a where a.id = coalesce(${s}.lead_step_id, ${s}.id) and a.action_state is not null)`;
}

/** Sent and proven for the charges that a re-issued one replaces, and those that they replaced; each for the due date it had last. */
function carriedBy(c: SQL): SQL {
  return sql`(
    with recursive replaced as (
      select r.id, r.due_date, r.replaces, r.replace_kind, r.notice_proven_at, 1 as depth
      from charges r where r.id in (select jsonb_array_elements_text(${c}.replaces))
      union all
      select r.id, r.due_date, r.replaces, r.replace_kind, r.notice_proven_at, b.depth + 1
      from replaced b join charges r on r.id in (select jsonb_array_elements_text(b.replaces))
      where b.replace_kind = 'reissue' and b.depth < 10
    ), proven as (
      select p.number, p.at from replaced b join proofs p on p.charge_id = b.id and p.due_date = b.due_date
      union all select e.number, e.at from replaced b join milestones e on e.charge_id = b.id and e.due_date = b.due_date
      union all select 10, b.notice_proven_at from replaced b where b.notice_proven_at is not null
    )
    select json_build_object(
      'steps', (
        select coalesce(json_agg(${recordOf(sql`s`)} order by s.done_at desc), '[]')
        from replaced b join steps s on s.charge_id = b.id
        where s.state = 'sent' and s.event not in ('paid', 'promise') and (s.due_date = b.due_date or s.event = 'created')),
      'proofs', (select coalesce(json_agg(json_build_object('number', number, 'at', at)), '[]') from proven)))`;
}
