import { and, asc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { HolidayEntry } from '../../domain/holiday-entries.ts';
import type { HousePolicy } from '../../domain/plan.ts';
import type { Catalogue, CatalogueGateway, CatalogueRuleSet, CatalogueTemplate, CatalogueUnit } from '../../domain/plan-facts.ts';
import type { Rule } from '../../domain/rules.ts';
import type { Db, Executor } from '../client.ts';
import {
  exemptions,
  gateways,
  holds,
  holidays,
  ruleSets,
  ruleSetVersions,
  rules,
  settings,
  settlements,
  templates,
  templateVersions,
  units,
} from '../schema/index.ts';

type Settings = typeof settings.$inferSelect;

/** Reads the whole catalogue: some tens of rows each, at one revision. */
export async function loadCatalogue(db: Db): Promise<Catalogue> {
  return db.transaction(readCatalogue, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

async function readCatalogue(tx: Executor): Promise<Catalogue> {
  const [setting] = await tx.select().from(settings);
  if (setting === undefined) throw new Error('The settings row is missing: run the migrations.');
  const unitRows = await tx.select().from(units).orderBy(asc(units.createdAt), asc(units.id));
  const templateRows = await tx
    .select({ template: templates, version: templateVersions })
    .from(templates)
    .innerJoin(templateVersions, and(eq(templateVersions.templateId, templates.id), eq(templateVersions.version, templates.version)));
  const published = await tx
    .select({ version: ruleSetVersions, set: ruleSets })
    .from(ruleSets)
    .innerJoin(ruleSetVersions, and(eq(ruleSetVersions.ruleSetId, ruleSets.id), eq(ruleSetVersions.version, ruleSets.publishedVersion)))
    .orderBy(asc(ruleSets.id));
  const ruleRows = await tx
    .select({ rule: rules })
    .from(rules)
    .innerJoin(
      ruleSets,
      and(eq(ruleSets.id, rules.ruleSetId), or(eq(ruleSets.publishedVersion, rules.version), eq(ruleSets.stagedVersion, rules.version))),
    )
    .orderBy(asc(rules.number));
  const gatewayRows = await tx.select().from(gateways).where(isNull(gateways.retiredAt));
  const settlementRows = await tx.select().from(settlements);
  const holidayRows = await tx.select(holidayColumns).from(holidays);
  return {
    revision: setting.catalogueRevision,
    service: setting.service,
    serviceOnSince: setting.service === 'off' ? null : setting.serviceOnSince,
    windows: setting.windows,
    windowsByState: setting.windowsByState,
    holidays: holidayRows satisfies HolidayEntry[],
    defaultGateways: setting.defaultGateways,
    gatewayRoutes: setting.gatewayRoutes,
    testGateways: setting.testGateways,
    billingPhonesMost: setting.billingPhonesMost,
    preparationLeadSeconds: setting.preparationLeadSeconds,
    policy: policyOf(setting),
    caps: setting.caps,
    ...(await readFilters(tx)),
    settlements: Object.fromEntries(settlementRows.map(({ unitId, processedThrough }) => [unitId, processedThrough])),
    units: byId(unitRows satisfies CatalogueUnit[]),
    templates: byId(
      templateRows.map(
        ({ template, version }): CatalogueTemplate => ({
          ...template,
          subject: version.subject,
          text: version.text,
          missing: version.missing,
        }),
      ),
    ),
    ruleSets: published.map(({ version: { ruleSetId: id, version, appliesTo }, set }): CatalogueRuleSet => {
      const rulesOf = (number: number) =>
        ruleRows.filter(({ rule }) => rule.ruleSetId === id && rule.version === number).map(({ rule }): Rule => rule);
      const { stagedVersion, stagedUnits } = set;
      const staged = stagedVersion === null ? null : { version: stagedVersion, rules: rulesOf(stagedVersion), units: stagedUnits ?? [] };
      return { id, version, appliesTo, rules: rulesOf(version), staged };
    }),
    gateways: byId(gatewayRows satisfies CatalogueGateway[]),
  };
}

function policyOf({ noticeProof, stepDone, actionHours, settlementDays, caps, grouping, promises, pausedAt }: Settings): HousePolicy {
  const { reminderTime: time, reminderTemplateId: templateId } = promises;
  const promiseReminder = templateId === null ? null : { time, templateId };
  const { collectionPerCharge } = caps;
  return { noticeProof, stepDone, actionHours, settlementDays, collectionPerCharge, grouping, promiseReminder, pausedAt };
}

/** Holds and exemptions by filter: few, also those that have ended, whose charges may still be coming back. */
async function readFilters(tx: Executor): Promise<Pick<Catalogue, 'holds' | 'exemptions'>> {
  const heldRows = await tx.select().from(holds).where(isNotNull(holds.filter));
  const exemptRows = await tx.select().from(exemptions).where(isNotNull(exemptions.filter));
  return {
    holds: heldRows.map(({ releasedAt, filter, ...hold }) => ({ ...hold, filter: filter ?? {}, released: releasedAt !== null })),
    exemptions: exemptRows.map(({ endedAt, until, filter, ...exemption }) => ({
      ...exemption,
      filter: filter ?? {},
      until: endedAt ?? until,
    })),
  };
}

const holidayColumns = {
  id: holidays.id,
  date: holidays.date,
  yearly: holidays.yearly,
  name: holidays.name,
  scope: holidays.scope,
  business: holidays.business,
  sending: holidays.sending,
};

function byId<T extends { id: string }>(rows: T[]): Record<string, T> {
  return Object.fromEntries(rows.map((row) => [row.id, row]));
}

/** Call in the transaction of any change to what the catalogue holds: every process reloads at its next use. */
export async function raiseCatalogueRevision(tx: Executor): Promise<void> {
  await tx.execute(sql`update settings set catalogue_revision = catalogue_revision + 1`);
}

export type CatalogueCache = {
  /** One that is at least as new as the revision a fact row was read with; inside a transaction pass it on, it reads there. */
  at(revision: number, tx?: Executor): Promise<Catalogue>;
  newest(): Promise<Catalogue>;
};

/** Keeps the catalogue of a process, reloaded when a fact row speaks of a newer revision. */
export function createCatalogueCache(db: Db): CatalogueCache {
  let kept: Catalogue | null = null;
  let loading: Promise<Catalogue> | null = null;
  // A second connection taken inside a transaction could wait for ever on an exhausted pool.
  const load = (tx: Executor | undefined) => {
    loading ??= (tx === undefined ? loadCatalogue(db) : readCatalogue(tx)).finally(() => {
      loading = null;
    });
    return loading;
  };
  return {
    async at(revision, tx) {
      for (let tries = 0; kept === null || kept.revision < revision; tries++) {
        if (tries > 3) throw new Error(`The catalogue never reached revision ${revision}.`);
        kept = await load(tx);
      }
      return kept;
    },
    async newest() {
      const [row] = await db.select({ revision: settings.catalogueRevision }).from(settings);
      return this.at(row?.revision ?? 1);
    },
  };
}
