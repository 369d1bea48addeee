import { describe, expect, test } from 'vitest';
import { exampleFacts } from './fixtures/template-facts.ts';
import type { TemplateCharge, TemplateFacts } from './template-facts.ts';
import { findVariable, templateVariables } from './template-variables.ts';

const read = (name: string, facts: TemplateFacts) => findVariable(name)?.value(facts);

function withCharge(change: Partial<TemplateCharge>, today = exampleFacts.today): TemplateFacts {
  if (!exampleFacts.charge) throw new Error('the example has a charge');
  return { ...exampleFacts, today, charge: { ...exampleFacts.charge, ...change } };
}

describe('the variables of the old system', () => {
  test.each(templateVariables.slice(0, 30).map(({ name, example }) => [name, example]))('{%s} reads exactly %s', (name, example) => {
    expect(read(name, exampleFacts)).toBe(example);
  });

  test('there are thirty, and eight of our own', () => {
    expect(templateVariables).toHaveLength(38);
    expect(new Set(templateVariables.map(({ name }) => name)).size).toBe(38);
  });

  test('the password is the only secret', () => {
    expect(templateVariables.filter(({ secret }) => secret).map(({ name }) => name)).toEqual(['CLI_PASS']);
  });

  test('days have two digits, months a capital letter, thousands a point', () => {
    const facts = withCharge({ dueDate: '2026-03-05', amountCents: 123456 });
    expect(['D', 'M', 'Y'].map((part) => read(`COB_DATE_VENC_${part}`, facts))).toEqual(['05', 'Março', '2026']);
    expect(read('COB_DATE_VENC', facts)).toBe('05/03/2026');
    expect(read('COB_VAL_DOC', facts)).toBe('R$1.234,56');
  });

  test('an unknown state is shown as it was given', () => {
    const { unit } = exampleFacts;
    expect(unit && read('ISP_STATE', { ...exampleFacts, unit: { ...unit, state: 'XX' } })).toBe('XX');
  });
});

describe('the discount', () => {
  test.each([
    ['on its last day', '2018-05-10', '2018-05-10', 'R$126,37'],
    ['after its last day', '2018-05-10', '2018-05-11', 'R$146,37'],
    ['on the due date, when no last day is given', null, '2018-05-23', 'R$126,37'],
    ['after the due date, when no last day is given', null, '2018-05-24', 'R$146,37'],
  ])('%s', (_, discountUntil, today, text) => {
    expect(read('COB_VAL_DISC', withCharge({ discountUntil }, today))).toBe(text);
  });

  test('a charge without discount shows its full value', () => {
    expect(read('COB_VAL_DISC', withCharge({ discountedAmountCents: null }))).toBe('R$146,37');
  });
});

describe('what is owed', () => {
  test('partial payments are taken off the open amount and the amount of today', () => {
    const facts = withCharge({ paidCents: 10000 });
    expect(read('COB_VAL_ABERTO', facts)).toBe('R$46,37');
    expect(read('COB_VAL_ATUAL', facts)).toBe('R$26,37');
  });

  test('an amount that the billing system worked out wins, and nobody owes less than nothing', () => {
    expect(read('COB_VAL_ATUAL', withCharge({ currentAmountCents: 14963 }))).toBe('R$149,63');
    expect(read('COB_VAL_ABERTO', withCharge({ paidCents: 99999 }))).toBe('R$0,00');
  });

  test.each([
    ['2026-11-21', '0'],
    ['2026-11-23', '0'],
    ['2026-11-24', '1'],
    ['2027-01-02', '40'],
  ])('a charge due on Saturday 21 November, payable until Monday, is on %s %s days late', (today, days) => {
    const facts = { ...withCharge({ dueDate: '2026-11-21' }, today), effectiveDueDate: '2026-11-23' };
    expect(read('COB_DIAS_ATRASO', facts)).toBe(days);
  });

  test('several charges in one text are counted and added; one alone counts as one', () => {
    const facts = { ...exampleFacts, group: { count: 2, totalCents: 29274 } };
    expect([read('COB_QTD', facts), read('COB_VAL_TOTAL', facts)]).toEqual(['2', 'R$292,74']);
    expect([read('COB_QTD', exampleFacts), read('COB_VAL_TOTAL', exampleFacts)]).toEqual(['1', 'R$146,37']);
  });
});

describe('a missing value', () => {
  const nothing: TemplateFacts = { customer: null, unit: null, charge: null, payment: null, today: '2026-01-01', effectiveDueDate: null };

  test.each(templateVariables.map(({ name }) => name))('{%s} is missing when there is nothing to take it from', (name) => {
    expect(read(name, nothing)).toBeNull();
  });

  test('blanks are missing too, and invisible characters never reach a text', () => {
    const facts = (login: string): TemplateFacts => ({
      ...exampleFacts,
      customer: { name: 'Maria', kind: 'person', tradeName: null, login, password: null },
    });
    expect(read('CLI_USER', facts(' \u00a0\u200b'))).toBeNull();
    expect(read('CLI_USER', facts('a\u00a0\u0000b\nc'))).toBe('a b c');
    expect(read('CLI_NAME_L', facts('x'))).toBeNull();
  });
});
