import { describe, expect, it } from 'vitest';
import { deleteOptOuts, saveOptOuts } from '../db/queries/opt-outs.ts';
import { removeCharge, restoreCharge } from '../db/queries/save-charge-status.ts';
import { patchCharge } from '../db/queries/save-charges.ts';
import { patchCustomer } from '../db/queries/save-customers.ts';
import { addMs } from '../domain/instants.ts';
import { openLadderHouse as house } from '../test/ladder-house.ts';
import { chargeWorkflowId } from './contract.ts';

const chargeId = '768412';
const charge = { id: chargeId, customerId: 'C-1', amountCents: 14637, dueDate: '2026-12-10' };

/** The charge's life when nobody pays; each line is one text. */
const life = [
  { key: '2', at: '2026-11-23T14:00', text: 'Marcos, nova fatura de R$146,37 vence em 10/12/2026.' },
  { key: '3:2026-12-10', at: '2026-12-07T13:00', text: 'Marcos, sua fatura de R$146,37 vence em 10/12/2026.' },
  { key: '4:2026-12-10', at: '2026-12-10T13:00', text: 'Marcos, sua fatura de R$146,37 vence hoje.' },
  { key: '10:2026-12-10', at: '2026-12-15T13:00', text: 'Marcos, a fatura de 10/12/2026 esta em aberto.' },
  { key: '11:2026-12-10', at: '2026-12-30T13:00', text: 'Marcos, sua velocidade foi reduzida.' },
  { key: '12:2026-12-10', at: '2027-01-29T13:00', text: 'Marcos, seu acesso foi bloqueado.' },
  { key: '13:2026-12-10', at: '2027-03-01T13:00', text: 'Marcos Valas, seu contrato sera cancelado.' },
];
const lifeLines = life.map(({ at, text }) => `${at} ${text}`);
const end = '2027-04-30T12:00:00.000Z';
const instantOfStep = (index: number) => `${life[index]?.at}:00.000Z`;

describe('a charge nobody pays', () => {
  it('goes from creation to cancellation, each text once and at its hour, and its workflow ends', async () => {
    const { provider, run, lines } = await house();
    await provider.charge(charge);
    await run.until(end);
    expect(lines()).toEqual(lifeLines);
    expect(run.sandbox.outcomeOf(chargeWorkflowId(chargeId))).toBe('completed');
    expect(await provider.sql`select state, count(*)::int as count from steps group by state`).toEqual([{ state: 'sent', count: 7 }]);
  });
});

describe('a payment', () => {
  it.each([1, 2, 3, 4, 5, 6])('a minute before text %i leaves nothing after it but the confirmation', async (index) => {
    const { provider, run, lines } = await house();
    await provider.charge(charge);
    const paidAt = addMs(instantOfStep(index), -60_000);
    await run.until(paidAt);
    await provider.pay(chargeId);
    await run.until(end);
    expect(lines()).toEqual([...lifeLines.slice(0, index), `${confirmationAt(paidAt)} Marcos, recebemos R$146,37. Obrigado!`]);
  });

  it.each([1, 2, 3, 4, 5, 6])('while text %i waits in the queue keeps it from leaving', async (index) => {
    const { provider, run, planning, lines } = await house();
    await provider.charge(charge);
    const preparedAt = addMs(instantOfStep(index), -30 * 60_000);
    await run.until(preparedAt);
    await planning.decideStep({ chargeId, key: life[index]?.key ?? '' });
    expect(await queued(provider)).toBe(1);
    await provider.pay(chargeId);
    await run.until(end);
    expect(lines()).toEqual([...lifeLines.slice(0, index), `${confirmationAt(preparedAt)} Marcos, recebemos R$146,37. Obrigado!`]);
    expect(await queued(provider)).toBe(0);
  });

  it('without a payment the same prepared text leaves at its instant, once', async () => {
    const { provider, run, planning, lines } = await house();
    await provider.charge(charge);
    await run.until(addMs(instantOfStep(3), -30 * 60_000));
    await planning.decideStep({ chargeId, key: life[3]?.key ?? '' });
    await run.until(addMs(instantOfStep(3), 60_000));
    expect(lines().slice(3)).toHaveLength(1);
  });

  it('after the last text is still confirmed, though the workflow had ended', async () => {
    const { provider, run, lines } = await house();
    await provider.charge(charge);
    await run.until(end);
    await provider.pay(chargeId);
    await run.until(addMs(end, 3_600_000));
    expect(lines().at(-1)).toContain('recebemos R$146,37');
  });

  it('that the claim sees first suppresses the text even when the workflow has not heard of it', async () => {
    const { provider, run, planning } = await house();
    await provider.charge(charge);
    await run.until(addMs(instantOfStep(3), -30 * 60_000));
    await planning.decideStep({ chargeId, key: life[3]?.key ?? '' });
    await provider.pay(chargeId);
    // The outbox is not relayed: the charge's workflow sleeps on, wakes at the instant and finds its text not wanted.
    await run.sandbox.advanceTo(addMs(instantOfStep(3), 60_000));
    expect(run.sent.filter(({ text }) => text.includes('em aberto'))).toEqual([]);
  });
});

