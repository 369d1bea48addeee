import { Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListColumn } from '../../domain/recipient-lists.ts';
import type { Channel } from '../../domain/states.ts';
import { cost } from '../format/money.ts';
import { Card } from '../parts/card.tsx';
import { Loaded, WaitingLines } from '../parts/loaded.tsx';
import { PhoneBubble } from '../parts/phone-bubble.tsx';
import { textPreviewQuery } from '../queries/templates.ts';
import { type Subject, SubjectPick } from './subject-pick.tsx';
import type { Wording } from './text-editor.tsx';
import { problemsOf } from './text-problems.tsx';

type Props = {
  wording: Wording;
  channel?: Channel;
  subject?: string | null;
  shortLinks?: boolean;
  /** Those that the text goes to: it may name their columns. */
  lists?: readonly { id: string; columns: ListColumn[] }[];
};

/** The text as the phone of a chosen customer shows it, a moment after each key. */
export function LivePreview({ wording: { text, missing }, channel = 'sms', subject = null, shortLinks = false, lists = [] }: Props) {
  const { t } = useTranslation('texts');
  const [about, setAbout] = useState<Subject>({});
  const [asked] = useDebouncedValue({ text, missing, subject, channel, shortLinks, lists: lists.map(({ id }) => id) }, 250);
  const columns = lists.flatMap((list) => list.columns);
  const isSound = asked.text.trim() !== '' && problemsOf(asked.text, columns).length === 0;
  const preview = useQuery({ ...textPreviewQuery({ ...asked, ...about }), enabled: isSound });
  return (
    <Card title={t('preview.title')}>
      <Stack gap="sm">
        <SubjectPick onPick={setAbout} />
        {!isSound && preview.data === undefined ? (
          <Text c="dimmed">{t('preview.empty')}</Text>
        ) : (
          <Loaded query={preview} waiting={<WaitingLines lines={3} />}>
            {(shown) =>
              shown.text === null ? (
                <Text c="var(--warn)" role="status">
                  {t('preview.missing', { name: `{${shown.missing?.variable ?? ''}}` })}
                </Text>
              ) : (
                <>
                  <PhoneBubble
                    text={shown.text}
                    subject={shown.subject}
                    segments={shown.segments}
                    unicode={channel === 'sms' && shown.encoding === 'UCS-2'}
                  />
                  {shown.cost !== null && (
                    <Text c="dimmed" size="sm">
                      {t('preview.costs', { cost: cost(shown.cost) })}
                    </Text>
                  )}
                </>
              )
            }
          </Loaded>
        )}
      </Stack>
    </Card>
  );
}
