import { describe, expect, it } from 'vitest';
import { replanOpenCharges } from '../api/replan.ts';
import { settle } from '../api/settlement.ts';
import { raiseCatalogueRevision } from '../db/queries/catalogue.ts';
import { createHold, releaseHold } from '../db/queries/holds.ts';
import { saveMilestone, saveProof } from '../db/queries/ladder-reports.ts';
import { pauseEverything, resumeEverything } from '../db/queries/pause.ts';
import { raiseRevisions } from '../db/queries/revisions.ts';
import { changeSettings } from '../db/queries/settings.ts';
import { recordResult } from '../db/queries/step-results.ts';
import { createTemplate } from '../db/queries/templates.ts';
import { withRule } from '../domain/fixtures/ladder.ts';
import { at } from '../domain/fixtures/plan-lines.ts';
import { epochMs, type Instant } from '../domain/instants.ts';
import { zoneOf } from '../domain/local-time.ts';
import type { HoldKind, ServiceState } from '../domain/states.ts';
import { type LadderHouse, openLadderHouse } from '../test/ladder-house.ts';

const charge = { id: 'c1', customerId: 'C-1', amountCents: 14637, dueDate: '2026-12-10' };
const untilSpring = at('03-31 12:00');
const zone = zoneOf('America/Campo_Grande');
const rules: [RegExp, string][] = [
  [/nova fatura/, '#2'],
  [/vence em/, '#3'],
  [/vence hoje/, '#4'],
  [/recebemos/, '#5'],
  [/em aberto/, '#10'],
  [/reduzida/, '#11'],
  [/bloqueado/, '#12'],
  [/cancelado/, '#13'],
];

/** What arrived, local time: `12-07 09:00 #3`, one line a text. */
function said({ run }: LadderHouse): string[] {
  return run.sent.map(({ at: sentAt, text }) => `${localTime(sentAt)} ${rules.find(([pattern]) => pattern.test(text))?.[1] ?? text}`);
}

function localTime(instant: Instant): string {
  const { date, msOfDay } = zone.toLocal(epochMs(instant));
  const minutes = Math.floor(msOfDay / 60_000);
  return `${date.slice(5)} ${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

async function stepsOf({ provider }: LadderHouse, chargeId = 'c1'): Promise<string[]> {
  const rows = await provider.sql<{ rule: number; state: string; reason: string | null }[]>`
    select rule, state, reason from steps where charge_id = ${chargeId} order by rule`;
  return rows.map(({ rule, state, reason }) => `#${rule} ${state}${reason === null ? '' : ` ${reason}`}`);
}

async function alertsOf({ provider }: LadderHouse): Promise<unknown[]> {
  return await provider.sql<object[]>`select kind, detail from alerts where cleared_at is null order by raised_at`;
}

async function hold({ provider }: LadderHouse, kind: HoldKind, until: string | null): Promise<void> {
  const asked = { id: 'h1', scope: { chargeId: 'c1' }, kind, until, releaseOverHours: null, reason: 'test' };
  const { outcome } = await provider.db.transaction((tx) => createHold(tx, asked, provider.context()));
  expect(outcome).toBe('created');
}

async function setPolicy({ provider }: LadderHouse, column: string, value: unknown): Promise<void> {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  await provider.sql.unsafe(`update settings set ${column} = '${text}'`);
  await provider.db.transaction(raiseCatalogueRevision);
}

async function switchTo({ provider }: LadderHouse, service: ServiceState): Promise<void> {
  await provider.db.transaction(async (tx) => {
    await changeSettings(tx, { service }, provider.context());
    await replanOpenCharges(tx, 'service', provider.context());
  });
}

/** Puts a charge in the place of c1. */
async function replace({ provider }: LadderHouse, record: Parameters<LadderHouse['provider']['charge']>[0]): Promise<void> {
  await provider.charge({ ...record, replaces: ['c1'] });
  await provider.sql`update charges set replaced_by = ${record.id} where id = 'c1'`;
  await provider.db.transaction((tx) => raiseRevisions(tx, { chargeIds: ['c1'], start: true, now: provider.context().now }));
}

