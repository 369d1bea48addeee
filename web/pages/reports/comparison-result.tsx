import { Chip, Group, Stack, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../../app/search-params.ts';
import { Card } from '../../parts/card.tsx';
import { type Column, Records } from '../../parts/records.tsx';
import type { ComparedKind, Comparison } from '../../queries/comparison.ts';
import { ComparedTexts } from './compared-texts.tsx';
import classes from './comparison.module.css';

const route = getRouteApi('/relatorios');
/** As the address names them; what a person looks at first stands first. */
const kindsShown = {
  'so-antigo': 'only-there',
  'so-regua': 'only-here',
  'outro-dia': 'other-day',
  'outro-texto': 'other-words',
  iguais: 'same',
} as const satisfies Record<string, ComparedKind>;
type Shown = keyof typeof kindsShown;
const names = ['so-antigo', 'so-regua', 'outro-dia', 'outro-texto', 'iguais'] as const satisfies Shown[];

/** Each kind of difference with its texts, and the lines that could not be read. */
export function ComparisonResult({ found }: { found: Comparison }) {
  const { t, i18n } = useTranslation('reports');
  const number = new Intl.NumberFormat(i18n.language);
  const { counts } = found;
  const navigate = route.useNavigate();
  const shown = oneOf(names, route.useSearch().ver) ?? names.find((name) => counts[kindsShown[name]] > 0) ?? 'iguais';
  const chosen = kindsShown[shown];
  const watched = names.some((name) => name !== 'so-antigo' && counts[kindsShown[name]] > 0);
  const texts = chosen === 'same' ? found.same : found.items.filter(({ kind }) => kind === chosen);
  return (
    <>
      {!watched && (
        <Card>
          <Text>
            {t('comparison.nothingWatched')} <Link to="/configuracao/servico">{t('comparison.toService')}</Link>
          </Text>
        </Card>
      )}
      <Card title={t('comparison.result')}>
        <Stack gap="sm">
          <Chip.Group value={shown} onChange={(ver) => void navigate({ search: (old) => ({ ...old, ver }), replace: true })}>
            <Group gap="xs" role="radiogroup" aria-label={t('comparison.result')} className="no-print">
              {names.map((name) => (
                <Chip key={name} value={name} variant="outline">
                  {t(`comparison.kind.${kindsShown[name]}`)} ·{' '}
                  <strong className="figures">{number.format(counts[kindsShown[name]])}</strong>
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <Text c="dimmed">{t(`comparison.kindSays.${chosen}`)}</Text>
          <ComparedTexts key={chosen} kind={chosen} texts={texts} all={counts[chosen]} />
        </Stack>
      </Card>
      {found.unreadable > 0 && <Unread found={found} />}
    </>
  );
}

type Finding = Comparison['findings'][number];

function Unread({ found: { unreadable, findings } }: { found: Comparison }) {
  const { t } = useTranslation('reports');
  const { t: tImport } = useTranslation('imports');
  const columns: Column<Finding>[] = [
    { key: 'line', title: tImport('columns.line'), phone: 'top', cell: ({ line }) => line },
    { key: 'field', title: tImport('columns.field'), phone: 'side', cell: ({ field }) => field },
    { key: 'value', title: tImport('columns.value'), cell: ({ value }) => <span className={classes.value}>{value}</span> },
    { key: 'message', title: tImport('columns.message'), cell: ({ message }) => message },
  ];
  return (
    <Card title={t('comparison.unreadable', { count: unreadable })}>
      <Records
        label={t('comparison.unreadable', { count: unreadable })}
        columns={columns}
        rows={findings}
        keyOf={({ line, field, code }) => `${line} ${field} ${code}`}
      />
      {findings.length < unreadable && <Text c="dimmed">{t('comparison.firstUnreadable', { count: findings.length })}</Text>}
    </Card>
  );
}
