import { Button, Drawer, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { useUnchangedSince } from '../../client/unchanged-since.ts';
import { useWhen } from '../../format/when.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { done } from '../../parts/done.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { useMay } from '../../queries/me.ts';
import { rowsOf } from '../../queries/pages.ts';
import { type Template, type TemplateVersion, templateVersionsQuery } from '../../queries/templates.ts';
import { TemplateText } from '../../texts/template-text.tsx';

/** `onRestored`: another text is in force now, and what was being written is not. */
type Props = { template: Template; opened: boolean; onClose: () => void; onRestored: () => void };

/** Every text that was in force, and the way back to one. */
export function TemplateVersions({ template, opened, onClose, onRestored }: Props) {
  const { t } = useTranslation('templates');
  const { t: tCommon } = useTranslation('common');
  const versions = useInfiniteQuery({ ...templateVersionsQuery(template.id), enabled: opened });
  return (
    <Drawer opened={opened} onClose={onClose} title={t('versions.open')} closeButtonProps={{ 'aria-label': tCommon('actions.close') }}>
      <Loaded query={versions}>
        {(data) => {
          const rows = rowsOf(data);
          return (
            <Stack gap="lg">
              {rows.map((version) => (
                <Version key={version.version} {...{ template, version, onRestored }} />
              ))}
              <MoreButton list={versions} shown={rows.length} />
            </Stack>
          );
        }}
      </Loaded>
    </Drawer>
  );
}

function Version({ template, version, onRestored }: { template: Template; version: TemplateVersion; onRestored: () => void }) {
  const { t } = useTranslation('templates');
  const { moment } = useWhen();
  const may = useMay();
  const { version: number, subject, text, createdAt } = version;
  const isInForce = number === template.version;
  return (
    <Stack gap={6} align="flex-start">
      <Text fw={650}>
        {t('versions.number', { number })}
        {isInForce && ` · ${t('versions.inForce')}`}
      </Text>
      <Text c="dimmed" size="sm">
        {t('versions.saved', { when: moment(createdAt) })}
      </Text>
      {subject !== null && <Text fw={600}>{subject}</Text>}
      <TemplateText text={text} />
      {!isInForce && may('templates:write') && <RestoreButton {...{ template, version, onRestored }} />}
    </Stack>
  );
}

function RestoreButton({ template, version, onRestored }: { template: Template; version: TemplateVersion; onRestored: () => void }) {
  const { t } = useTranslation('templates');
  const queryClient = useQueryClient();
  const { id, name, enabled, channel, updatedAt } = template;
  const edit = useUnchangedSince(updatedAt);
  const restore = useMutation({
    mutationFn: () => {
      const { subject, text, missing } = version;
      const json = { name, enabled, channel, subject, text, missing };
      return edit((query) => answerOf(api.v1.templates[':id'].$put({ param: { id }, query, json })));
    },
    onSuccess: async (answer) => {
      queryClient.setQueryData(['template', id], answer);
      await queryClient.invalidateQueries({ queryKey: ['templates'] });
      done(t('versions.restored', { number: version.version }));
      onRestored();
    },
  });
  return (
    <ConfirmButton
      target={
        <Button variant="default" size="xs">
          {t('versions.restore')}
        </Button>
      }
      title={t('versions.restoreTitle', { number: version.version })}
      says={t('versions.restoreSays')}
      confirm={t('versions.restore')}
      mutation={restore}
      act={(onSuccess) => restore.mutate(undefined, { onSuccess })}
    />
  );
}
