import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../parts/empty.tsx';
import { IconFlag } from '../../parts/icons.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { useMay } from '../../queries/me.ts';

/** A house with nothing in it: the way to the first text, for who may go it. */
export function EmptyHouse({ name }: { name: string }) {
  const { t } = useTranslation('today');
  const may = useMay();
  const mayBegin = may('units:write');
  return (
    <>
      <PageHead name={name} answer={t('emptyHouse.title')} />
      <Empty
        icon={IconFlag}
        title={t(mayBegin ? 'emptyHouse.text' : 'emptyHouse.wait')}
        action={mayBegin && <Button renderRoot={(props) => <Link {...props} to="/primeiros-passos" />}>{t('emptyHouse.start')}</Button>}
      />
    </>
  );
}
