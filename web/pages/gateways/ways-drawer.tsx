import { Button, Drawer, Group, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { IconPlus } from '../../parts/icons.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Gateway } from '../../queries/gateways.ts';
import { RouteFields } from './route-fields.tsx';
import { type GatewayRoute, gatewayUses, type RouteField, routeFields, useSavedWays, type Ways } from './ways.ts';

type Props = Ways & { gateways: Gateway[]; readAt: string | null };

/** The usual gateways and the routes, as a form. */
export function WaysDrawer({ opened, onClose, ...ways }: Props & { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('gatewaySetup');
  const { t: tCommon } = useTranslation('common');
  return (
    <Drawer opened={opened} onClose={onClose} title={t('ways.title')} closeButtonProps={{ 'aria-label': tCommon('actions.close') }}>
      <WaysForm {...ways} onDone={onClose} />
    </Drawer>
  );
}

function WaysForm({ gateways, readAt, defaultGateways, gatewayRoutes, onDone }: Props & { onDone: () => void }) {
  const { t } = useTranslation('gatewaySetup');
  const { t: tCommon } = useTranslation('common');
  const [usual, setUsual] = useState(defaultGateways);
  const [routes, setRoutes] = useState(() => gatewayRoutes.map((route, index) => ({ key: index, route })));
  const save = useSavedWays(readAt, onDone);
  const { at, others } = useFieldProblems(save.error, [...gatewayUses.map((use) => `defaultGateways.${use}`), ...routes.flatMap(pathsOf)]);
  const choices = (channel: Gateway['channel']) =>
    gateways.filter((gateway) => gateway.channel === channel).map(({ id, name }) => ({ value: id, label: name }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ defaultGateways: usual, gatewayRoutes: routes.map(({ route }) => route) });
  };
  const add = () => {
    const key = Math.max(-1, ...routes.map((each) => each.key)) + 1;
    setRoutes([...routes, { key, route: { purposes: ['notices', 'campaigns', 'manual'], prefixes: [], gatewayIds: [] } }]);
  };
  return (
    <Form onSubmit={submit}>
      <Stack>
        <Text>{t('ways.applies')}</Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {gatewayUses.map((use) => (
            <Select
              key={use}
              label={t(`ways.use.${use}`)}
              placeholder={t('ways.none')}
              clearable
              error={at(`defaultGateways.${use}`)}
              value={usual[use]}
              data={choices(use === 'email' ? 'email' : 'sms')}
              onChange={(chosen) => setUsual({ ...usual, [use]: chosen })}
            />
          ))}
        </SimpleGrid>
        <Title order={3} size="h5">
          {t('ways.routes')}
        </Title>
        {routes.map(({ key, route }, index) => (
          <RouteFields
            key={key}
            number={index + 1}
            route={route}
            choices={choices('sms')}
            errorAt={(field) => firstOf(route, field, (place) => at(`gatewayRoutes.${index}.${field}${place}`))}
            onChange={(changed) => setRoutes(routes.map((each) => (each.key === key ? { key, route: changed } : each)))}
            onRemove={() => setRoutes(routes.filter((each) => each.key !== key))}
          />
        ))}
        <Group>
          <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
            {t('ways.add')}
          </Button>
        </Group>
        {others !== null && <ProblemNote error={others} kept />}
        <DialogFoot pending={save.isPending} onCancel={onDone}>
          {tCommon('actions.save')}
        </DialogFoot>
      </Stack>
    </Form>
  );
}

/** Every place that the API may name in a refusal of a route. */
function pathsOf({ route }: { route: GatewayRoute }, index: number): string[] {
  return routeFields.flatMap((field) =>
    ['', ...route[field].map((_, place) => `.${place}`)].map((end) => `gatewayRoutes.${index}.${field}${end}`),
  );
}

/** What is wrong with a list: of the list itself, else of the first thing in it, by its name. */
function firstOf(route: GatewayRoute, field: RouteField, problemAt: (place: string) => string | null): string | null {
  const whole = problemAt('');
  if (whole !== null) return whole;
  for (const [place, entry] of route[field].entries()) {
    const problem = problemAt(`.${place}`);
    if (problem !== null) return field === 'prefixes' ? `${entry}: ${problem}` : problem;
  }
  return null;
}
