import { Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cost } from '../../format/money.ts';
import { phoneShown } from '../../format/phone.ts';
import { useWhen } from '../../format/when.ts';
import { Card } from '../../parts/card.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Loaded, WaitingLines } from '../../parts/loaded.tsx';
import { PhoneBubble } from '../../parts/phone-bubble.tsx';
import type { AudiencePreview, Person } from '../../queries/audiences.ts';
import type { Campaign } from '../../queries/campaigns.ts';
import { useFilterWords } from './audience/use-filter-words.ts';
import type { Draft } from './draft.ts';
import { useDurationWords } from './duration.ts';
import { TestSend } from './test-send.tsx';
import { useAudiencePreview } from './use-audience-preview.ts';

/** What will leave, before it does: real renderings, segments, cost and the hour of the end. */
export function StepCheck({ campaign, draft }: { campaign: Pick<Campaign, 'id'>; draft: Draft }) {
  const { t } = useTranslation('campaigns');
  const { preview, unit } = useAudiencePreview(draft);
  return (
    <Loaded query={preview} waiting={<WaitingLines lines={8} height={30} />}>
      {(found) =>
        found.count === 0 ? (
          <Card>
            <Text>{t('check.nobody')}</Text>
          </Card>
        ) : (
          <Stack gap="md">
            <Sums draft={draft} found={found} unit={unit} />
            <Renderings campaignId={campaign.id} found={found} />
          </Stack>
        )
      }
    </Loaded>
  );
}

function Sums({ draft, found, unit }: { draft: Draft; found: AudiencePreview; unit: 'people' | 'texts' }) {
  const { t } = useTranslation('campaigns');
  const { moment } = useWhen();
  const { sentence } = useFilterWords();
  const lasting = useDurationWords();
  const { count, segments, cost: price, duration, warnings } = found;
  return (
    <Card title={t(`audience.${unit}`, { count })}>
      <Stack gap="sm">
        {draft.audiences.map((filter) => (
          <Text key={JSON.stringify(filter)}>{sentence(filter)}.</Text>
        ))}
        <Facts
          facts={[
            { label: t('check.segments'), value: t('number', { count: segments }) },
            { label: t('check.cost'), value: price === null ? t('check.noGateway') : cost(price) },
            { label: t('check.starts'), value: duration !== null && moment(duration.startsAt) },
            { label: t('check.ends'), value: duration !== null && moment(duration.endsAt) },
            { label: t('check.lasts'), value: duration !== null && lasting(duration.seconds) },
          ]}
        />
        {draft.shortLinks && (
          <Text size="sm" c="dimmed">
            {t('check.codes')}
          </Text>
        )}
        {warnings.map(({ code, message }) => (
          <Text key={code} c="var(--warn)" role="status">
            {message}
          </Text>
        ))}
      </Stack>
    </Card>
  );
}

function Renderings({ campaignId, found }: { campaignId: string; found: AudiencePreview }) {
  const { t } = useTranslation('campaigns');
  const people = found.people.items.filter(({ text }) => text !== null);
  const [chosen, setChosen] = useState(0);
  const person = people[chosen] ?? people[0];
  const shortest = people.toSorted((a, b) => lengthOf(a) - lengthOf(b))[0];
  return (
    <SimpleGrid cols={{ base: 1, md: 3 }}>
      {found.longest !== null && (
        <Card title={t('check.longest')}>
          <PhoneBubble text={found.longest.text} segments={found.longest.segments} unicode={found.longest.encoding === 'UCS-2'} />
        </Card>
      )}
      {shortest !== undefined && (
        <Card title={t('check.shortest')}>
          <PhoneBubble text={shortest.text ?? ''} segments={shortest.segments} />
        </Card>
      )}
      {person !== undefined && (
        <Card title={t('check.chosen')}>
          <Stack gap="sm">
            <Select
              aria-label={t('check.choose')}
              searchable
              allowDeselect={false}
              value={String(people.indexOf(person))}
              data={people.map((one, index) => ({ value: String(index), label: titleOf(one) }))}
              onChange={(value) => setChosen(Number(value ?? 0))}
            />
            <PhoneBubble text={person.text ?? ''} segments={person.segments} />
            <TestSend campaignId={campaignId} person={person} />
          </Stack>
        </Card>
      )}
    </SimpleGrid>
  );
}

function lengthOf({ text }: Person): number {
  return text?.length ?? 0;
}

function titleOf({ name, phone, chargeId }: Person): string {
  const who = name ?? (phone === null ? '' : phoneShown(phone));
  return chargeId === null ? who : `${who} · ${chargeId}`;
}
