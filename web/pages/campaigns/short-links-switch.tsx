import { Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../../queries/house.ts';
import type { StepProps } from './draft.ts';

/** Where the short links of a draft are; null where it has none, or there is no place for them. */
export function useLinkOrigin(wanted: boolean): string | null {
  const origin = useQuery(settingsQuery).data?.linkOriginInForce ?? null;
  return wanted ? origin : null;
}

/** Whether links give way to short ones whose clicks are counted; without a domain for them it says where to set one. */
export function ShortLinksSwitch({ draft, onChange, error }: StepProps & { error: string | null }) {
  const { t } = useTranslation('campaigns');
  const origin = useLinkOrigin(true);
  const hasNoPlace = useQuery(settingsQuery).isSuccess && origin === null;
  return (
    <div>
      <Switch
        label={t('text.shortLinks')}
        description={hasNoPlace ? null : t('text.shortLinksSay', { origin: origin ?? '' })}
        error={error}
        disabled={hasNoPlace && !draft.shortLinks}
        checked={draft.shortLinks}
        onChange={(event) => onChange({ shortLinks: event.currentTarget.checked })}
      />
      {hasNoPlace && (
        <Text size="sm" c="dimmed" mt={4}>
          {t('text.noLinkOrigin')} <Link to="/configuracao/servico">{t('text.setLinkOrigin')}</Link>
        </Text>
      )}
    </div>
  );
}
