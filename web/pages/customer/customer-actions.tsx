import { ActionIcon, Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { IconDots } from '../../parts/icons.ts';
import type { Charge } from '../../queries/charges.ts';
import { type Customer, exportOf } from '../../queries/customers.ts';
import { useMay } from '../../queries/me.ts';
import { ContestDialog, ExemptDialog, PromiseDialog } from '../charge/stop-dialogs.tsx';
import { ErasureDialog } from './erasure-dialog.tsx';
import { RehearsalDrawer } from './rehearsal-drawer.tsx';
import { SecondCopyDialog, TextDialog } from './text-dialogs.tsx';

/** What an attendant does while the customer is on the phone. */
export function CustomerActions({ customer, charges }: { customer: Customer; charges: Charge[] }) {
  const { t } = useTranslation('customers');
  const { t: tCharges } = useTranslation('charges');
  const { t: tCommon } = useTranslation('common');
  const may = useMay();
  const promise = useDialog();
  const contest = useDialog();
  const exempt = useDialog();
  const copy = useDialog();
  const text = useDialog();
  const erase = useDialog();
  const rehearsal = useDialog();
  const scope = { customerId: customer.id };
  const owes = charges.length > 0;
  const reachable = customer.phones.some(({ problem }) => problem === null);
  return (
    <>
      {owes && may('holds:write') && <Button onClick={promise.onOpen}>{tCharges('promise.open')}</Button>}
      {owes && reachable && may('messages:send') && (
        <Button variant="default" onClick={copy.onOpen}>
          {t('copy.open')}
        </Button>
      )}
      {customer.test && may('charges:read') && (
        <Button variant="default" onClick={rehearsal.onOpen}>
          {t('rehearsal.open')}
        </Button>
      )}
      <Menu position="bottom-end" width={240} shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={tCommon('actions.more')}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {reachable && may('messages:send') && <Menu.Item onClick={text.onOpen}>{t('text.open')}</Menu.Item>}
          {owes && may('holds:write') && <Menu.Item onClick={contest.onOpen}>{tCharges('contest.open')}</Menu.Item>}
          {may('exemptions:write') && <Menu.Item onClick={exempt.onOpen}>{tCharges('exempt.open')}</Menu.Item>}
          <Menu.Item renderRoot={(props) => <Link {...props} to="/mensagens" search={{ cliente: customer.id }} />}>
            {t('one.allMessages')}
          </Menu.Item>
          <Menu.Item onClick={() => window.print()}>{tCommon('actions.print')}</Menu.Item>
          {may('customers:export') && (
            <Menu.Item component="a" href={exportOf(customer.id)} download>
              {t('export')}
            </Menu.Item>
          )}
          {customer.erasedAt === null && may('customers:erase') && (
            <Menu.Item c="var(--mantine-color-error)" onClick={erase.onOpen}>
              {t('erasure.open')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <PromiseDialog scope={scope} opened={promise.opened} onClose={promise.onClose} />
      <ContestDialog scope={scope} opened={contest.opened} onClose={contest.onClose} />
      <ExemptDialog scope={scope} opened={exempt.opened} onClose={exempt.onClose} />
      <SecondCopyDialog {...{ customer, charges }} opened={copy.opened} onClose={copy.onClose} />
      <TextDialog customer={customer} opened={text.opened} onClose={text.onClose} />
      {customer.test && <RehearsalDrawer charges={charges} opened={rehearsal.opened} onClose={rehearsal.onClose} />}
      <ErasureDialog customer={customer} opened={erase.opened} onClose={erase.onClose} />
    </>
  );
}

function useDialog() {
  const [opened, { open: onOpen, close: onClose }] = useDisclosure(false);
  return { opened, onOpen, onClose };
}
