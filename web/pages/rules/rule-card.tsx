import { Switch, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { gatewaysQuery } from '../../queries/house.ts';
import { type Rule, ruleTextsQuery, sampleQuery } from '../../queries/rules.ts';
import type { Changes } from './changes.ts';
import type { Placed } from './place.ts';
import classes from './rule-card.module.css';
import { useRuleWords } from './use-rule-words.ts';

type Props = {
  place: Placed;
  changes: Changes;
  onOpen: (number: number) => void;
  onSwitch: ((number: number, enabled: boolean) => void) | undefined;
};

/** One rule: its number and name, how far it is, the first words of its text, and the switch. */
export function RuleCard({ place, changes, onOpen, onSwitch }: Props) {
  const { t } = useTranslation('rules');
  const { rule } = place;
  const { name, distance } = useRuleWords()(place);
  const change = changes.rules.get(rule.number);
  return (
    <div className={classes.card} data-off={!rule.enabled || undefined} data-changed={change !== undefined || undefined}>
      <div className={classes.head}>
        <span className={classes.number}>#{rule.number}</span>
        <UnstyledButton className={classes.name} onClick={() => onOpen(rule.number)}>
          {name}
        </UnstyledButton>
        {change !== undefined && <span className={classes.change}>{t(`change.${change}`)}</span>}
        <Switch
          className={classes.switch}
          checked={rule.enabled}
          disabled={onSwitch === undefined}
          aria-label={t('switch', { number: rule.number, name })}
          onChange={(event) => onSwitch?.(rule.number, event.currentTarget.checked)}
        />
      </div>
      <Text size="sm" c="dimmed">
        {rule.time === null ? distance : t('distanceAt', { distance, time: rule.time })}
      </Text>
      <RuleText rule={rule} />
      <RuleFacts rule={rule} />
    </div>
  );
}

function RuleText({ rule: { templateId } }: { rule: Rule }) {
  const { t } = useTranslation('rules');
  const template = useQuery(ruleTextsQuery).data?.find(({ id }) => id === templateId);
  const sample = useQuery(sampleQuery(templateId)).data;
  return <p className={classes.text}>{sample?.text ?? template?.text ?? t('noText')}</p>;
}

/** What is worth knowing at a glance; what is as usual is left out. */
function RuleFacts({ rule }: { rule: Rule }) {
  const { t } = useTranslation('rules');
  const { t: tState } = useTranslation('states');
  const { t: tMessages } = useTranslation('messages');
  const sample = useQuery(sampleQuery(rule.templateId)).data;
  const gateways = useQuery(gatewaysQuery).data ?? [];
  const gateway = gateways.find(({ id }) => id === rule.gatewayId);
  const isMail = rule.channels[0] === 'email';
  const facts = [
    isMail || sample === undefined ? null : tMessages('life.segments', { count: sample.segments }),
    rule.channels.length > 1 || isMail
      ? rule.channels.map((channel) => (channel === 'email' ? tState('channel.email') : t('sms'))).join(', ')
      : null,
    t(`window.${rule.window}`),
    rule.trigger === 'clock' ? null : t(`trigger.${rule.trigger}`),
    gateway === undefined ? null : t('through', { name: gateway.name }),
    rule.validityHours === null ? null : t('validFor', { count: rule.validityHours }),
  ];
  return <p className={classes.facts}>{facts.filter((fact) => fact !== null).join(' · ')}</p>;
}
