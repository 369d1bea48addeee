import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { Empty } from '../../parts/empty.tsx';
import { IconCircleCheck, IconCircleX, IconFileText } from '../../parts/icons.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, Records } from '../../parts/records.tsx';
import { useMay } from '../../queries/me.ts';
import { rowsOf } from '../../queries/pages.ts';
import { type Template, templatesQuery } from '../../queries/templates.ts';
import { TemplateText } from '../../texts/template-text.tsx';
import classes from './templates-page.module.css';

/** The texts of the house. */
export function TemplatesPage() {
  const { t } = useTranslation('templates');
  const { t: tFrame } = useTranslation('frame');
  const { t: tStates } = useTranslation('states');
  const { moment } = useWhen();
  const may = useMay();
  const list = useInfiniteQuery(templatesQuery);
  const add = may('templates:write') && <Button renderRoot={(props) => <Link {...props} to="/templates/novo" />}>{t('add')}</Button>;
  const isEmpty = list.data !== undefined && rowsOf(list.data).length === 0;
  const columns: Column<Template>[] = [
    {
      key: 'name',
      title: t('columns.name'),
      phone: 'top',
      cell: ({ id, name, channel, draftedAt }) => (
        <>
          <Link to="/templates/$templateId" params={{ templateId: id }}>
            {name}
          </Link>
          {channel === 'email' && <div className={classes.quiet}>{tStates('channel.email')}</div>}
          {draftedAt !== null && <div className={classes.quiet}>{t('drafted')}</div>}
        </>
      ),
    },
    { key: 'enabled', title: t('columns.enabled'), phone: 'side', cell: ({ enabled }) => <EnabledMark enabled={enabled} /> },
    {
      key: 'text',
      title: t('columns.text'),
      cell: ({ text }) => (
        <div className={classes.text}>
          <TemplateText text={text} />
        </div>
      ),
    },
    {
      key: 'changed',
      title: t('columns.changed'),
      align: 'right',
      phone: 'none',
      cell: ({ updatedAt }) => <span className={classes.quiet}>{moment(updatedAt)}</span>,
    },
  ];
  return (
    <>
      <PageHead name={tFrame('pages.templates')} answer={t('answer')} actions={!isEmpty && add} />
      <Loaded query={list} waiting={<WaitingLines lines={8} height={44} />}>
        {(data) => {
          const rows = rowsOf(data);
          if (rows.length === 0) {
            return (
              <Empty icon={IconFileText} title={t('emptyTitle')} action={add}>
                {t('empty')}
              </Empty>
            );
          }
          return (
            <>
              <Records label={tFrame('pages.templates')} columns={columns} rows={rows} keyOf={({ id }) => id} />
              <MoreButton list={list} shown={rows.length} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function EnabledMark({ enabled }: { enabled: boolean }) {
  const { t } = useTranslation('templates');
  const Icon = enabled ? IconCircleCheck : IconCircleX;
  return (
    <span className={classes.enabled} data-enabled={enabled || undefined}>
      <Icon size={16} stroke={2.2} aria-hidden />
      {t(enabled ? 'enabled' : 'disabled')}
    </span>
  );
}
