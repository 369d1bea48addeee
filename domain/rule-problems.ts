import { offsetDays } from './anchors.ts';
import { blockEvents, isConsequence } from './chasing.ts';
import type { Words } from './fields.ts';
import { ladderProblems } from './ladder-order.ts';
import { firstOwnRuleNumber, fixedRuleEvents, type Rule, type RuleProblem } from './rules.ts';
import { channels, type RuleEvent } from './states.ts';

const units = ['days', 'hours', 'minutes'] as const;
const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;
const mostValidityHours = 8_760;

/** Everything that keeps a ladder from being saved; empty when it is sound. Says of each field what was given and what is expected. */
export function ruleSetProblems(rules: readonly Rule[]): RuleProblem[] {
  const seen = new Set<number>();
  const single = rules.flatMap((rule, index) => {
    const at: At = (field, given, message, expected) => ({ path: `rules.${index}.${field}`, given: shownAs(given), message, expected });
    const repeated = seen.has(rule.number)
      ? [at('number', rule.number, { pt: `a regra ${rule.number} já está`, en: `rule ${rule.number} is there already` }, eachNumberOnce)]
      : [];
    seen.add(rule.number);
    return [...repeated, ...problemsOfRule(rule, at)];
  });
  return single.length > 0 ? single : ladderProblems(rules);
}

type At = (field: string, given: unknown, message: Words, expected: Words) => RuleProblem;

const eachNumberOnce = { pt: 'cada número uma vez', en: 'each number once' };
const forwards = { pt: '0 ou mais', en: '0 or more' };

function problemsOfRule(rule: Rule, at: At): RuleProblem[] {
  return [
    ...numberProblems(rule, at),
    ...offsetProblems(rule, at),
    ...anchorProblems(rule, at),
    ...timeProblems(rule, at),
    ...channelProblems(rule, at),
    ...policyProblems(rule, at),
  ];
}

function numberProblems({ number, event }: Rule, at: At): RuleProblem[] {
  const fixed = fixedRuleEvents[number];
  if (fixed !== undefined) {
    const always = { pt: `a regra ${number} é sempre "${fixed}"`, en: `rule ${number} is always "${fixed}"` };
    return event === fixed ? [] : [at('event', event, always, { pt: fixed, en: fixed })];
  }
  if (!Number.isInteger(number) || number < firstOwnRuleNumber) {
    const expected = {
      pt: `1 a 5, 10 a 13, ou uma regra própria a partir de ${firstOwnRuleNumber}`,
      en: `1 to 5, 10 to 13, or an own rule from ${firstOwnRuleNumber}`,
    };
    return [at('number', number, { pt: 'não é número de regra', en: 'no rule number' }, expected)];
  }
  if (event !== 'birthday') return [];
  const only = { pt: 'aniversário é só a regra 1', en: 'a birthday is rule 1 only' };
  return [at('event', event, only, { pt: 'um evento de cobrança', en: 'an event of a charge' })];
}

function offsetProblems(rule: Rule, at: At): RuleProblem[] {
  const given = Object.entries(rule.offset);
  const [unit] = given;
  const oneUnit = { pt: 'só um de days, hours, minutes, ou {}', en: 'one of days, hours, minutes, or {}' };
  if (given.length > 1) return [at('offset', rule.offset, { pt: 'mais de uma unidade', en: 'more than one unit' }, oneUnit)];
  if (unit && !units.some((name) => name === unit[0])) {
    return [at('offset', unit[0], { pt: 'não é unidade', en: 'no unit' }, { pt: 'days, hours ou minutes', en: 'days, hours or minutes' })];
  }
  const amount = unit ? Number(unit[1]) : 0;
  const whole = { pt: 'um número inteiro', en: 'a whole number' };
  if (!Number.isInteger(amount)) return [at('offset', rule.offset, { pt: 'não é inteiro', en: 'not whole' }, whole)];
  const expected = expectedOffset(rule, amount);
  if (expected === null) return [];
  const unfit = { pt: `não serve à regra ${rule.number}`, en: `does not fit rule ${rule.number}` };
  return [at('offset', rule.offset, unfit, expected)];
}

