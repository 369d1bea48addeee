import type { LinkProps } from '@tanstack/react-router';
import type { Permission } from '../../../domain/permissions.ts';
import { isOfCharges, type Matter } from '../../frame/waiting.ts';

type Place = {
  /** The words of its button. */
  label: 'mend' | 'gateway' | 'campaign' | 'charge' | 'overdue' | 'webhook' | 'import' | 'service';
  link: Pick<LinkProps, 'to' | 'params' | 'search'>;
  needs?: Permission;
  urgent?: true;
};

/** The page where a matter is mended; null where there is none that this person may open. */
export function placeOf(matter: Pick<Matter, 'kind' | 'alerts'>, may: (permission: Permission) => boolean): Place | null {
  const place = pageOf(matter, may);
  return place?.needs === undefined || may(place.needs) ? place : null;
}

function pageOf({ kind, alerts: [{ subject }] }: Pick<Matter, 'kind' | 'alerts'>, may: (permission: Permission) => boolean): Place | null {
  if (isOfCharges({ kind })) return { label: 'charge', link: { to: '/cobrancas/$chargeId', params: { chargeId: subject } } };
  switch (kind) {
    case 'gateway-stopped':
    case 'gateway-down':
    case 'gateway-budget': {
      const urgent = kind === 'gateway-stopped';
      const link = { to: '/configuracao/gateways/$gatewayId', params: { gatewayId: subject } } as const;
      return { label: urgent && may('gateways:write') ? 'mend' : 'gateway', link, ...(urgent && { urgent }) };
    }
    case 'campaign-paused':
      return { label: 'campaign', link: { to: '/campanhas/$campaignId', params: { campaignId: subject } }, needs: 'campaigns:read' };
    case 'webhook-failing':
    case 'webhook-gone':
      return { label: 'webhook', link: { to: '/configuracao/chaves', search: { webhook: subject } }, needs: 'webhooks:read' };
    case 'snapshot-incomplete':
      return { label: 'import', link: { to: '/clientes/importar', search: { importacao: subject } }, needs: 'import' };
    case 'warnings-before-our-time':
      return { label: 'overdue', link: { to: '/cobrancas', search: { situacao: 'overdue' } } };
    case 'database-restored':
    case 'relay-failing':
      return { label: 'service', link: { to: '/configuracao/servico' } };
    default:
      return null;
  }
}
