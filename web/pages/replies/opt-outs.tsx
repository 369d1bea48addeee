import { Button, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OptOutScope } from '../../../domain/opt-outs.ts';
import { answerOf, api } from '../../client/api.ts';
import { phoneShown } from '../../format/phone.ts';
import { useWhen } from '../../format/when.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { done } from '../../parts/done.ts';
import { Empty } from '../../parts/empty.tsx';
import { IconShieldOff } from '../../parts/icons.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, Records } from '../../parts/records.tsx';
import { TableButton } from '../../parts/table-button.tsx';
import { useMay } from '../../queries/me.ts';
import { rowsOf, tableOf } from '../../queries/pages.ts';
import { type OptOut, optOutsQuery } from '../../queries/replies.ts';
import { OptOutDialog, scopesInOrder } from './opt-out-dialog.tsx';
import classes from './replies.module.css';

/** The phones that said no, what each no longer gets, and how that is known. */
export function OptOuts() {
  const { t } = useTranslation('replies');
  const may = useMay();
  const [scope, setScope] = useState<OptOutScope | undefined>(undefined);
  const [opened, { open, close }] = useDisclosure(false);
  const list = useInfiniteQuery(optOutsQuery(scope));
  const columns = useColumns();
  return (
    <>
      <PageHead
        name={t('tabs.optOuts')}
        answer={t('optOuts.answer')}
        actions={
          <>
            {may('customers:export') && <TableButton href={tableOf('opt-outs', { scope })} />}
            {may('opt-outs:write') && <Button onClick={open}>{t('optOuts.add')}</Button>}
          </>
        }
      >
        {t('optOuts.says')}
      </PageHead>
      <Select
        mb="md"
        w={220}
        clearable
        aria-label={t('optOuts.scope')}
        placeholder={t('all')}
        value={scope ?? null}
        data={scopesInOrder.map((value) => ({ value, label: t(`optOuts.scopes.${value}`) }))}
        onChange={(value) => setScope(scopesInOrder.find((each) => each === value))}
      />
      <Loaded query={list} waiting={<WaitingLines lines={8} height={34} />}>
        {(data) => {
          const rows = rowsOf(data);
          if (rows.length === 0) {
            return (
              <Empty icon={IconShieldOff} title={t('optOuts.emptyTitle')}>
                {t('optOuts.empty')}
              </Empty>
            );
          }
          return (
            <>
              <Records
                label={t('tabs.optOuts')}
                columns={columns}
                rows={rows}
                keyOf={(row) => `${row.phone} ${row.scope} ${row.customerId}`}
              />
              <MoreButton list={list} shown={rows.length} />
            </>
          );
        }}
      </Loaded>
      <OptOutDialog opened={opened} onClose={close} />
    </>
  );
}

function useColumns(): Column<OptOut>[] {
  const { t } = useTranslation('replies');
  const { moment } = useWhen();
  const may = useMay();
  return [
    {
      key: 'phone',
      title: t('optOuts.columns.phone'),
      phone: 'top',
      cell: ({ phone }) => (
        <Link to="/mensagens" search={{ telefone: phone }}>
          {phoneShown(phone)}
        </Link>
      ),
    },
    {
      key: 'when',
      title: t('optOuts.columns.when'),
      phone: 'side',
      cell: ({ at }) => <span className={classes.when}>{moment(at)}</span>,
    },
    { key: 'scope', title: t('optOuts.columns.scope'), cell: ({ scope }) => t(`optOuts.scopes.${scope}`) },
    {
      key: 'customer',
      title: t('optOuts.columns.customer'),
      cell: ({ customerId }) =>
        customerId !== null && (
          <Link to="/clientes/$customerId" params={{ customerId }}>
            {customerId}
          </Link>
        ),
    },
    {
      key: 'how',
      title: t('optOuts.columns.how'),
      cell: ({ source, reason }) => (
        <span className={classes.quiet}>
          {isKnownSource(source) ? t(`optOuts.source.${source}`) : source}
          {reason !== null && `: ${reason}`}
        </span>
      ),
    },
    ...(may('opt-outs:write') ? [{ key: 'undo', title: t('optOuts.columns.undo'), cell: (wish: OptOut) => <Undo wish={wish} /> }] : []),
  ];
}

function Undo({ wish: { phone, scope, customerId } }: { wish: OptOut }) {
  const { t } = useTranslation('replies');
  const queryClient = useQueryClient();
  const undo = useMutation({
    mutationFn: () =>
      answerOf(
        api.v1['opt-outs'][':phone'].$delete({
          param: { phone },
          query: scope === 'wrong-person' && customerId !== null ? { customerId } : {},
        }),
      ),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['opt-outs'] });
      done(t('optOuts.undone'));
    },
  });
  return (
    <ConfirmButton
      target={
        <Button variant="subtle" size="compact-sm">
          {t('optOuts.undo')}
        </Button>
      }
      title={t('optOuts.undoTitle', { phone: phoneShown(phone) })}
      says={t('optOuts.undoSays')}
      confirm={t('optOuts.undo')}
      mutation={undo}
      act={(onSuccess) => undo.mutate(undefined, { onSuccess })}
    />
  );
}

const knownSources = ['reply', 'import', 'api', 'console'] as const;

function isKnownSource(source: string): source is (typeof knownSources)[number] {
  return knownSources.some((known) => known === source);
}
