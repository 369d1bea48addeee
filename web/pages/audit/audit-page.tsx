import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { startOfDay } from '../../format/zoned.ts';
import { Empty } from '../../parts/empty.tsx';
import { IconHistory } from '../../parts/icons.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { TableButton } from '../../parts/table-button.tsx';
import { type AuditFilter, auditQuery } from '../../queries/audit.ts';
import { rowsOf, tableOf } from '../../queries/pages.ts';
import { AuditFilters } from './audit-filters.tsx';
import classes from './audit-page.module.css';
import { AuditRow } from './audit-row.tsx';

const route = getRouteApi('/configuracao/auditoria');

/** Every change of the house: who, what, when, before and after. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  const { t: tFrame } = useTranslation('frame');
  const { zone } = useWhen();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const asked: AuditFilter = {
    actor: filter.quem,
    entity: filter.assunto,
    entityId: filter.codigo,
    from: filter.de && startOfDay(filter.de, zone),
    to: filter.ate && startOfDay(filter.ate, zone, 1),
  };
  const list = useInfiniteQuery(auditQuery(asked));
  const change = (changed: typeof filter) => void navigate({ search: (old) => ({ ...old, ...changed }), replace: true });
  return (
    <>
      <PageHead
        name={tFrame('pages.audit')}
        answer={t(Object.keys(filter).length > 0 ? 'answerFiltered' : 'answer')}
        actions={<TableButton href={tableOf('audit', asked)} />}
      >
        {t('says')}
      </PageHead>
      <AuditFilters filter={filter} onChange={change} />
      <Loaded query={list} waiting={<WaitingLines lines={10} height={34} />}>
        {(data) => {
          const rows = rowsOf(data);
          if (rows.length === 0) {
            return (
              <Empty icon={IconHistory} title={t('emptyTitle')}>
                {t('empty')}
              </Empty>
            );
          }
          return (
            <>
              <ul className={classes.list}>
                {rows.map((record) => (
                  <AuditRow
                    key={record.id}
                    record={record}
                    onOnlyThis={() => change({ assunto: record.entity, codigo: record.entityId })}
                  />
                ))}
              </ul>
              <MoreButton list={list} shown={rows.length} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}
