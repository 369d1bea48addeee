import type { Words } from './fields.ts';
import { epochMs, type Instant } from './instants.ts';
import type { PlanFacts, PlannedStep, StepRecord } from './plan.ts';
import { planCharge } from './plan-charge.ts';
import { isFinal } from './recorded-step.ts';
import { saidMoment } from './said-moment.ts';
import { paymentIdOf } from './step-key.ts';
import { states as enStates } from './words/en/states.ts';
import { states } from './words/pt-BR/states.ts';

/** What a person may decide about one step. */
export type StepChoice = { kind: 'skip' } | { kind: 'send-now' } | { kind: 'bring-forward'; at: Instant };

/** `at` null: skipped. `reopens`: what history has settled as passed over is open again. */
export type ChoiceDecision =
  | { kind: 'chosen'; at: Instant | null; reopens: boolean; step: PlannedStep }
  | { kind: 'unknown-step' }
  | { kind: 'refused'; code: 'charge-not-open' | 'step-over' | 'step-refused'; detail: Words }
  | { kind: 'invalid-hour'; message: Words; expected: Words };

/** A step, and whether one of its texts has left or is on the wire. */
export type ChoiceSubject = { key: string; left: boolean };

/**
 * Whether a person may do this to a step, and how the ladder then looks: the same planner that will carry it out decides, so nobody can
 * send what the house's own rules forbid.
 */
export function decideChoice(facts: PlanFacts, { key, left }: ChoiceSubject, choice: StepChoice): ChoiceDecision {
  const before = planCharge(facts).find((step) => step.key === key);
  const record = facts.history.find((step) => step.key === key);
  const notOpen = whyNotOpen(facts, before);
  if (notOpen !== null) return { kind: 'refused', code: 'charge-not-open', detail: notOpen };
  if (before === undefined && record === undefined) return { kind: 'unknown-step' };
  if (left || before === undefined) return over(before?.state ?? record?.state ?? 'sent');
  const isAhead = before.state === 'planned' || before.state === 'waiting' || before.state === 'held';
  const reopens = record !== undefined && isFinal(record);

  if (choice.kind === 'skip') {
    if (!isAhead) return over(before.state);
    return { kind: 'chosen', at: null, reopens: false, step: stepWith(facts, key, null) ?? before };
  }
  if (reopens && !reopenable.has(before.state)) return over(before.state);
  if (choice.kind === 'bring-forward') {
    const wrong = wrongHour(choice.at, isAhead ? before.sendsAt : null, facts);
    if (wrong !== null) return wrong;
  }
  const at = choice.kind === 'send-now' ? facts.now : choice.at;
  const step = stepWith(facts, key, at);
  const soonEnough = choice.kind === 'send-now' ? facts.now : before.sendsAt;
  if (step?.state === 'planned' && (epochMs(step.sendsAt) <= epochMs(soonEnough) || !isAhead)) return { kind: 'chosen', at, reopens, step };
  return { kind: 'refused', code: 'step-refused', detail: whyNot(step, facts) };
}

/** The step as the planner sees it again once the choice is taken back; null when its moment has passed meanwhile. */
export function undoneChoice(facts: PlanFacts, key: string): PlannedStep | null {
  const step = planCharge({
    ...facts,
    history: reopened(facts, key),
    overrides: facts.overrides.filter((override) => override.key !== key),
  }).find((planned) => planned.key === key);
  return step !== undefined && epochMs(step.plannedFor) > epochMs(facts.now) ? step : null;
}

function stepWith(facts: PlanFacts, key: string, at: Instant | null): PlannedStep | undefined {
  const history = reopened(facts, key);
  const overrides = [...facts.overrides.filter((override) => override.key !== key), { key, at }];
  return planCharge({ ...facts, history, overrides }).find((step) => step.key === key);
}

/** What was decided about the step is open again; what the network system was asked and said stays. */
function reopened({ history }: PlanFacts, key: string): StepRecord[] {
  return history.map((record) => (record.key === key ? { ...record, state: 'skipped', reason: 'charge-changed' } : record));
}

const reopenable: ReadonlySet<string> = new Set(['skipped', 'before-our-time', 'unreachable']);

