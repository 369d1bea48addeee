import type { Gateway } from '../db/queries/gateways.ts';
import { gatewayService, mergeSecrets } from '../gateways/catalogue.ts';
import type { GatewayConnection } from '../gateways/define.ts';
import type { ApiDeps } from './context.ts';
import { openSecrets } from './gateway-settings.ts';
import { hooksOf } from './hook-secrets.ts';
import { conflict } from './problem.ts';

const defaultTimeoutMs = 20_000;

/** A gateway opened for one question or one test, whatever stopped it. Refuses credentials that the secret key does not open. */
export function openGateway(gateway: Gateway, deps: ApiDeps): { connection: GatewayConnection; timeoutMs: number } {
  const service = gatewayService(gateway.service);
  const { secrets, unreadable } = openSecrets(gateway.secrets, deps.sealer);
  if (service === undefined || unreadable.length > 0) throw unreadableCredentials;
  const settings = mergeSecrets(service, gateway.settings, secrets);
  if (!service.settings.safeParse(settings).success) throw outdatedSettings;
  const timeoutMs = typeof settings.timeoutMs === 'number' ? settings.timeoutMs : defaultTimeoutMs;
  const receiptsUrl = deps.web.publicUrl === null ? null : hooksOf(gateway, deps, { reveal: true }).receipts;
  return { connection: service.connect(settings, { maxConnections: 1, timeoutMs, outbound: deps.outbound, receiptsUrl }), timeoutMs };
}

const unreadableCredentials = conflict('unreadable-credentials', {
  pt: 'A chave secreta não abre as credenciais deste gateway: digite-as de novo, ou suba com a chave que as guardou.',
  en: 'The secret key does not open the credentials of this gateway: enter them again, or start with the key that sealed them.',
});

const outdatedSettings = conflict('settings-outdated', {
  pt: 'A configuração guardada já não serve para este serviço: abra o gateway, corrija o que faltar e grave.',
  en: 'The stored settings no longer fit this service: open the gateway, mend what is missing and save.',
});
