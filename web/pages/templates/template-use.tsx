import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateReach } from '../../queries/templates.ts';

/** Who speaks with a text, each a way to it; where nobody does, that. */
export function TemplateUse({ reach: { rules, openCharges, campaigns, remindsOfPromises } }: { reach: TemplateReach }) {
  const { t } = useTranslation('templates');
  const parts: { key: string; node: ReactNode }[] = [
    ...rules.map(({ ruleSetId, ruleSetName, number }) => ({
      key: `${ruleSetId} ${number}`,
      node: (
        <Link to="/envio-automatico" search={{ regua: ruleSetId, regra: String(number) }}>
          {t('use.rule', { number, name: ruleSetName })}
        </Link>
      ),
    })),
    ...campaigns.map(({ id, name }) => ({
      key: id,
      node: (
        <Link to="/campanhas/$campaignId" params={{ campaignId: id }}>
          {t('use.campaign', { name })}
        </Link>
      ),
    })),
    ...(remindsOfPromises ? [{ key: 'promises', node: <Link to="/configuracao/servico">{t('use.promises')}</Link> }] : []),
  ];
  if (parts.length === 0) {
    return (
      <Text c="dimmed" size="sm">
        {t('use.nobody')}
      </Text>
    );
  }
  return (
    <Text c="dimmed" size="sm">
      {t('use.by')}{' '}
      {parts.map(({ key, node }, index) => (
        <span key={key}>
          {index > 0 && ', '}
          {node}
        </span>
      ))}
      {openCharges > 0 && (
        <>
          {' · '}
          <Link to="/cobrancas" search={{ situacao: 'open' }}>
            {t('use.charges', { count: openCharges })}
          </Link>
        </>
      )}
    </Text>
  );
}
