import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { MoreButton } from '../../parts/more-button.tsx';
import { useMay } from '../../queries/me.ts';
import { rowsOf } from '../../queries/pages.ts';
import { type RuleSet, ruleSetVersionsQuery } from '../../queries/rules.ts';
import { useRevert } from './rule-writes.ts';
import classes from './versions-drawer.module.css';

type Props = { set: RuleSet; opened: boolean; onClose: () => void };

/** Every version that was saved, and the way back to one. */
export function VersionsDrawer({ set, opened, onClose }: Props) {
  const { t } = useTranslation('rules');
  const { t: tCommon } = useTranslation('common');
  const versions = useInfiniteQuery({ ...ruleSetVersionsQuery(set.id), enabled: opened });
  return (
    <Drawer opened={opened} onClose={onClose} title={t('versions.open')} closeButtonProps={{ 'aria-label': tCommon('actions.close') }}>
      <Loaded query={versions}>
        {(data) => {
          const rows = rowsOf(data);
          return (
            <>
              <ul className={classes.list}>
                {rows.map((version) => (
                  <Version key={version.version} set={set} version={version} onDone={onClose} />
                ))}
              </ul>
              <MoreButton list={versions} shown={rows.length} />
            </>
          );
        }}
      </Loaded>
    </Drawer>
  );
}

function Version({ set, version, onDone }: { set: RuleSet; version: RuleSet; onDone: () => void }) {
  const { t } = useTranslation('rules');
  const { moment } = useWhen();
  const may = useMay();
  const revert = useRevert(set);
  const { version: number, savedAt, publishedAt, rules } = version;
  const isInForce = number === set.publishedVersion;
  const canGoBack = may('rules:write') && number !== set.version;
  return (
    <li className={classes.version}>
      <Stack gap={0}>
        <Text fw={650}>
          {t('versions.number', { number })}
          {isInForce && ` · ${t('versions.inForce')}`}
          {number === set.stagedVersion && ` · ${t('versions.staged')}`}
          {version.state === 'draft' && ` · ${t('versions.draft')}`}
        </Text>
        <Text c="dimmed" size="sm">
          {t('versions.saved', { when: moment(savedAt) })}
          {publishedAt !== null && ` · ${t('versions.published', { when: moment(publishedAt) })}`}
        </Text>
        <Text c="dimmed" size="sm">
          {t('sentence.rules', { count: rules.filter(({ enabled }) => enabled).length })}
        </Text>
      </Stack>
      {canGoBack && (
        <Group>
          <ConfirmButton
            target={
              <Button variant="default" size="xs">
                {t('versions.revert')}
              </Button>
            }
            title={t('versions.revertTitle', { number })}
            says={t('versions.revertSays')}
            confirm={t('versions.revert')}
            mutation={revert}
            act={(onSuccess) =>
              revert.mutate(number, {
                onSuccess: () => {
                  onSuccess();
                  onDone();
                },
              })
            }
          />
        </Group>
      )}
    </li>
  );
}
