import { Button, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconDownload } from '../../parts/icons.ts';
import type { Campaign } from '../../queries/campaigns.ts';
import { useMay } from '../../queries/me.ts';
import { tableAt, tableOf } from '../../queries/pages.ts';

/** A campaign for a spreadsheet: what came of it, and with names and phones only for whom it was granted. */
export function CampaignDownloads({ campaign: { id } }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const may = useMay();
  const path = `/v1/campaigns/${encodeURIComponent(id)}`;
  const tables = [
    { name: 'report' as const, href: tableAt(`${path}/report.csv`) },
    ...(may('messages:export') ? [{ name: 'messages' as const, href: tableOf('messages', { campaignId: id }) }] : []),
    ...(may('customers:export') ? [{ name: 'leftOut' as const, href: tableAt(`${path}/left-out.csv`) }] : []),
  ];
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          {t('download.open')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {tables.map(({ name, href }) => (
          <Menu.Item key={name} component="a" href={href} download>
            {t(`download.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