describe('an edit between preparation and sending', () => {
  async function prepared() {
    const parts = await house();
    await parts.provider.charge(charge);
    await parts.run.until(addMs(instantOfStep(1), -30 * 60_000));
    await parts.planning.decideStep({ chargeId, key: '3:2026-12-10' });
    const edit = (fields: object) =>
      parts.provider.db.transaction((tx) => patchCharge(tx, { id: chargeId, ...fields }, parts.provider.context()));
    return { ...parts, edit };
  }

  it('of the amount sends the new amount, once', async () => {
    const { run, edit, lines } = await prepared();
    await edit({ amountCents: 9990 });
    await run.until(addMs(instantOfStep(1), 3_600_000));
    expect(lines().slice(1)).toEqual(['2026-12-07T13:00 Marcos, sua fatura de R$99,90 vence em 10/12/2026.']);
  });

  it('of the due date forth and back sends the right text, once', async () => {
    const { run, edit, lines } = await prepared();
    await edit({ dueDate: '2026-12-20' });
    await run.relay();
    await edit({ dueDate: '2026-12-10' });
    await run.until(addMs(instantOfStep(1), 3_600_000));
    expect(lines().slice(1)).toEqual([lifeLines[1]]);
  });

  it('of the due date forth sends nothing now and the new ladder later', async () => {
    const { run, edit, lines } = await prepared();
    await edit({ dueDate: '2026-12-20' });
    await run.until('2026-12-18T00:00:00.000Z');
    expect(lines().slice(1)).toEqual(['2026-12-17T13:00 Marcos, sua fatura de R$146,37 vence em 20/12/2026.']);
  });

  it('of the phone sends to the new one alone', async () => {
    const { provider, run, clock } = await prepared();
    const phones = [{ number: '(67) 98888-4321', billing: true, marketing: false, consent: null }];
    const context = { ...provider.context(), sealer: null, unusablePhones: 'refuse' as const };
    await provider.db.transaction((tx) => patchCustomer(tx, { id: 'C-1', phones }, context));
    await run.until(addMs(instantOfStep(1), 3_600_000));
    expect(run.sent.slice(1).map(({ to }) => to)).toEqual(['+5567988884321']);
    expect(clock.nowMs()).toBeGreaterThan(0);
  });
});

describe('a removal', () => {
  it('stops the ladder, and its undoing takes it up at the next step', async () => {
    const { provider, run, lines } = await house();
    await provider.charge(charge);
    await run.until(addMs(instantOfStep(1), -60_000));
    await provider.db.transaction((tx) => removeCharge(tx, chargeId, provider.context()));
    await run.until(addMs(instantOfStep(1), 86_400_000));
    await provider.db.transaction((tx) => restoreCharge(tx, chargeId, provider.context()));
    await run.until(addMs(instantOfStep(2), 60_000));
    expect(lines()).toEqual([lifeLines[0], lifeLines[2]]);
  });
});

