import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconDownload } from './icons.ts';

/** Everything that a page lists, by its filters, to take along for a spreadsheet. */
export function TableButton({ href }: { href: string }) {
  const { t } = useTranslation('common');
  return (
    <Button variant="default" component="a" href={href} download leftSection={<IconDownload size={16} aria-hidden />}>
      {t('actions.table')}
    </Button>
  );
}
