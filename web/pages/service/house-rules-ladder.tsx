import { Fieldset, Radio, SimpleGrid, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { WholeNumber } from '../../parts/whole-number.tsx';
import type { RulesPart } from './house-rules.ts';

/** How many texts somebody gets at most. */
export function LimitRules({ rules: { caps, billingPhonesMost, grouping }, onChange, at }: RulesPart) {
  const { t } = useTranslation('service');
  return (
    <Fieldset legend={t('rules.limits.legend')}>
      <Stack>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <WholeNumber
            label={t('rules.limits.collectionPerCharge')}
            hint={t('rules.limits.collectionHint')}
            min={0}
            max={20}
            error={at('caps.collectionPerCharge')}
            value={caps.collectionPerCharge}
            onChange={(collectionPerCharge) => onChange({ caps: { ...caps, collectionPerCharge } })}
          />
          <WholeNumber
            label={t('rules.limits.billingPhones')}
            min={1}
            max={10}
            error={at('billingPhonesMost')}
            value={billingPhonesMost}
            onChange={(most) => onChange({ billingPhonesMost: most })}
          />
          <WholeNumber
            label={t('rules.limits.perCustomer')}
            min={1}
            max={100}
            error={at('caps.perCustomer')}
            value={caps.perCustomer}
            onChange={(perCustomer) => onChange({ caps: { ...caps, perCustomer } })}
          />
          <WholeNumber
            label={t('rules.limits.perPhone')}
            min={1}
            max={100}
            error={at('caps.perPhone')}
            value={caps.perPhone}
            onChange={(perPhone) => onChange({ caps: { ...caps, perPhone } })}
          />
        </SimpleGrid>
        <Switch
          label={t('rules.limits.grouping')}
          checked={grouping}
          onChange={(event) => onChange({ grouping: event.currentTarget.checked })}
        />
      </Stack>
    </Fieldset>
  );
}

/** What counts as told, and how long blocking waits for others. */
export function NoticeRules({ rules: { noticeProof, stepDone, actionHours, settlementDays }, onChange, at }: RulesPart) {
  const { t } = useTranslation('service');
  return (
    <Fieldset legend={t('rules.notice.legend')}>
      <Stack>
        <Told label={t('rules.notice.proof')} value={noticeProof} onChange={(by) => onChange({ noticeProof: by })} />
        <Told label={t('rules.notice.stepDone')} value={stepDone} onChange={(by) => onChange({ stepDone: by })} />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <WholeNumber
            label={t('rules.notice.actionHours')}
            min={1}
            max={720}
            error={at('actionHours')}
            value={actionHours}
            onChange={(hours) => onChange({ actionHours: hours })}
          />
          <WholeNumber
            label={t('rules.notice.settlementDays')}
            min={0}
            max={10}
            error={at('settlementDays')}
            value={settlementDays}
            onChange={(days) => onChange({ settlementDays: days })}
          />
        </SimpleGrid>
      </Stack>
    </Fieldset>
  );
}

type By = 'accepted' | 'delivered';

function Told({ label, value, onChange }: { label: string; value: By; onChange: (by: By) => void }) {
  const { t } = useTranslation('service');
  return (
    <Radio.Group label={label} value={value} onChange={(by) => onChange(by === 'delivered' ? by : 'accepted')}>
      <Stack gap={6} mt={6}>
        {(['accepted', 'delivered'] as const).map((by) => (
          <Radio key={by} value={by} label={t(`rules.notice.by.${by}`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
