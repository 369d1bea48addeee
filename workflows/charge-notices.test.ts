import { afterEach, describe, expect, it } from 'vitest';
import { virtualClock } from '../test/clock.ts';
import { openLadderRun } from '../test/ladder-run.ts';
import { openTestProvider } from '../test/provider.ts';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close();
});

/** Monday 23 November 2026, 10:00 in Campo Grande. */
async function house() {
  const clock = virtualClock('2026-11-23T14:00:00.000Z');
  const provider = await openTestProvider({ clock });
  cleanUp.push(provider.close);
  const run = await openLadderRun(provider, clock);
  cleanUp.push(run.close);
  await provider.customer('C-1');
  return { clock, provider, run };
}

const charge = { id: '768412', customerId: 'C-1', amountCents: 14637, dueDate: '2026-12-10' };

describe('a charge', () => {
  it('goes through its whole life, each text once and at its hour', async () => {
    const { provider, run } = await house();
    await provider.charge(charge);
    await run.until('2027-04-30T12:00:00.000Z');
    expect(run.sent.map(({ at, text }) => `${at.slice(0, 16)} ${text}`)).toMatchInlineSnapshot(`
      [
        "2026-11-23T14:00 Marcos, nova fatura de R$146,37 vence em 10/12/2026.",
        "2026-12-07T13:00 Marcos, sua fatura de R$146,37 vence em 10/12/2026.",
        "2026-12-10T13:00 Marcos, sua fatura de R$146,37 vence hoje.",
        "2026-12-15T13:00 Marcos, a fatura de 10/12/2026 esta em aberto.",
        "2026-12-30T13:00 Marcos, sua velocidade foi reduzida.",
        "2027-01-29T13:00 Marcos, seu acesso foi bloqueado.",
        "2027-03-01T13:00 Marcos Valas, seu contrato sera cancelado.",
      ]
    `);
  });
});
