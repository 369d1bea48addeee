import { Stack, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { cost } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import { type Bar, Bars } from '../../parts/bars.tsx';
import type { Simulation } from '../../queries/rules.ts';
import classes from './simulation-result.module.css';

/** What a draft would change, charge by charge: in a sentence, in totals, by rule, by day, and some charges to look at. */
export function SimulationResult({ simulation, total }: { simulation: Simulation; total: number }) {
  const { t } = useTranslation('rules');
  const { changedCharges, samples } = simulation;
  return (
    <Stack gap="lg">
      <Text fw={650} size="lg" role="status">
        {changedCharges === 0 ? t('simulation.nothing', { count: total }) : t('simulation.changed', { count: changedCharges, total })}
      </Text>
      <div className={classes.columns}>
        <Totals simulation={simulation} />
        <ByRule simulation={simulation} />
      </div>
      <ByDay simulation={simulation} />
      {samples.length > 0 && <Samples samples={samples} />}
    </Stack>
  );
}

function Totals({ simulation: { before, after } }: { simulation: Simulation }) {
  const { t, i18n } = useTranslation('rules');
  const number = new Intl.NumberFormat(i18n.language);
  const rows = [
    ...(['texts', 'segments', 'blocks'] as const).map((what) => ({
      what,
      now: number.format(before[what]),
      next: number.format(after[what]),
    })),
    { what: 'cost' as const, now: cost(before.cost), next: cost(after.cost) },
  ];
  return (
    <Table className="figures">
      <Table.Thead>
        <Table.Tr>
          <Table.Th />
          <Table.Th ta="right">{t('simulation.inForce')}</Table.Th>
          <Table.Th ta="right">{t('simulation.draft')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ what, now, next }) => (
          <Table.Tr key={what}>
            <Table.Th scope="row">{t(`simulation.${what}`)}</Table.Th>
            <Table.Td ta="right">{now}</Table.Td>
            <Table.Td ta="right" fw={now === next ? 400 : 650}>
              {next}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function ByRule({ simulation: { rules } }: { simulation: Simulation }) {
  const { t } = useTranslation('rules');
  if (rules.length === 0) return null;
  return (
    <Table className="figures">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('simulation.rule')}</Table.Th>
          <Table.Th ta="right">{t('simulation.gained')}</Table.Th>
          <Table.Th ta="right">{t('simulation.lost')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rules.map(({ rule, gained, lost }) => (
          <Table.Tr key={rule}>
            <Table.Th scope="row">#{rule}</Table.Th>
            <Table.Td ta="right">{t('simulation.more', { count: gained })}</Table.Td>
            <Table.Td ta="right">{t('simulation.fewer', { count: lost })}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const mostDays = 45;
const everyNth = 7;

/** Texts of each day: what stays, what comes on top, what falls away. */
function ByDay({ simulation: { days } }: { simulation: Simulation }) {
  const { t } = useTranslation('rules');
  const { dayAndMonth, day } = useWhen();
  if (days.length === 0) return null;
  const bars = days.slice(0, mostDays).map(({ date, before, after }, index): Bar => {
    const kept = Math.min(before.texts, after.texts);
    return {
      key: date,
      label: days.length <= everyNth || index % everyNth === 0 ? dayAndMonth(date) : '',
      says: `${day(date)}: ${t('simulation.dayBefore', { count: before.texts })}, ${t('simulation.dayAfter', { count: after.texts })}`,
      parts: [
        { key: 'lost', value: before.texts - kept, color: 'var(--state-undelivered)', faint: true },
        { key: 'gained', value: after.texts - kept, color: 'var(--state-sending)' },
        { key: 'kept', value: kept, color: 'var(--state-planned)' },
      ],
    };
  });
  return (
    <section>
      <Title order={3} size="h5" mb="xs">
        {t('simulation.byDay')}
      </Title>
      <Bars label={t('simulation.byDay')} bars={bars} height={110} />
      <Text c="dimmed" size="sm" mt={4}>
        {t('simulation.legend')}
      </Text>
    </section>
  );
}

function Samples({ samples }: Pick<Simulation, 'samples'>) {
  const { t } = useTranslation('rules');
  const { date } = useWhen();
  const said = (texts: { rule: number; date: string }[]) => texts.map((text) => `#${text.rule} ${date(text.date)}`).join(', ');
  return (
    <section>
      <Title order={3} size="h5" mb="xs">
        {t('simulation.samples')}
      </Title>
      <ul className={classes.samples}>
        {samples.map(({ chargeId, gains, loses }) => (
          <li key={chargeId}>
            <Link to="/cobrancas/$chargeId" params={{ chargeId }}>
              {chargeId}
            </Link>{' '}
            {[
              ...(gains.length > 0 ? [t('simulation.gains', { texts: said(gains) })] : []),
              ...(loses.length > 0 ? [t('simulation.loses', { texts: said(loses) })] : []),
            ].join('; ')}
          </li>
        ))}
      </ul>
    </section>
  );
}
