import { Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { Card } from '../../parts/card.tsx';
import { Facts } from '../../parts/facts.tsx';
import type { Customer } from '../../queries/customers.ts';
import { unitsQuery } from '../../queries/house.ts';
import { AccessStatusMark, CustomerStatusMark } from '../../states/customer-status.tsx';

/** What the billing system says of the customer and of their lines. */
export function CustomerData({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const { date } = useWhen();
  const units = useQuery(unitsQuery).data ?? [];
  const { status, taxId, login, email, birthDate, unit, panel, plan, contact, accesses } = customer;
  return (
    <Card title={t('one.data')} aside={<CustomerStatusMark status={status} />}>
      {accesses.length > 0 && (
        <>
          <Title order={3} size="h6" mb={4}>
            {t('one.lines')}
          </Title>
          {accesses.map((access) => (
            <Group key={access.id} justify="space-between" mb={4}>
              <Text>{access.id}</Text>
              <AccessStatusMark status={access.status} />
            </Group>
          ))}
        </>
      )}
      <Facts
        facts={[
          { label: t('fields.plan'), value: plan },
          { label: t('fields.unit'), value: units.find(({ id }) => id === unit)?.name ?? unit },
          { label: t('fields.panel'), value: panel },
          { label: t('fields.taxId'), value: taxId },
          { label: t('fields.login'), value: login },
          { label: t('fields.email'), value: email },
          { label: t('fields.birthDate'), value: birthDate !== null && date(birthDate) },
          { label: t('fields.contact'), value: contact !== 'normal' && t(`contact.${contact}`) },
        ]}
      />
    </Card>
  );
}
