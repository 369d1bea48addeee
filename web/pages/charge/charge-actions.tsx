import { ActionIcon, Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../parts/confirm-button.tsx';
import { IconDots } from '../../parts/icons.ts';
import { type Charge, dossierOf } from '../../queries/charges.ts';
import { useMay, useRun } from '../../queries/me.ts';
import { useRemoval, useRestoration } from './charge-writes.ts';
import { PaymentButton } from './payment-button.tsx';
import { ProofDialog } from './proof-dialog.tsx';
import { ContestDialog, ExemptDialog, PromiseDialog } from './stop-dialogs.tsx';

/** What a person can do about a charge: the promise first, what is rare in a menu. */
export function ChargeActions({ charge }: { charge: Charge }) {
  const { t } = useTranslation('charges');
  const { t: tCommon } = useTranslation('common');
  const may = useMay();
  const run = useRun('charge', charge.id);
  const removal = useRemoval(charge.id);
  const restoration = useRestoration(charge.id);
  const promise = useDialog();
  const contest = useDialog();
  const exempt = useDialog();
  const prove = useDialog();
  const remove = useDialog();
  const scope = { chargeId: charge.id };
  const isOpen = charge.status === 'open';
  return (
    <>
      {isOpen && may('holds:write') && <Button onClick={promise.onOpen}>{t('promise.open')}</Button>}
      {isOpen && may('payments:write') && <PaymentButton charge={charge} />}
      {charge.status === 'removed' && may('charges:write') && (
        <Button variant="default" loading={restoration.isPending} onClick={() => restoration.mutate(undefined)}>
          {t('one.restore')}
        </Button>
      )}
      <Menu position="bottom-end" width={250} shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={tCommon('actions.more')}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isOpen && may('holds:write') && <Menu.Item onClick={contest.onOpen}>{t('contest.open')}</Menu.Item>}
          {isOpen && may('exemptions:write') && <Menu.Item onClick={exempt.onOpen}>{t('exempt.open')}</Menu.Item>}
          {isOpen && may('milestones:write') && <Menu.Item onClick={prove.onOpen}>{t('proof.open')}</Menu.Item>}
          <Menu.Item renderRoot={(props) => <Link {...props} to="/mensagens" search={{ cobranca: charge.id }} />}>
            {t('one.messages')}
          </Menu.Item>
          <Menu.Item component="a" href={dossierOf(charge.id)} download>
            {t('one.dossier')}
          </Menu.Item>
          <Menu.Item onClick={() => window.print()}>{tCommon('actions.print')}</Menu.Item>
          {run !== null && (
            <Menu.Item component="a" href={run} target="_blank">
              {tCommon('actions.run')}
            </Menu.Item>
          )}
          {isOpen && may('charges:write') && (
            <Menu.Item c="var(--mantine-color-error)" onClick={remove.onOpen}>
              {t('one.remove')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <PromiseDialog scope={scope} opened={promise.opened} onClose={promise.onClose} />
      <ContestDialog scope={scope} opened={contest.opened} onClose={contest.onClose} />
      <ExemptDialog scope={scope} opened={exempt.opened} onClose={exempt.onClose} />
      <ProofDialog chargeId={charge.id} opened={prove.opened} onClose={prove.onClose} />
      <ConfirmDialog
        opened={remove.opened}
        onClose={remove.onClose}
        title={t('removeForm.title')}
        says={t('removeForm.says')}
        confirm={t('removeForm.confirm')}
        mutation={removal}
        act={(onSuccess) => removal.mutate(undefined, { onSuccess })}
        dangerous
      />
    </>
  );
}

function useDialog() {
  const [opened, { open: onOpen, close: onClose }] = useDisclosure(false);
  return { opened, onOpen, onClose };
}