describe('a closed gateway', () => {
  const gateway = async ({ provider }: Awaited<ReturnType<typeof house>>, paused: boolean) => {
    await provider.sql`update gateways set paused = ${paused} where id = 'sms'`;
    await provider.sql`update settings set catalogue_revision = catalogue_revision + 1`;
  };

  it('keeps a charge’s text for as long as its window is open, and lets it go once when it opens', async () => {
    const parts = await house();
    await gateway(parts, true);
    await parts.provider.charge(charge);
    await parts.run.until('2026-11-23T14:20:00.000Z');
    expect(parts.run.sent).toEqual([]);
    await gateway(parts, false);
    await parts.run.until('2026-11-23T15:30:00.000Z');
    expect(parts.lines()).toEqual([lifeLines[0]?.replace(/T\d\d:\d\d/, parts.lines()[0]?.slice(10, 16) ?? '')]);
  });

  it('does not keep a paid charge waiting for its text', async () => {
    const parts = await house();
    await gateway(parts, true);
    await parts.provider.charge(charge);
    await parts.run.until('2026-11-23T14:10:00.000Z');
    await parts.provider.pay(chargeId);
    await parts.run.until('2026-11-23T14:20:00.000Z');
    await gateway(parts, false);
    await parts.run.until('2026-11-23T15:30:00.000Z');
    expect(parts.run.sent.map(({ text }) => text)).toEqual(['Marcos, recebemos R$146,37. Obrigado!']);
  });
});

describe('a customer with two billing phones', () => {
  it('gets each text on both, and the step is sent when one of them took it', async () => {
    const { provider, run } = await house({
      answer: ({ to }) =>
        to.endsWith('1234')
          ? { outcome: 'refused', reason: 'invalid number', answer: 'NO' }
          : { outcome: 'accepted', providerId: null, answer: 'OK' },
    });
    await provider.customer('C-2', ['(67) 99999-1234', '(67) 99999-5678']);
    await provider.charge({ ...charge, id: 'two', customerId: 'C-2' });
    await run.until('2026-11-23T15:00:00.000Z');
    expect(run.sent.map(({ to }) => to).sort()).toEqual(['+5567999991234', '+5567999995678']);
    expect(await provider.sql`select state from steps where charge_id = 'two'`).toEqual([{ state: 'sent' }]);
  });
});

describe('a customer whose phone said no', () => {
  it('is listed as unreachable, also when the text was prepared already, and taken up again when the phone is back', async () => {
    const { provider, run, planning } = await house();
    const no = { phone: '+5567999991234', scope: 'all' as const, customerId: null, reason: null, source: 'api', at: null };
    await provider.charge(charge);
    await run.until(addMs(instantOfStep(1), -30 * 60_000));
    await planning.decideStep({ chargeId, key: '3:2026-12-10' });
    await provider.db.transaction((tx) => saveOptOuts(tx, [no], { ...provider.context(), keepStronger: false }));
    await run.until(addMs(instantOfStep(2), 60_000));
    expect(run.sent).toHaveLength(1);
    expect(await provider.sql`select rule, state from steps where rule in (3, 4) order by rule`).toEqual([
      { rule: 3, state: 'unreachable' },
      { rule: 4, state: 'unreachable' },
    ]);
    const who = provider.context();
    await provider.db.transaction((tx) => deleteOptOuts(tx, { phone: '+5567999991234', customerId: null }, who));
    await run.until(addMs(instantOfStep(3), 60_000));
    expect(run.sent).toHaveLength(2);
  });
});

describe('a customer without a phone that can be texted', () => {
  it('is listed as unreachable and the ladder waits for a proven warning', async () => {
    const { provider, run } = await house();
    await provider.customer('C-3', ['(67) 3333-4444']);
    await provider.charge({ ...charge, id: 'none', customerId: 'C-3' });
    await run.until(end);
    expect(run.sent.filter(({ to }) => !to.includes('@'))).toEqual([]);
    const steps = await provider.sql`select rule, state from steps where charge_id = 'none' order by rule`;
    expect(steps.map(({ rule, state }) => `${rule} ${state}`)).toEqual([
      '2 unreachable',
      '3 unreachable',
      '4 unreachable',
      '10 unreachable',
      '11 held',
      '12 held',
      '13 held',
    ]);
    expect(await provider.sql`select kind, detail from alerts`).toEqual([
      {
        kind: 'step-held',
        detail: { step: '11:2026-12-10', reason: 'warning-not-proven', missing: 10, state: 'unreachable', because: 'no-address' },
      },
    ]);
  });
});

function confirmationAt(paidAt: string): string {
  return paidAt.slice(0, 16);
}

async function queued(provider: Awaited<ReturnType<typeof house>>['provider']): Promise<number> {
  const [row] = await provider.sql<{ count: number }[]>`select count(*)::int as count from messages where state = 'queued'`;
  return row?.count ?? 0;
}
