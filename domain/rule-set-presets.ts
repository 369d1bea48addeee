import type { Rule } from './rules.ts';

/** The block of a ladder by a regulation, ready to be taken once its templates are chosen. */
export type RuleSetPreset = {
  id: string;
  name: string;
  /** When it is right, in Portuguese. */
  note: string;
  rules: Omit<Required<Rule>, 'templateId'>[];
};

const step = {
  anchor: null,
  time: '10:00',
  templates: {},
  gatewayId: null,
  enabled: true,
  window: 'collection',
  late: 'send',
  trigger: 'clock',
  validityHours: null,
  grouping: true,
  resendAfterMinutes: null,
} as const;

type Days = { warning: number; reduction: number | null; block: number; cancellation: number };

/** Warning after the due date, then each step days after the one before it; a step without days is there, switched off. */
function block({ warning, reduction, block: total, cancellation }: Days): RuleSetPreset['rules'] {
  return [
    { ...step, number: 10, event: 'block_warning', offset: { days: warning }, channels: ['sms'] },
    { ...step, number: 11, event: 'speed_reduction', offset: { days: reduction ?? total }, channels: ['sms'], enabled: reduction !== null },
    { ...step, number: 12, event: 'total_block', offset: { days: total }, channels: ['sms'] },
    { ...step, number: 13, event: 'cancellation', offset: { days: cancellation }, channels: ['email'] },
  ];
}

/** Days between the steps by the two regulations of Anatel. The clock starts at the proven notice, not at the due date. */
export const ruleSetPresets: readonly RuleSetPreset[] = [
  {
    id: '765-2023',
    name: '765/2023: 15/60',
    note: 'Em vigor desde 01/09/2025. Aviso até 5 dias depois do vencimento, bloqueio total 15 dias depois do aviso, cancelamento 60 dias depois do bloqueio. A redução fica desligada.',
    rules: block({ warning: 2, reduction: null, block: 15, cancellation: 60 }),
  },
  {
    id: '632-2014',
    name: '632/2014: 15/30/30',
    note: 'Regra anterior. Redução 15 dias depois do aviso, bloqueio total 30 dias depois da redução, cancelamento 30 dias depois do bloqueio.',
    rules: block({ warning: 5, reduction: 15, block: 30, cancellation: 30 }),
  },
];
