import { Button, Group, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../queries/house.ts';
import classes from './service-pill.module.css';

const meanings = { on: 'onMeans', paused: 'pausedMeans', shadow: 'shadowMeans', off: 'offMeans' } as const;

/** Whether texts leave, and what each state of the service means. */
export function ServicePill() {
  const { t } = useTranslation('frame');
  const { data } = useQuery(settingsQuery);
  const [open, { toggle, close }] = useDisclosure(false);
  if (data === undefined) return null;
  const state = data.paused && data.service !== 'off' ? 'paused' : data.service;
  return (
    <Popover opened={open} onChange={(opened) => !opened && close()} width={340} position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.pill}
          data-state={state}
          onClick={toggle}
          aria-expanded={open}
          aria-label={t('service.label', { state: t(`service.${state}`) })}
        >
          {t(`service.${state}`)}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {(['on', 'paused', 'shadow', 'off'] as const).map((each) => (
            <Group key={each} gap="sm" wrap="nowrap" align="flex-start" aria-current={each === state || undefined}>
              <span className={classes.pill} data-state={each} data-small>
                {t(`service.${each}`)}
              </span>
              <Text size="sm" fw={each === state ? 600 : 400}>
                {t(`service.${meanings[each]}`)}
              </Text>
            </Group>
          ))}
          <Button component={Link} to="/configuracao/servico" variant="default" onClick={close}>
            {t('service.open')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
