import { Button, SimpleGrid, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RoutePath } from '../../frame/pages.ts';
import { Card } from '../../parts/card.tsx';
import type { FirstThings } from '../../queries/first-steps.ts';

/** What follows the first text. */
export function NextThings({ service }: Pick<FirstThings, 'service'>) {
  const { t } = useTranslation('firstSteps');
  const things: { name: 'service' | 'charges' | 'people'; to: RoutePath }[] = [
    ...(service === 'on' ? [] : [{ name: 'service', to: '/configuracao/servico' } as const]),
    { name: 'charges', to: '/clientes/importar' },
    { name: 'people', to: '/configuracao/pessoas' },
  ];
  return (
    <Stack mt="lg">
      <Card title={t('next.title')}>
        <SimpleGrid cols={{ base: 1, sm: things.length }}>
          {things.map(({ name, to }) => (
            <Stack key={name} gap={6} align="flex-start">
              <Button renderRoot={(props) => <Link {...props} to={to} />} variant="default">
                {t(`next.${name}`)}
              </Button>
              <Text c="dimmed" size="sm">
                {t(`next.${name}Says`)}
              </Text>
            </Stack>
          ))}
        </SimpleGrid>
      </Card>
    </Stack>
  );
}
