import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Decision, decisions } from '../../../domain/decisions.ts';

type Props = { count: number; value: Decision; onChange: (decision: Decision) => void };

/** What a person makes of texts that no provider answered for, each choice with what follows from it. */
export function DecisionChoice({ count, value, onChange }: Props) {
  const { t } = useTranslation('today');
  return (
    <Radio.Group
      label={t('undecided.label')}
      value={value}
      onChange={(chosen) => onChange(decisions.find((decision) => decision === chosen) ?? 'sent')}
    >
      <Stack gap="xs" mt={6}>
        {decisions.map((decision) => (
          <Radio
            key={decision}
            value={decision}
            label={t(`undecided.as.${decision}`, { count })}
            description={t(`undecided.means.${decision}`, { count })}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
