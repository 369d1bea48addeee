import { fixedRuleEvents, type Rule } from '../../domain/rules.ts';
import { type RuleNumber, ruleNumbers } from './templates.ts';

type Step = Pick<Rule, 'offset'> & Partial<Pick<Rule, 'anchor' | 'time' | 'enabled' | 'late'>>;
type Ladder = { name: string; appliesTo: { panels?: string[] }; rules: Omit<Rule, 'gatewayId'>[] };

/**
 * The ladder of every customer: reminders around the due date, warning two days after it, block 15 days after the proven warning,
 * cancellation 60 days after the block. Reduction (11) is there to be switched on.
 */
export function realLadder(templateIds: Readonly<Record<RuleNumber, string>>): Ladder {
  const steps: Record<RuleNumber, Step> = {
    2: { offset: {}, late: 'send' },
    3: { offset: { days: -3 }, time: '09:00' },
    4: { offset: {}, time: '09:00' },
    5: { offset: {}, late: 'send' },
    10: { offset: { days: 2 }, time: '10:00', late: 'send' },
    11: { offset: { days: 15 }, time: '10:00', late: 'send', enabled: false },
    12: { offset: { days: 15 }, time: '10:00', late: 'send' },
    13: { offset: { days: 60 }, time: '10:00', late: 'send' },
  };
  return { name: 'Padrão', appliesTo: {}, rules: ladder(steps, templateIds, (number) => (number < 10 ? 'informative' : 'collection')) };
}

/** The same steps a minute apart, at any hour, for the panel of the demonstration. */
export function demonstrationLadder(templateIds: Readonly<Record<RuleNumber, string>>): Ladder {
  const minute = (minutes: number): Step => ({ offset: { minutes }, late: 'send' });
  const steps: Record<RuleNumber, Step> = {
    2: minute(0),
    3: { ...minute(1), anchor: 'created' },
    4: { ...minute(2), anchor: 'created' },
    5: minute(0),
    10: { ...minute(3), anchor: 'created' },
    11: minute(1),
    12: minute(1),
    13: minute(1),
  };
  return { name: 'Demonstração em minutos', appliesTo: { panels: ['demonstracao'] }, rules: ladder(steps, templateIds, () => 'always') };
}

function ladder(
  steps: Record<RuleNumber, Step>,
  templateIds: Readonly<Record<RuleNumber, string>>,
  windowOf: (number: RuleNumber) => Rule['window'],
): Ladder['rules'] {
  return ruleNumbers.map((number) => ({
    number,
    event: fixedRuleEvents[number] ?? 'due',
    anchor: null,
    time: null,
    channels: [number === 13 ? 'email' : 'sms'],
    templateId: templateIds[number],
    enabled: true,
    window: windowOf(number),
    late: 'skip',
    trigger: 'clock',
    ...steps[number],
  }));
}