function whyNotOpen({ charge }: PlanFacts, step: PlannedStep | undefined): Words | null {
  if (charge.status === 'removed') return { pt: 'A cobrança foi removida.', en: 'The charge was removed.' };
  if (charge.replaced) return { pt: 'Outra cobrança tomou o lugar desta.', en: 'Another charge took the place of this one.' };
  if (charge.status === 'paid' && (step === undefined || paymentIdOf(step) === null)) {
    return { pt: 'A cobrança já está paga.', en: 'The charge is paid already.' };
  }
  return null;
}

function over(state: PlannedStep['state']): ChoiceDecision {
  const detail = {
    pt: `Tarde demais: a etapa já terminou (${states.step[state]}).`,
    en: `Too late: the step is over already (${enStates.step[state]}).`,
  };
  return { kind: 'refused', code: 'step-over', detail };
}

function wrongHour(at: Instant, sendsAt: Instant | null, { now, timeZone }: PlanFacts): ChoiceDecision | null {
  if (epochMs(at) <= epochMs(now)) {
    const expected = { pt: 'um instante no futuro, ou send-now', en: 'an instant in the future, or send-now' };
    return { kind: 'invalid-hour', message: { pt: 'já passou', en: 'is past' }, expected };
  }
  if (sendsAt === null || epochMs(at) < epochMs(sendsAt)) return null;
  const { pt, en } = saidMoment(sendsAt, timeZone);
  return {
    kind: 'invalid-hour',
    message: { pt: 'não é mais cedo', en: 'is not earlier' },
    expected: { pt: `antes de ${pt}`, en: `before ${en}` },
  };
}

const reasons: Record<string, Words> = {
  'warning-not-proven': { pt: 'falta a prova do aviso de bloqueio (10)', en: 'the block warning (10) is not proven' },
  'previous-not-done': { pt: 'a etapa anterior do bloqueio não aconteceu', en: 'the step of the block before it has not happened' },
  exempt: { pt: 'o cliente ou a cobrança é isenta', en: 'the customer or the charge is exempt' },
  'awaiting-settlement': { pt: 'o arquivo do banco ainda não chegou', en: 'the bank file has not come yet' },
  'settlement-missing': { pt: 'o arquivo do banco não chegou', en: 'the bank file did not come' },
  'awaiting-report': { pt: 'a rede ainda não informou que aconteceu', en: 'the network system has not reported that it happened' },
  'action-requested': { pt: 'a rede ainda não respondeu ao pedido', en: 'the network system has not answered yet' },
  paused: { pt: 'tudo está pausado', en: 'everything is paused' },
  late: { pt: 'a data deste texto já passou', en: 'the date of this text is over' },
  merged: { pt: 'um texto mais novo toma o seu lugar', en: 'a newer text takes its place' },
  'window-closed': { pt: 'nenhuma janela serve a este texto', en: 'no window fits this text' },
  'line-already': { pt: 'já aconteceu com a linha por outra cobrança', en: 'it has happened to the line by another charge' },
};

/** Why the planner would not let it go now. */
function whyNot(step: PlannedStep | undefined, { timeZone }: PlanFacts): Words {
  if (step === undefined) return { pt: 'A régua não tem mais esta etapa.', en: 'The ladder has no such step any more.' };
  const reason = step.reason ?? '';
  const known = reasons[reason];
  if (known !== undefined) return { pt: `Não pode sair: ${known.pt}.`, en: `It may not go: ${known.en}.` };
  if (reason.startsWith('hold:')) return { pt: 'Não pode sair: há uma suspensão em vigor.', en: 'It may not go: a hold is in force.' };
  if (step.state === 'planned') {
    const { pt, en } = saidMoment(step.sendsAt, timeZone);
    const why = step.moved.at(-1)?.detail;
    return { pt: `Não pode sair antes de ${pt}${why === undefined ? '' : `: ${why}`}.`, en: `It may not go before ${en}.` };
  }
  return { pt: `Não pode sair: ${reason || states.step[step.state]}.`, en: `It may not go: ${reason || enStates.step[step.state]}.` };
}
