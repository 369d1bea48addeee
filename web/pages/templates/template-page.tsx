import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useMay } from '../../queries/me.ts';
import { draftQuery, type Template, templateQuery, templateReachQuery } from '../../queries/templates.ts';
import { DeleteButton } from './delete-button.tsx';
import { TemplateForm } from './template-form.tsx';
import { TemplateUse } from './template-use.tsx';
import { TemplateVersions } from './template-versions.tsx';

const route = getRouteApi('/templates/$templateId');

/** One template: what is in force and who speaks with it, what is being worked on, and how it reads for whom. */
export function TemplatePage() {
  const { t } = useTranslation('templates');
  const may = useMay();
  const { templateId } = route.useParams();
  const { versoes } = route.useSearch();
  const navigate = route.useNavigate();
  const [opened, setOpened] = useState(0);
  const show = (shown: '1' | undefined) => void navigate({ search: { versoes: shown }, replace: shown === undefined });
  const openAnew = () => setOpened(opened + 1);
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
            <Standing template={found} />
          </PageHead>
          <Work key={`${found.id} ${opened}`} template={found} onDiscarded={openAnew} />
          <TemplateVersions
            template={found}
            opened={versoes !== undefined}
            onClose={() => show(undefined)}
            onRestored={() => {
              openAnew();
              show(undefined);
            }}
          />
        </>
      )}
    </Loaded>
  );
}

/** Which version is in force, for whom, and whether another one is being written. */
function Standing({ template: { id, version, draftedAt } }: { template: Template }) {
  const { t } = useTranslation('templates');
  const { moment } = useWhen();
  const reach = useQuery(templateReachQuery(id)).data;
  return (
    <>
      <Text>{t('version', { version })}</Text>
      {reach !== undefined && <TemplateUse reach={reach} />}
      {draftedAt !== null && (
        <Text c="var(--warn)" fw={600} role="status">
          {t('draft.standing', { when: moment(draftedAt) })}
        </Text>
      )}
    </>
  );
}

/** The form, once the draft is there that it opens with. It stays the same form when a draft begins or ends. */
function Work({ template, onDiscarded }: { template: Template; onDiscarded: () => void }) {
  const isDrafted = template.draftedAt !== null;
  const draft = useQuery({ ...draftQuery(template.id), enabled: isDrafted });
  if (isDrafted && draft.data === undefined) {
    return draft.error === null ? (
      <WaitingLines lines={8} height={32} />
    ) : (
      <ProblemNote error={draft.error} onRetry={() => void draft.refetch()} />
    );
  }
  return <TemplateForm template={template} draft={isDrafted ? (draft.data ?? null) : null} onDiscarded={onDiscarded} />;
}