/** What an amount should have been; null where it is right. */
function expectedOffset(rule: Rule, amount: number): Words | null {
  const fromDueDate = rule.anchor !== 'created';
  if (rule.number === 3 && fromDueDate && amount > 0) {
    return { pt: 'antes do vencimento: negativo, ou 0 para desligar', en: 'before the due date: negative, or 0 for off' };
  }
  if (rule.number === 4 && fromDueDate && (offsetDays(rule.offset) ?? 0) !== 0) {
    return {
      pt: '0 dias: vai no dia do vencimento; outros dias são regras próprias',
      en: '0 days: it goes on the due date; other days are own rules',
    };
  }
  if (rule.event === 'birthday' && amount !== 0) return { pt: 'o próprio dia: {}', en: 'the day itself: {}' };
  return amount < 0 && countsForward(rule) ? forwards : null;
}

/** Nothing is said before a charge was seen or paid, and no block comes before what it counts from. */
function countsForward({ event, anchor }: Rule): boolean {
  if (anchor === 'created') return true;
  if (event === 'created') return anchor === null;
  return event !== 'due' && event !== 'discount_end' && event !== 'birthday';
}

/** What these count from is theirs alone: another anchor would not be heard. */
const ownAnchorOnly: Partial<Record<RuleEvent, Words>> = {
  birthday: { pt: 'o aniversário conta do nascimento', en: 'a birthday counts from the birth date' },
  paid: { pt: 'a confirmação conta do pagamento', en: 'a confirmation counts from the payment' },
};

function anchorProblems({ event, anchor }: Rule, at: At): RuleProblem[] {
  if (anchor === null) return [];
  const alone = ownAnchorOnly[event];
  if (alone) return [at('anchor', anchor, alone, { pt: 'null', en: 'null' })];
  if (event !== 'discount_end' || anchor === 'created') return [];
  const message = { pt: 'conta do último dia do desconto', en: 'counts from the last day of the discount' };
  return [at('anchor', anchor, message, { pt: 'null ou created', en: 'null or created' })];
}

function timeProblems({ time }: Rule, at: At): RuleProblem[] {
  if (time === null || timePattern.test(time)) return [];
  const expected = { pt: 'HH:MM de 00:00 a 23:59, ou null', en: 'HH:MM from 00:00 to 23:59, or null' };
  return [at('time', time, { pt: 'não é hora do dia', en: 'no time of day' }, expected)];
}

function channelProblems({ channels: given, templates = {} }: Rule, at: At): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const list = channels.join(', ');
  const some = { pt: `ao menos um de ${list}`, en: `at least one of ${list}` };
  if (given.length === 0) problems.push(at('channels', '[]', { pt: 'nenhum canal', en: 'no channel' }, some));
  if (new Set(given).size < given.length) {
    const once = { pt: 'cada canal uma vez', en: 'each channel once' };
    problems.push(at('channels', given.join(', '), { pt: 'canal repetido', en: 'a channel twice' }, once));
  }
  for (const channel of channels) {
    if (templates[channel] === undefined || given.includes(channel)) continue;
    const unused = { pt: 'template de um canal que a regra não usa', en: 'template of a channel that the rule does not use' };
    problems.push(at(`templates.${channel}`, templates[channel], unused, { pt: given.join(', '), en: given.join(', ') }));
  }
  return problems;
}

function policyProblems({ event, trigger, late, validityHours = null }: Rule, at: At): RuleProblem[] {
  const problems: RuleProblem[] = [];
  if (trigger !== 'clock' && !isConsequence({ event })) {
    const message = {
      pt: 'só redução, bloqueio e cancelamento dependem da rede',
      en: 'only reduction, block and cancellation depend on the network system',
    };
    problems.push(at('trigger', trigger, message, { pt: 'clock', en: 'clock' }));
  }
  if (late === 'merge' && !isReminder(event)) {
    const message = { pt: 'só lembretes se juntam ao mais novo', en: 'only reminders merge into the newest' };
    problems.push(at('late', late, message, { pt: 'send ou skip', en: 'send or skip' }));
  }
  if (validityHours !== null && (!Number.isInteger(validityHours) || validityHours < 1 || validityHours > mostValidityHours)) {
    const expected = { pt: `1 a ${mostValidityHours} horas, ou null`, en: `1 to ${mostValidityHours} hours, or null` };
    problems.push(at('validityHours', validityHours, { pt: 'não é validade', en: 'no validity' }, expected));
  }
  return problems;
}

/** What may be one of several texts about the same charge. The block's steps are never jumped; a payment and a birthday happen once. */
function isReminder(event: RuleEvent): boolean {
  return event !== 'paid' && event !== 'birthday' && !blockEvents.some((step) => step === event);
}

function shownAs(given: unknown): string {
  return typeof given === 'object' ? JSON.stringify(given) : String(given);
}
