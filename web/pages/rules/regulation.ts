import type { Regulation, Rule } from '../../queries/rules.ts';

/** The text chosen for each number; none: that step stays away. */
export type RegulationTexts = Readonly<Record<number, string | null>>;

/**
 * A ladder with the days of a regulation. A step of the block that is there keeps its text, its channels and who carries it out; one that is
 * not comes with the text chosen for it.
 */
export function withRegulation(rules: readonly Rule[], regulation: Pick<Regulation, 'rules'>, texts: RegulationTexts): Rule[] {
  const steps = regulation.rules.flatMap((step): Rule[] => {
    const known = rules.find(({ number }) => number === step.number);
    if (known !== undefined) return [{ ...known, offset: step.offset, anchor: step.anchor, enabled: step.enabled }];
    const templateId = texts[step.number];
    return templateId == null ? [] : [{ ...step, templateId }];
  });
  return [...rules.filter(({ number }) => regulation.rules.every((step) => step.number !== number)), ...steps];
}
