import { Fieldset, Stack, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RulesPart } from './house-rules.ts';

/** By which words replies are understood, and what each of the two kinds is answered. */
export function ReplyRules({ rules: { replies }, onChange, at }: RulesPart) {
  const { t } = useTranslation('service');
  const set = (change: Partial<typeof replies>) => onChange({ replies: { ...replies, ...change } });
  const confirmation = (name: 'optOutConfirmation' | 'wrongPersonConfirmation') => (
    <TextInput
      label={t(`rules.replies.${name}`)}
      description={t('rules.replies.confirmationHint')}
      maxLength={160}
      error={at(`replies.${name}`)}
      value={replies[name] ?? ''}
      onChange={(event) => set({ [name]: event.currentTarget.value || null })}
    />
  );
  return (
    <Fieldset legend={t('rules.replies.legend')}>
      <Stack>
        <TagsInput
          label={t('rules.replies.optOut')}
          description={t('rules.replies.wordsHint')}
          value={replies.optOutWords}
          onChange={(optOutWords) => set({ optOutWords })}
        />
        {confirmation('optOutConfirmation')}
        <TagsInput
          label={t('rules.replies.wrongPerson')}
          description={t('rules.replies.wordsHint')}
          value={replies.wrongPersonWords}
          onChange={(wrongPersonWords) => set({ wrongPersonWords })}
        />
        {confirmation('wrongPersonConfirmation')}
      </Stack>
    </Fieldset>
  );
}
