import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useMay } from '../../queries/me.ts';
import { templateQuery } from '../../queries/templates.ts';
import { DeleteButton } from './delete-button.tsx';
import { TemplateForm } from './template-form.tsx';
import { TemplateVersions } from './template-versions.tsx';

const route = getRouteApi('/templates/$templateId');

/** One template, and how it reads for whom. */
export function TemplatePage() {
  const { t } = useTranslation('templates');
  const may = useMay();
  const { templateId } = route.useParams();
  const { versoes } = route.useSearch();
  const navigate = route.useNavigate();
  const [restored, setRestored] = useState(0);
  const show = (opened: '1' | undefined) => void navigate({ search: { versoes: opened }, replace: opened === undefined });
  const template = useQuery(templateQuery(templateId));
  return (
    <Loaded query={template} waiting={<WaitingLines lines={8} height={32} />}>
      {(found) => (
        <>
          <PageHead
            name={found.name}
            actions={
              <>
                <Button variant="default" onClick={() => show('1')}>
                  {t('versions.open')}
                </Button>
                {may('templates:write') && <DeleteButton template={found} />}
              </>
            }
          >
            {t('version', { version: found.version })}
          </PageHead>
          <TemplateForm key={`${found.id} ${restored}`} template={found} />
          <TemplateVersions
            template={found}
            opened={versoes !== undefined}
            onClose={() => show(undefined)}
            onRestored={() => {
              setRestored(restored + 1);
              show(undefined);
            }}
          />
        </>
      )}
    </Loaded>
  );
}
