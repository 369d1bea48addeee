import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { cost } from '../../format/money.ts';
import { phoneShown } from '../../format/phone.ts';
import { useWhen } from '../../format/when.ts';
import { useStepName } from '../../ladder/use-step-name.ts';
import { PhoneBubble } from '../../parts/phone-bubble.tsx';
import type { Rehearsal } from '../../queries/charges.ts';
import { StepStateMark } from '../../states/state.tsx';
import { Why } from '../charge/why.tsx';
import classes from './rehearsed-steps.module.css';

type Step = Rehearsal['items'][number];

/** The result of a rehearsal: the answer in a sentence, then every step with its hour and text, or why none goes. */
export function RehearsedSteps({ items, dueDate }: { items: Step[]; dueDate: string }) {
  const { t } = useTranslation('customers');
  const { moment } = useWhen();
  const going = items.filter(({ text }) => text !== null);
  const texts = going.reduce((sum, { to }) => sum + to.length, 0);
  const price = going.reduce((sum, { text, to }) => sum + Number(text?.cost ?? 0) * to.length, 0);
  const [first, last] = [going[0], going.at(-1)];
  return (
    <section aria-label={t('rehearsal.result')} className={classes.result}>
      <Text fw={650} role="status">
        {first === undefined || last === undefined
          ? t('rehearsal.nothing')
          : t('rehearsal.sum', { count: texts, from: moment(first.sendsAt), to: moment(last.sendsAt), cost: cost(price.toFixed(4)) })}
      </Text>
      <ol className={classes.steps}>
        {items.map((step) => (
          <li key={`${step.rule} ${step.plannedFor}`}>
            <StepWords step={step} dueDate={dueDate} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function StepWords({ step, dueDate }: { step: Step; dueDate: string }) {
  const { moment } = useWhen();
  const nameOf = useStepName(dueDate);
  const { rule, state, reason, sendsAt, text, to } = step;
  return (
    <>
      <div className={classes.head}>
        <span className={classes.name}>
          <span className={classes.number}>{rule}</span>
          {nameOf(step)}
        </span>
        {text === null ? (
          <StepStateMark state={state} reason={reason} />
        ) : (
          <span className={classes.when}>
            {moment(sendsAt)} <Why step={{ ...step, basis: null }} />
          </span>
        )}
      </div>
      {text !== null && (
        <>
          <PhoneBubble {...text} />
          <Text c="dimmed" size="sm">
            {[cost(text.cost), ...to.map((address) => (address.includes('@') ? address : phoneShown(address)))].join(' · ')}
          </Text>
        </>
      )}
    </>
  );
}