const before = ['11-23 10:00 #2', '12-07 09:00 #3', '12-10 09:00 #4'];

describe('a hold', () => {
  it('that ends by itself lets the warning go then, and the block counts from it', async () => {
    const house = await openLadderHouse();
    await house.provider.charge(charge);
    await house.run.until(at('12-14 10:00'));
    await hold(house, 'other', at('12-18 12:00'));
    await house.run.until(at('01-03 12:00'));
    expect(said(house)).toEqual([...before, '12-18 12:00 #10', '01-02 10:00 #11']);
  });

  it('without end is over when a person says so, weeks after the workflow slept in', async () => {
    const house = await openLadderHouse();
    await house.provider.charge(charge);
    await house.run.until(at('12-14 10:00'));
    await hold(house, 'contested', null);
    await house.run.until(at('01-11 10:00'));
    expect(said(house)).toEqual(before);
    expect(await alertsOf(house)).toEqual([]);
    await house.provider.db.transaction((tx) => releaseHold(tx, 'h1', house.provider.context()));
    await house.run.until(at('01-12 10:00'));
    expect(said(house)).toEqual([...before, '01-11 10:00 #10']);
  });

  it('set while the text waits at its gateway keeps it there', async () => {
    const house = await openLadderHouse();
    await house.provider.charge(charge);
    await house.run.until(at('12-15 08:30'));
    await house.planning.decideStep({ chargeId: 'c1', key: '10:2026-12-10' });
    await hold(house, 'outage', at('12-15 15:00'));
    await house.run.until(at('12-16 10:00'));
    expect(said(house)).toEqual([...before, '12-15 15:00 #10']);
  });
});

describe('a promise', () => {
  it('is reminded of on its eve, and broken the ladder goes on the day after', async () => {
    const house = await openLadderHouse();
    const template = {
      id: 't6',
      name: 'Promessa',
      enabled: true,
      channel: 'sms' as const,
      subject: null,
      missing: {},
      text: 'Amanha vence o prazo combinado.',
    };
    await house.provider.db.transaction((tx) => createTemplate(tx, template, house.provider.context()));
    await setPolicy(house, 'promises', { mostDays: 10, perCustomer: 2, withinDays: 90, reminderTime: '10:00', reminderTemplateId: 't6' });
    await house.provider.charge(charge);
    await house.run.until(at('12-14 10:00'));
    await hold(house, 'promise', '2026-12-22');
    await house.run.until(at('12-24 12:00'));
    expect(said(house)).toEqual([...before, '12-21 10:00 Amanha vence o prazo combinado.', '12-23 09:00 #10']);
    expect(await stepsOf(house)).toContain('#6 sent');
  });

  it('kept leaves nothing but thanks', async () => {
    const house = await openLadderHouse();
    await house.provider.charge(charge);
    await house.run.until(at('12-14 10:00'));
    await hold(house, 'promise', '2026-12-22');
    await house.run.until(at('12-22 16:00'));
    await house.provider.pay('c1');
    await house.run.until(untilSpring);
    expect(said(house)).toEqual([...before, '12-22 16:00 #5']);
  });
});

