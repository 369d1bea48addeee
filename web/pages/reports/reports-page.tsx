import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../../app/search-params.ts';
import { plusDays, useWhen } from '../../format/when.ts';
import { meQuery } from '../../queries/me.ts';
import { ComparisonReport } from './comparison-report.tsx';
import { CostReport } from './cost-report.tsx';
import { DeliveryReport } from './delivery-report.tsx';
import { ExclusionsReport } from './exclusions-report.tsx';
import { ForecastReport } from './forecast-report.tsx';
import { RecoveryReport } from './recovery-report.tsx';
import { UnsentReport } from './unsent-report.tsx';

const route = getRouteApi('/relatorios');
const tabs = {
  previsao: 'forecast',
  entrega: 'delivery',
  custo: 'cost',
  recebido: 'recovery',
  'nao-sairam': 'exclusions',
  perdidas: 'missed',
  'sem-contato': 'unreachable',
  comparacao: 'comparison',
} as const;
type Tab = keyof typeof tabs;
const names = [
  'previsao',
  'entrega',
  'custo',
  'recebido',
  'nao-sairam',
  'perdidas',
  'sem-contato',
  'comparacao',
] as const satisfies readonly Tab[];

const usualDays = 14;

/** What will leave, what left, what came of it and what it brought; one question a tab. */
export function ReportsPage() {
  const { t } = useTranslation('reports');
  const { today } = useWhen();
  const { aba, de, ate } = route.useSearch();
  const navigate = route.useNavigate();
  const ofHouse = useQuery(meQuery).data?.units === null;
  const shown = names.filter((name) => ofHouse || name !== 'comparacao'); // the list of another system is the whole house's
  const tab = oneOf(shown, aba) ?? 'previsao';
  const to = ate ?? today();
  const period = { from: de ?? plusDays(to, 1 - usualDays), to };
  const report = {
    period,
    onPeriod: (change: { de?: string; ate?: string }) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true }),
  };
  return (
    <Tabs value={tab} keepMounted={false} onChange={(next) => void navigate({ search: (old) => ({ ...old, aba: next ?? undefined }) })}>
      <Tabs.List mb="lg" className="no-print">
        {shown.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {t(`tab.${tabs[name]}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="previsao">
        <ForecastReport />
      </Tabs.Panel>
      <Tabs.Panel value="entrega">
        <DeliveryReport {...report} />
      </Tabs.Panel>
      <Tabs.Panel value="custo">
        <CostReport {...report} />
      </Tabs.Panel>
      <Tabs.Panel value="recebido">
        <RecoveryReport {...report} />
      </Tabs.Panel>
      <Tabs.Panel value="nao-sairam">
        <ExclusionsReport {...report} />
      </Tabs.Panel>
      <Tabs.Panel value="perdidas">
        <UnsentReport kind="missed" {...report} />
      </Tabs.Panel>
      <Tabs.Panel value="sem-contato">
        <UnsentReport kind="unreachable" {...report} />
      </Tabs.Panel>
      <Tabs.Panel value="comparacao">
        <ComparisonReport />
      </Tabs.Panel>
    </Tabs>
  );
}
