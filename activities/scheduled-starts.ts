import type { Db } from '../db/client.ts';
import { audienceQueries } from '../db/queries/audience-queries.ts';
import { listSelectedCustomers, loadRecipients } from '../db/queries/audience-recipients.ts';
import { startByClock } from '../db/queries/campaign-starts.ts';
import { lockCampaign } from '../db/queries/campaigns.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import type { CampaignClass } from '../domain/audience.ts';
import { birthdayAudience, birthdayUntil, isGreeted } from '../domain/birthday.ts';
import type { Birthday } from '../domain/campaign.ts';
import { type Clock, nowOf } from '../domain/clock.ts';
import { addMs, epochMs, type Instant } from '../domain/instants.ts';
import { zoneOf } from '../domain/local-time.ts';
import type { Catalogue } from '../domain/plan-facts.ts';
import { templateIdFor } from '../domain/rules.ts';
import { type BirthdayRule, birthdayRules, houseTimeZone, repeatsOn, type ScheduledStart } from '../domain/scheduled-starts.ts';
import type { WindowClass } from '../domain/states.ts';
import { isDayBound } from '../domain/template-variables.ts';
import { wordingFor } from '../domain/wording.ts';

export type { ScheduledStart };
export type ScheduledStartDeps = { db: Db; clock: Clock; catalogue: CatalogueCache };

/** A start that comes later than this is given up. */
export const latestStartHours = 10;
const customersAtOnce = 1_000;

/** The activities of what Temporal starts by the clock. */
export function createScheduledStartActivities(deps: ScheduledStartDeps) {
  return {
    /** Makes the campaign that is due at `at`, once, however often it is asked for. */
    async startScheduled({ start, at }: { start: ScheduledStart; at: Instant }): Promise<void> {
      const catalogue = await deps.catalogue.newest();
      if (catalogue.service !== 'on') return;
      if (start.kind === 'repeat') return repeat(deps, { campaignId: start.campaignId, at }, catalogue);
      const set = catalogue.ruleSets.find(({ id }) => id === start.ruleSetId);
      const due = set === undefined ? [] : birthdayRules(set).filter(({ time }) => time === start.time);
      for (const rule of due) await startBirthday(deps, { start, rule, at }, catalogue);
    },
  };
}

export type ScheduledStartActivities = ReturnType<typeof createScheduledStartActivities>;

type BirthdayStart = { start: Extract<ScheduledStart, { kind: 'birthday' }>; rule: BirthdayRule; at: Instant };

async function startBirthday({ db, clock }: ScheduledStartDeps, asked: BirthdayStart, catalogue: Catalogue): Promise<void> {
  const { start, rule: ruleInForce, at } = asked;
  const { rule, version, onlyUnits, exceptUnits } = ruleInForce;
  const { ruleSetId, timeZone } = start;
  const { date } = zoneOf(timeZone).toLocal(epochMs(at));
  const now = nowOf(clock);
  const until = birthdayUntil(rule, { date, timeZone, at });
  const birthday: Birthday = { ruleSetId, ruleSetVersion: version, timeZone, date, onlyUnits, exceptUnits, until };
  const campaignClass = classOf(rule.window);
  const audiences = [birthdayAudience(date, campaignClass)];
  if (epochMs(until) <= epochMs(now) || !(await hasAnybody(db, { audiences, birthday, now }, catalogue))) return;

  const templateId = templateIdFor(rule, 'sms');
  const gatewayId = rule.gatewayId ?? catalogue.defaultGateways.notices;
  await db.transaction((tx) =>
    startByClock(
      tx,
      {
        ...textOf({ templateId, text: null, missing: {}, gatewayId }, catalogue),
        kind: 'birthday',
        name: `Aniversários de ${date.slice(8)}/${date.slice(5, 7)}, ${placeOf(timeZone)}`,
        class: campaignClass,
        templateId,
        gatewayId,
        routed: rule.gatewayId === null,
        audiences,
        ratePerSecond: null,
        shortLinks: false,
        linkOrigin: null,
        canary: null,
        startAt: at,
        startedBy: null,
        repeatOf: null,
        birthday,
        startKey: `birthday:${ruleSetId}:${version}:${timeZone}:${date}`,
      },
      now,
    ),
  );
}

async function hasAnybody(
  db: Db,
  { audiences, birthday, now }: { audiences: ReturnType<typeof birthdayAudience>[]; birthday: Birthday; now: Instant },
  catalogue: Catalogue,
): Promise<boolean> {
  const queries = await audienceQueries(db, audiences, catalogue, now);
  for (let after: string | undefined = ''; after !== undefined; ) {
    const customerIds = await listSelectedCustomers(db, { audiences: queries, after, limit: customersAtOnce, now });
    const facts = await loadRecipients(db, { audiences: queries, customerIds, now });
    if (facts.some((one) => isGreeted(one, birthday, catalogue))) return true;
    after = customerIds.at(-1);
  }
  return false;
}

/** The next of a campaign that repeats: with the text, and to the people, of that moment. */
async function repeat(
  { db, clock }: ScheduledStartDeps,
  { campaignId, at }: { campaignId: string; at: Instant },
  catalogue: Catalogue,
): Promise<void> {
  const now = nowOf(clock);
  const isLate = epochMs(addMs(at, latestStartHours * 3_600_000)) <= epochMs(now);
  const { date } = zoneOf(houseTimeZone).toLocal(epochMs(at));
  if (isLate) return;
  await db.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, campaignId);
    if (campaign?.state !== 'scheduled' || campaign.repeat === null || campaign.approval === 'waiting') return;
    if (!repeatsOn(campaign.repeat, date)) return;
    const {
      name,
      class: campaignClass,
      templateId,
      audiences,
      gatewayId,
      routed,
      ratePerSecond,
      canary,
      startedBy,
      shortLinks,
      linkOrigin,
    } = campaign;
    await startByClock(
      tx,
      {
        ...textOf(campaign, catalogue),
        kind: 'campaign',
        name,
        class: campaignClass,
        templateId,
        audiences,
        gatewayId,
        routed,
        ratePerSecond,
        shortLinks,
        linkOrigin,
        canary,
        startedBy,
        startAt: at,
        repeatOf: campaignId,
        birthday: null,
        startKey: `repeat:${campaignId}:${at}`,
      },
      now,
    );
  });
}

type Worded = {
  templateId: string | null;
  text: string | null;
  missing: Parameters<typeof wordingFor>[0]['missing'];
  gatewayId: string | null;
};

/** The template as it is published now, or the campaign's own text. */
function textOf({ templateId, text, missing, gatewayId }: Worded, { templates, gateways }: Catalogue) {
  const template = templateId === null ? undefined : templates[templateId];
  const words = template?.text ?? text ?? '';
  const wording = wordingFor({ text: words, missing: template?.missing ?? missing }, gateways[gatewayId ?? ''] ?? null);
  return { text: words, missing: { ...wording.missing }, templateVersion: template?.version ?? null, dayBound: isDayBound(words) };
}

function classOf(window: WindowClass): CampaignClass {
  return window === 'always' ? 'informative' : window;
}

function placeOf(timeZone: string): string {
  return timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}
