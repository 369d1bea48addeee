import { Button, Group, Popover, Stack, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../queries/house.ts';
import { useMay } from '../queries/me.ts';
import { ServiceMeanings } from './service-meanings.tsx';
import classes from './service-pill.module.css';
import { serviceStateOf } from './service-state.ts';

/** Whether texts leave, what each state of the service means, and the way to stop everything. */
export function ServicePill() {
  const { t } = useTranslation('frame');
  const may = useMay();
  const { data } = useQuery(settingsQuery);
  const [open, { toggle, close }] = useDisclosure(false);
  if (data === undefined) return null;
  const state = serviceStateOf(data);
  const act = state === 'on' ? 'pausar' : state === 'paused' ? 'retomar' : null;
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
          <ServiceMeanings state={state} />
          <Group grow>
            <Button component={Link} to="/configuracao/servico" variant="default" onClick={close}>
              {t('service.open')}
            </Button>
            {act !== null && may('settings:write') && (
              <Button
                renderRoot={(props) => <Link {...props} to="/configuracao/servico" search={{ pergunta: act }} />}
                variant="default"
                onClick={close}
              >
                {t(act === 'pausar' ? 'service.pauseAll' : 'service.resume')}
              </Button>
            )}
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
