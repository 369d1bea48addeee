import { Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RoutePath } from '../../frame/pages.ts';
import { Card } from '../../parts/card.tsx';
import { IconCheck } from '../../parts/icons.ts';
import type { FirstThings } from '../../queries/first-steps.ts';
import classes from './first-steps-page.module.css';

type Next = { name: 'charges' | 'ladder' | 'people' | 'service'; to: RoutePath; done: boolean };

/** What follows the first text, in the order in which it is safe to do: the service comes last, once there is what may leave. */
export function NextThings({ things: { hasCharges, hasLadder, hasColleagues, isOn } }: { things: FirstThings }) {
  const { t } = useTranslation('firstSteps');
  const all: Next[] = [
    { name: 'charges', to: '/clientes/importar', done: hasCharges },
    { name: 'ladder', to: '/envio-automatico', done: hasLadder },
    { name: 'people', to: '/configuracao/pessoas', done: hasColleagues },
    { name: 'service', to: '/configuracao/servico', done: isOn },
  ];
  const first = all.find(({ done }) => !done);
  return (
    <Stack mt="lg">
      <Card title={t('next.title')}>
        <ol className={classes.steps}>
          {all.map(({ name, to, done }, index) => (
            <li key={name} className={classes.step} data-done={done || undefined}>
              <div className={classes.head}>
                <span className={classes.number} aria-hidden>
                  {done ? <IconCheck size={17} stroke={2.4} /> : index + 1}
                </span>
                <div className={classes.title}>
                  <Group gap="xs">
                    <Text fw={600}>{t(`next.${name}`)}</Text>
                    {done && (
                      <Text c="var(--state-delivered)" fw={600} size="sm">
                        {t('done')}
                      </Text>
                    )}
                  </Group>
                  <Text c="dimmed" size="sm">
                    {t(`next.${name}Says`)}
                  </Text>
                </div>
                <Button
                  renderRoot={(props) => <Link {...props} to={to} />}
                  variant={name === first?.name ? 'filled' : 'default'}
                  size="xs"
                  aria-label={`${t(done ? 'change' : 'open')}: ${t(`next.${name}`)}`}
                >
                  {t(done ? 'change' : 'open')}
                </Button>
              </div>
            </li>
          ))}
        </ol>
      </Card>
    </Stack>
  );
}
