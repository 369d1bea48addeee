import { Checkbox, SimpleGrid, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../../format/when.ts';
import type { ListConsent, RecipientList } from '../../../queries/lists.ts';

/** Whether, on which day and how the owners of a list's phones agreed to advertising, as it is being written. */
export type Consent = { given: boolean; on: string; source: string };

type Props = { consent: Consent; problem: string | null; onChange: (consent: Consent) => void };

export function ConsentInputs({ consent, problem, onChange }: Props) {
  const { t } = useTranslation('campaigns');
  const { today } = useWhen();
  return (
    <>
      <Checkbox
        label={t('lists.consent')}
        description={t('lists.consentSays')}
        checked={consent.given}
        onChange={({ currentTarget: { checked } }) => onChange({ ...consent, given: checked })}
      />
      {consent.given && (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            required
            type="date"
            max={today()}
            label={t('lists.consentedOn')}
            value={consent.on}
            onChange={({ currentTarget: { value } }) => onChange({ ...consent, on: value })}
          />
          <TextInput
            required
            label={t('lists.source')}
            placeholder={t('lists.sourceHint')}
            error={problem}
            value={consent.source}
            onChange={({ currentTarget: { value } }) => onChange({ ...consent, source: value })}
          />
        </SimpleGrid>
      )}
    </>
  );
}

/** What is kept of it; `known`, the consent that the list has, stays to the letter where nobody wrote another. */
export function keptConsent({ given, on, source }: Consent, known: Known = { shown: null, kept: null }): ListConsent | null {
  if (!given) return null;
  const { shown, kept } = known;
  const at = kept !== null && shown?.on === on ? kept.at : `${on}T12:00:00Z`;
  return { at, source: source.trim(), wording: kept?.wording ?? null };
}

type Known = { shown: Consent | null; kept: RecipientList['consent'] };
