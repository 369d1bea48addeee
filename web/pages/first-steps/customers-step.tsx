import { Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** Customers come by file, or from the billing system itself. */
export function CustomersStep({ hasCustomers }: { hasCustomers: boolean }) {
  const { t } = useTranslation('firstSteps');
  return (
    <Stack>
      {hasCustomers && <Text fw={600}>{t('customers.now')}</Text>}
      <Text>{t('customers.says')}</Text>
      <Group>
        <Button renderRoot={(props) => <Link {...props} to="/clientes/importar" />}>{t('customers.file')}</Button>
        <Button renderRoot={(props) => <Link {...props} to="/configuracao/chaves" search={{ nova: 'chave' }} />} variant="default">
          {t('customers.api')}
        </Button>
      </Group>
    </Stack>
  );
}