describe('three charges of one line', () => {
  const three = async (house: LadderHouse, due = ['2026-12-10', '2026-12-10', '2026-12-10']) => {
    for (const [index, dueDate] of due.entries()) await house.provider.charge({ ...charge, id: `c${index + 1}`, dueDate });
  };
  const ofBlock = (house: LadderHouse) => said(house).filter((line) => /#(11|12|13)$/.test(line));

  it('are reduced, blocked and cancelled by one text each, whoever of them is paid on the way', async () => {
    const house = await openLadderHouse();
    await three(house);
    await house.run.until(at('01-10 10:00'));
    await house.provider.pay('c1');
    await house.run.until(at('02-01 10:00'));
    await house.provider.pay('c2');
    await house.run.until(untilSpring);
    expect(ofBlock(house)).toEqual(['12-30 09:00 #11', '01-29 09:00 #12', '03-01 09:00 #13']);
    expect(await stepsOf(house, 'c3')).toEqual(['#2 sent', '#3 sent', '#4 sent', '#10 sent', '#11 sent', '#12 sent', '#13 sent']);
  });

  it('of which the leading one is paid while their text waits: it goes without it, once', async () => {
    const house = await openLadderHouse();
    await house.provider
      .sql`update template_versions set text = '{COB_QTD} faturas, {COB_VAL_TOTAL}: velocidade reduzida' where template_id = 't11'`;
    await house.provider.db.transaction(raiseCatalogueRevision);
    await three(house);
    await house.run.until(at('12-30 08:30'));
    await house.planning.decideStep({ chargeId: 'c2', key: '11:2026-12-10' });
    const waiting = await house.provider.sql`select charge_id, text from messages where state = 'queued'`;
    expect(waiting).toEqual([{ charge_id: 'c1', text: '3 faturas, R$439,11: velocidade reduzida' }]);
    await house.provider.pay('c1');
    await house.run.until(at('12-30 12:00'));
    expect(house.run.sent.filter(({ text }) => text.includes('reduzida')).map(({ text }) => text)).toEqual([
      '2 faturas, R$292,74: velocidade reduzida',
    ]);
    expect(await stepsOf(house, 'c1')).toContain('#11 suppressed paid');
    expect(await stepsOf(house, 'c3')).toContain('#11 sent');
  });

  it('of which another than the leading one is paid while their text waits: it is written anew', async () => {
    const house = await openLadderHouse();
    await house.provider.sql`update template_versions set text = '{COB_QTD} faturas: velocidade reduzida' where template_id = 't11'`;
    await house.provider.db.transaction(raiseCatalogueRevision);
    await three(house);
    await house.run.until(at('12-30 08:30'));
    await house.planning.decideStep({ chargeId: 'c1', key: '11:2026-12-10' });
    await house.provider.pay('c3');
    await house.run.until(at('12-30 12:00'));
    expect(house.run.sent.filter(({ text }) => text.includes('reduzida')).map(({ text }) => text)).toEqual([
      '2 faturas: velocidade reduzida',
    ]);
  });

  it('that are due one after another: what has happened to the line is not said again, and the last one left goes on by its own clock', async () => {
    const house = await openLadderHouse();
    await three(house, ['2026-12-10', '2026-12-17', '2026-12-24']);
    await house.run.until(at('01-20 10:00'));
    expect(ofBlock(house)).toEqual(['12-30 09:00 #11']);
    expect(await stepsOf(house, 'c2')).toContain('#11 skipped line-already');
    await house.provider.pay('c1');
    await house.run.until(at('02-20 10:00'));
    expect(ofBlock(house)).toEqual(['12-30 09:00 #11', '02-05 09:00 #12']);
    expect(await stepsOf(house, 'c3')).toContain('#12 skipped line-already');
  });

  it('where the house groups share every text but thanks', async () => {
    const house = await openLadderHouse();
    await setPolicy(house, 'grouping', true);
    await three(house);
    await house.run.until(at('12-16 10:00'));
    expect(said(house).slice(-3)).toEqual(['12-07 09:00 #3', '12-10 09:00 #4', '12-15 09:00 #10']);
    await house.provider.pay('c1');
    await house.provider.pay('c2');
    await house.run.until(at('12-16 12:00'));
    expect(said(house).slice(-2)).toEqual(['12-16 10:00 #5', '12-16 10:00 #5']);
  });
});

describe('a reduction that the network system carries out', () => {
  async function asked() {
    const house = await openLadderHouse({ rules: withRule(11, { trigger: 'action' }) });
    await house.provider.sql`
      insert into webhooks (id, url, events, detail, enabled, secret, created_at, updated_at)
      values ('erp', 'http://127.0.0.1:1/', '["charge.milestone"]', 'ids', true, 'sealed', now(), now())`;
    await house.provider.charge({ ...charge, accessIds: ['cpe-1'] });
    await house.run.until(at('12-30 09:30'));
    const answer = (outcome: 'done' | 'refused') =>
      house.provider.db.transaction((tx) =>
        recordResult(tx, { chargeId: 'c1', key: '11:2026-12-10' }, { outcome, reason: null }, house.provider.context()),
      );
    return { house, answer };
  }
  const warned = [...before, '12-15 09:00 #10'];

  it('is asked for at its hour, and nothing is said before it is true', async () => {
    const { house } = await asked();
    expect(said(house)).toEqual(warned);
    const [row] = await house.provider.sql`select id::text from steps where rule = 11`;
    expect(await house.provider.sql`select type, data from webhook_deliveries`).toEqual([
      {
        type: 'charge.milestone',
        data: { stepId: row?.id, chargeId: 'c1', customerId: 'C-1', accessIds: ['cpe-1'], number: 11, requestedAt: at('12-30 09:00') },
      },
    ]);
  });

  it('done later is told then, and the block counts from there', async () => {
    const { house, answer } = await asked();
    await house.run.until(at('12-30 20:00'));
    await answer('done');
    await house.run.until(at('02-01 12:00'));
    expect(said(house)).toEqual([...warned, '12-31 09:00 #11', '01-29 09:00 #12']);
  });

  it('refused is an alert that says so, and no text', async () => {
    const { house, answer } = await asked();
    await answer('refused');
    await house.run.until(at('02-20 12:00'));
    expect(said(house)).toEqual(warned);
    expect(await alertsOf(house)).toEqual([
      { kind: 'step-held', detail: { step: '11:2026-12-10', reason: 'action-refused', requestedAt: at('12-30 09:00'), answer: null } },
    ]);
    expect(await stepsOf(house)).toEqual(expect.arrayContaining(['#11 held action-refused', '#12 held previous-not-done']));
  });

  it('unanswered for a day is an alert; done after all it clears and the text goes', async () => {
    const { house, answer } = await asked();
    await house.run.until(at('12-31 08:59'));
    expect(await alertsOf(house)).toEqual([]);
    await house.run.until(at('12-31 09:05'));
    expect(await alertsOf(house)).toMatchObject([{ detail: { reason: 'action-expired' } }]);
    await answer('done');
    await house.run.until(at('12-31 12:00'));
    expect(said(house)).toEqual([...warned, '12-31 09:05 #11']);
    expect(await alertsOf(house)).toEqual([]);
  });

  it('asked for a charge that is paid before the answer tells nothing', async () => {
    const { house, answer } = await asked();
    await house.provider.pay('c1');
    await answer('done');
    await house.run.until(at('01-10 12:00'));
    expect(said(house)).toEqual([...warned, '12-30 09:30 #5']);
  });
});

describe('a reduction that the network system reports', () => {
  const reported = () => openLadderHouse({ rules: withRule(11, { trigger: 'reported' }) });
  const report = ({ provider }: LadderHouse) =>
    provider.db.transaction((tx) => saveMilestone(tx, 'c1', { number: 11, at: provider.context().now }, provider.context()));

  it('is told when it is reported, and not before', async () => {
    const house = await reported();
    await house.provider.charge(charge);
    await house.run.until(at('01-05 15:00'));
    expect(said(house)).toEqual([...before, '12-15 09:00 #10']);
    await report(house);
    await house.run.until(at('02-05 12:00'));
    expect(said(house)).toEqual([...before, '12-15 09:00 #10', '01-05 15:00 #11', '02-04 09:00 #12']);
  });

  it('without a notice is told all the same, and somebody hears of it', async () => {
    const house = await reported();
    await house.provider.charge(charge);
    await house.run.until(at('12-14 15:00'));
    await report(house);
    await house.run.until(at('12-14 16:00'));
    expect(said(house)).toEqual([...before, '12-14 15:00 #11']);
    expect(await alertsOf(house)).toEqual([{ kind: 'block-without-notice', detail: { step: '11:2026-12-10', rule: 11 } }]);
  });
});

describe('a warning that nobody got', () => {
  it('holds the block with an alert that names it; a letter clears the alert and the block goes by its clock', async () => {
    const house = await openLadderHouse();
    await house.provider.customer('C-1', ['(67) 3333-4444']);
    await house.provider.charge(charge);
    await house.run.until(at('01-04 10:00'));
    expect(await alertsOf(house)).toMatchObject([
      { detail: { step: '11:2026-12-10', missing: 10, state: 'unreachable', because: 'no-address' } },
    ]);
    await house.provider.customer('C-1');
    const letter = { number: 10, channel: 'letter' as const, at: at('12-28 10:00'), evidence: null };
    await house.provider.db.transaction((tx) => saveProof(tx, 'c1', letter, house.provider.context()));
    await house.run.until(at('01-13 12:00'));
    expect(said(house)).toEqual(['01-12 09:00 #11']);
    expect(await alertsOf(house)).toEqual([]);
  });
});

describe('a bank file', () => {
  const file = async ({ provider }: LadderHouse, processedThrough: string) =>
    provider.db.transaction(async (tx) => {
      const settled = await settle(
        tx,
        { catalogue: await provider.catalogue.newest(), asked: { processedThrough, unit: null } },
        provider.context(),
      );
      expect(settled.outcome).toBe('saved');
    });

  it('that comes late lets the warning go when it comes', async () => {
    const house = await openLadderHouse();
    await house.provider.charge(charge);
    await house.run.until(at('12-02 08:00'));
    await file(house, '2026-12-01');
    await house.run.until(at('12-16 11:00'));
    expect(said(house)).toEqual(before);
    expect(await stepsOf(house)).toContain('#10 held awaiting-settlement');
    await file(house, '2026-12-10');
    await house.run.until(at('12-16 12:00'));
    expect(said(house)).toEqual([...before, '12-16 11:00 #10']);
  });

  it('that does not come is an alert after two business days, and its coming clears it', async () => {
    const house = await openLadderHouse();
    await house.provider.charge(charge);
    await house.run.until(at('12-02 08:00'));
    await file(house, '2026-12-01');
    await house.run.until(at('12-17 23:59'));
    expect(await alertsOf(house)).toEqual([]);
    await house.run.until(at('12-18 00:05'));
    expect(await alertsOf(house)).toEqual([
      {
        kind: 'step-held',
        detail: {
          step: '10:2026-12-10',
          reason: 'settlement-missing',
          unit: 'matriz',
          processedThrough: '2026-12-01',
          needed: '2026-12-10',
        },
      },
    ]);
    await house.run.until(at('12-18 14:00'));
    await file(house, '2026-12-17');
    await house.run.until(at('12-18 15:00'));
    expect(said(house)).toEqual([...before, '12-18 14:00 #10']);
    expect(await alertsOf(house)).toEqual([]);
  });
});

describe('a re-issued charge', () => {
  it('repeats nothing, and the clock of the warning runs on', async () => {
    const house = await openLadderHouse();
    await house.provider.charge(charge);
    await house.run.until(at('12-16 10:00'));
    await replace(house, { ...charge, id: 'c2', dueDate: '2026-12-20', replaceKind: 'reissue' });
    await house.run.until(at('01-30 12:00'));
    expect(said(house)).toEqual([...before, '12-15 09:00 #10', '12-30 09:00 #11', '01-29 09:00 #12']);
    expect(await stepsOf(house, 'c1')).toEqual(['#2 sent', '#3 sent', '#4 sent', '#10 sent']);
  });

  it('as an agreement climbs a ladder of its own', async () => {
    const house = await openLadderHouse();
    await house.provider.charge(charge);
    await house.run.until(at('12-16 10:00'));
    await replace(house, { ...charge, id: 'c2', dueDate: '2026-12-28', replaceKind: 'agreement' });
    await house.run.until(at('01-03 12:00'));
    expect(said(house)).toEqual([...before, '12-15 09:00 #10', '12-16 10:00 #2', '12-25 09:00 #3', '12-28 09:00 #4', '01-02 10:00 #10']);
  });
});

describe('a service that only watches', () => {
  it('records what would have left and sends nothing; switched on, it begins with the next step', async () => {
    const house = await openLadderHouse();
    await switchTo(house, 'shadow');
    await house.provider.charge(charge);
    await house.run.until(at('12-12 12:00'));
    expect(said(house)).toEqual([]);
    expect(await stepsOf(house)).toEqual([]);
    const watched = await house.provider.sql<
      { rule: number; sends_at: Date }[]
    >`select rule, sends_at from shadow_notices order by sends_at`;
    expect(watched.map(({ rule, sends_at }) => `${localTime(new Date(sends_at).toISOString())} #${rule}`)).toEqual(before);
    await switchTo(house, 'on');
    await house.run.until(at('12-16 12:00'));
    expect(said(house)).toEqual(['12-15 09:00 #10']);
    expect(await stepsOf(house)).toEqual(['#2 before-our-time', '#3 before-our-time', '#4 before-our-time', '#10 sent']);
  });
});

describe('everything paused', () => {
  const pause = ({ provider }: LadderHouse) => provider.db.transaction((tx) => pauseEverything(tx, provider.context()));
  const resume = ({ provider }: LadderHouse) => provider.db.transaction((tx) => resumeEverything(tx, provider.context()));

  it('and resumed within the hour sends what waited', async () => {
    const house = await openLadderHouse();
    await house.provider.charge(charge);
    await house.run.until(at('12-07 08:30'));
    await pause(house);
    await house.run.until(at('12-07 11:00'));
    expect(said(house)).toEqual(before.slice(0, 1));
    expect(await resume(house)).toBe(1);
    await house.run.until(at('12-07 12:00'));
    expect(said(house)).toEqual([...before.slice(0, 1), '12-07 11:00 #3']);
  });

  it('and resumed days later skips what is stale and sends what still matters', async () => {
    const house = await openLadderHouse();
    await house.provider.charge(charge);
    await house.run.until(at('12-07 08:30'));
    await pause(house);
    await house.run.until(at('12-16 14:00'));
    expect(said(house)).toEqual(before.slice(0, 1));
    await resume(house);
    await house.run.until(at('12-31 12:00'));
    expect(said(house)).toEqual([...before.slice(0, 1), '12-16 14:00 #10', '12-31 09:00 #11']);
    expect(await stepsOf(house)).toEqual(expect.arrayContaining(['#3 skipped late', '#4 skipped late']));
  });

  it('keeps even a text that waited at its gateway', async () => {
    const house = await openLadderHouse();
    await house.provider.charge(charge);
    await house.run.until(at('12-07 08:30'));
    await house.planning.decideStep({ chargeId: 'c1', key: '3:2026-12-10' });
    await pause(house);
    await house.run.until(at('12-08 10:00'));
    await resume(house);
    await house.run.until(at('12-08 12:00'));
    expect(said(house)).toEqual(before.slice(0, 1));
    expect(await stepsOf(house)).toEqual(expect.arrayContaining(['#3 skipped late']));
  });
});

describe('a customer’s texts of a day', () => {
  it('are three at most: the fourth waits for the next morning', async () => {
    const house = await openLadderHouse();
    for (const id of ['c1', 'c2', 'c3', 'c4']) await house.provider.charge({ ...charge, id });
    await house.run.until(at('11-24 12:00'));
    expect(said(house)).toEqual(['11-23 10:00 #2', '11-23 10:00 #2', '11-23 10:00 #2', '11-24 08:00 #2']);
  });
});
