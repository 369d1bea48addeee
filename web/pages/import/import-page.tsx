import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { hasChargesQuery, importQuery } from '../../queries/imports.ts';
import { ImportForm } from './import-form.tsx';
import { ImportResult } from './import-result.tsx';
import { RecentImports } from './recent-imports.tsx';

const route = getRouteApi('/clientes/importar');

/** A file in, and what became of it and of those before. */
export function ImportPage() {
  const { t } = useTranslation('imports');
  const { t: tFrame } = useTranslation('frame');
  const { importacao } = route.useSearch();
  const navigate = route.useNavigate();
  const hasCharges = useQuery(hasChargesQuery);
  const show = (id: string | undefined) => void navigate({ search: (old) => ({ ...old, importacao: id }) });
  return (
    <>
      <PageHead
        name={tFrame('pages.imports')}
        answer={t('answer')}
        actions={
          <Button renderRoot={(props) => <Link {...props} to="/clientes/telefones-suspeitos" />} variant="default">
            {t('suspects')}
          </Button>
        }
      >
        {t('says')}
      </PageHead>
      <Stack gap="md">
        <Loaded query={hasCharges}>
          {(known) => <ImportForm usualMode={known ? 'daily' : 'takeover'} shown={importacao} onShow={show} />}
        </Loaded>
        {importacao !== undefined && <Found id={importacao} />}
        <Card title={t('recent.title')}>
          <RecentImports current={importacao} />
        </Card>
      </Stack>
    </>
  );
}

function Found({ id }: { id: string }) {
  const report = useQuery(importQuery(id));
  return <Loaded query={report}>{(found) => <ImportResult report={found} />}</Loaded>;
}
