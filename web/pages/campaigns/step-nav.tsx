import { useTranslation } from 'react-i18next';
import classes from './step-nav.module.css';

export const steps = ['texto', 'destinatarios', 'conferencia', 'envio'] as const;
export type Step = (typeof steps)[number];

/** The four steps; every one that can be reached is a click away. */
export function StepNav({ step, reachable, onGo }: { step: Step; reachable: boolean; onGo: (step: Step) => void }) {
  const { t } = useTranslation('campaigns');
  return (
    <nav aria-label={t('steps.label')}>
      <ol className={classes.steps}>
        {steps.map((name, index) => (
          <li key={name}>
            <button
              type="button"
              className={classes.step}
              aria-current={name === step ? 'step' : undefined}
              disabled={!reachable && name !== step}
              onClick={() => onGo(name)}
            >
              <span className={classes.number}>{index + 1}</span>
              <span className={classes.name}>{t(`steps.${name}`)}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
