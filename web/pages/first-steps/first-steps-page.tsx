import { Button, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { IconCheck } from '../../parts/icons.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type FirstThings, firstThingsQuery } from '../../queries/first-steps.ts';
import { UnitForm } from '../units/unit-form.tsx';
import { CustomersStep } from './customers-step.tsx';
import classes from './first-steps-page.module.css';
import { GatewayStep } from './gateway-step.tsx';
import { NextThings } from './next-things.tsx';
import { TemplateStep } from './template-step.tsx';
import { TextStep } from './text-step.tsx';

const route = getRouteApi('/primeiros-passos');

const steps = [
  { name: 'unit', path: 'unidade' },
  { name: 'gateway', path: 'gateway' },
  { name: 'customers', path: 'clientes' },
  { name: 'template', path: 'texto' },
  { name: 'text', path: 'teste' },
] as const;

type StepName = (typeof steps)[number]['name'];

/** What is left to do before the first text; each step can be left and is found again, done, where it was. */
export function FirstStepsPage() {
  const { t } = useTranslation('firstSteps');
  const { t: tFrame } = useTranslation('frame');
  const things = useQuery(firstThingsQuery);
  const { passo } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Loaded query={things}>
      {(found) => {
        const left = steps.filter(({ name }) => !isDone(name, found));
        const open = steps.find(({ path }) => path === passo) ?? left[0];
        return (
          <>
            <PageHead name={tFrame('pages.firstSteps')} answer={t('answer', { count: left.length })}>
              {t('says')}
            </PageHead>
            <ol className={classes.steps}>
              {steps.map(({ name, path }, index) => {
                const done = isDone(name, found);
                return (
                  <li key={name} className={classes.step} data-done={done || undefined}>
                    <div className={classes.head}>
                      <span className={classes.number} aria-hidden>
                        {done ? <IconCheck size={17} stroke={2.4} /> : index + 1}
                      </span>
                      <Title order={2} className={classes.title}>
                        {t(`steps.${name}`)}
                      </Title>
                      {done && (
                        <Text c="var(--state-delivered)" fw={600} size="sm">
                          {t('done')}
                        </Text>
                      )}
                      {open?.name !== name && (
                        <Button variant="default" size="xs" onClick={() => void navigate({ search: { passo: path } })}>
                          {t(done ? 'change' : 'open')}
                        </Button>
                      )}
                    </div>
                    {open?.name === name && (
                      <div className={classes.body}>
                        <StepBody
                          name={name}
                          things={found}
                          onDone={() => void navigate({ search: {} })}
                          onStay={() => navigate({ search: { passo: path } })}
                        />
                      </div>
                    )}
                  </li>
                );
              })}
            </ol>
            {left.length === 0 && <NextThings things={found} />}
          </>
        );
      }}
    </Loaded>
  );
}

function isDone(step: StepName, { unit, gateway, hasCustomers, template, hasSent }: FirstThings): boolean {
  return { unit: unit !== null, gateway: gateway !== null, customers: hasCustomers, template: template !== null, text: hasSent }[step];
}

type BodyProps = { name: StepName; things: FirstThings; onDone: () => void; onStay: () => Promise<void> };

function StepBody({ name, things, onDone, onStay }: BodyProps) {
  const { t } = useTranslation('firstSteps');
  const queryClient = useQueryClient();
  const finish = async () => {
    await queryClient.invalidateQueries({ queryKey: firstThingsQuery.queryKey });
    onDone();
  };
  // Done, the step would close over what the provider answered.
  const onSent = async () => {
    await onStay();
    await queryClient.invalidateQueries({ queryKey: firstThingsQuery.queryKey });
  };
  switch (name) {
    case 'unit':
      return (
        <>
          <Text mb="sm">{t('unit')}</Text>
          <UnitForm {...(things.unit !== null && { unit: things.unit })} onDone={() => void finish()} />
        </>
      );
    case 'gateway':
      return <GatewayStep things={things} onDone={finish} />;
    case 'customers':
      return <CustomersStep hasCustomers={things.hasCustomers} />;
    case 'template':
      return <TemplateStep template={things.template} onDone={finish} />;
    case 'text':
      return <TextStep things={things} onSent={onSent} />;
  }
}
