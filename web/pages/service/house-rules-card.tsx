import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../parts/card.tsx';
import { type Fact, Facts } from '../../parts/facts.tsx';
import type { Settings } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import { templateChoicesQuery } from '../../queries/templates.ts';

/** What the house keeps to with every text. */
export function HouseRulesCard({ settings, onEdit }: { settings: Settings; onEdit: () => void }) {
  const { t } = useTranslation('service');
  const may = useMay();
  return (
    <Card
      title={t('rules.title')}
      aside={
        may('settings:write') && (
          <Button variant="default" size="xs" onClick={onEdit}>
            {t('rules.edit')}
          </Button>
        )
      }
    >
      <Text c="dimmed" mb="sm">
        {t('rules.says')}
      </Text>
      <Facts facts={useFacts(settings)} />
    </Card>
  );
}

function useFacts(settings: Settings): Fact[] {
  const { t, i18n } = useTranslation('service');
  const templates = useQuery(templateChoicesQuery).data ?? [];
  const number = new Intl.NumberFormat(i18n.language);
  const list = new Intl.ListFormat(i18n.language, { type: 'disjunction' });
  const { caps, promises, campaignApprovalAbove, campaignCap, replies } = settings;
  const reminder = templates.find(({ id }) => id === promises.reminderTemplateId);
  const perCharge = caps.collectionPerCharge === 0 ? t('rules.unlimited') : number.format(caps.collectionPerCharge);
  return [
    { label: t('rules.limits.collectionPerCharge'), value: perCharge },
    { label: t('rules.limits.perCustomer'), value: number.format(caps.perCustomer) },
    { label: t('rules.limits.perPhone'), value: number.format(caps.perPhone) },
    { label: t('rules.limits.billingPhones'), value: number.format(settings.billingPhonesMost) },
    { label: t('rules.limits.grouped'), value: t(settings.grouping ? 'rules.limits.groupedYes' : 'rules.limits.groupedNo') },
    { label: t('rules.notice.proof'), value: t(`rules.notice.by.${settings.noticeProof}`) },
    { label: t('rules.notice.stepDone'), value: t(`rules.notice.by.${settings.stepDone}`) },
    { label: t('rules.notice.action'), value: t('rules.hours', { count: settings.actionHours }) },
    { label: t('rules.notice.settlement'), value: t('rules.days', { count: settings.settlementDays }) },
    { label: t('rules.promises.fact'), value: t('rules.promises.factSays', promises) },
    {
      label: t('rules.promises.reminder'),
      value: reminder === undefined ? t('rules.promises.noTemplate') : `${promises.reminderTime} · ${reminder.name}`,
    },
    {
      label: t('rules.campaigns.approvalFact'),
      value:
        campaignApprovalAbove === null
          ? t('rules.campaigns.approvalNever')
          : t('rules.campaigns.approvalAbove', { count: campaignApprovalAbove }),
    },
    {
      label: t('rules.campaigns.capFact'),
      value: campaignCap === null ? t('rules.unlimited') : t('rules.campaigns.capSays', campaignCap),
    },
    { label: t('rules.replies.optOut'), value: list.format(replies.optOutWords) },
    { label: t('rules.replies.wrongPerson'), value: list.format(replies.wrongPersonWords) },
  ];
}
