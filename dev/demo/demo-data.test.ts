import { expect, test } from 'vitest';
import { renderTemplate } from '../../domain/render.ts';
import { ruleSetProblems } from '../../domain/rule-problems.ts';
import { checkTemplate } from '../../domain/template.ts';
import type { TemplateFacts } from '../../domain/template-facts.ts';
import { demonstrationLadder, realLadder } from './ladders.ts';
import { demoFiles, overdueChargeId } from './people.ts';
import { units } from './provider.ts';
import { ruleNumbers, templates } from './templates.ts';

const longest: TemplateFacts = {
  customer: { name: 'Bernardete Figueira', kind: 'person', tradeName: null, login: null, password: null },
  unit: units['filial-sp'],
  charge: {
    code: 'D-900001',
    documentNumber: '28900001',
    amountCents: 104_637,
    discountedAmountCents: null,
    discountUntil: null,
    currentAmountCents: null,
    dueDate: '2026-12-05',
    pixCode: null,
    digitableLine: null,
    paymentUrl: null,
    paidCents: 0,
  },
  payment: { amountCents: 104_637, paidOn: '2026-12-04' },
  effectiveDueDate: null,
  today: '2026-12-05',
};
const templateIds = { 2: 'a', 3: 'b', 4: 'c', 5: 'd', 10: 'e', 11: 'f', 12: 'g', 13: 'h' };

test('every text of the demonstration is one GSM-7 part of at most 144 characters, and the cancellation a whole letter', () => {
  for (const number of ruleNumbers) {
    const { text, channel } = templates[number];
    expect(checkTemplate(text, { allowSecrets: false })).toEqual([]);
    const rendered = renderTemplate(text, longest, { accents: channel === 'sms' ? 'smart' : 'keep', missing: {} });
    if (rendered.kind !== 'text') throw new Error(`rule ${number} misses ${rendered.variable}`);
    if (channel === 'sms') expect({ number, ...rendered }).toMatchObject({ segments: 1, encoding: 'GSM-7' });
    if (channel === 'sms') expect(rendered.text.length, rendered.text).toBeLessThanOrEqual(144);
  }
});

test('both ladders can be saved', () => {
  for (const ladder of [realLadder, demonstrationLadder]) {
    const rules = ladder(templateIds).rules.map((rule) => ({ ...rule, gatewayId: null }));
    expect(ruleSetProblems(rules)).toEqual([]);
  }
});

test('the invented people are the same at every start, and their charges move with the day', () => {
  expect(demoFiles('2026-12-01')).toEqual(demoFiles('2026-12-01'));
  const { customers, charges } = demoFiles('2026-12-01');
  expect(customers).toBe(demoFiles('2027-03-01').customers);
  expect(charges).toContain(`${overdueChargeId};`);
  expect(charges.split('\n').filter((line) => line.includes(';01/12/2026;')).length).toBeGreaterThan(1);
  expect(customers.split('\n').every((line) => line === '' || line.split(';').length === 17)).toBe(true);
});
