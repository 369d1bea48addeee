import type { Catalogue, CatalogueGateway } from '../domain/plan-facts.ts';
import type { Channel } from '../domain/states.ts';
import { conflict, invalidField } from './problem.ts';

/** The one account by which test customers are texted; refuses in words where there is none, or another is asked for. */
export function testGatewayFor(
  { gateways, testGateways }: Catalogue,
  { asked, channel }: { asked: string | undefined; channel: Channel },
): CatalogueGateway {
  const gateway = gateways[testGateways[channel] ?? ''];
  if (gateway?.channel !== channel || !gateway.enabled) {
    throw conflict('no-gateway', {
      pt: `Nenhum gateway habilitado para clientes de teste: PATCH /v1/settings {testGateways: {${channel}}}.`,
      en: `No gateway is enabled for test customers: PATCH /v1/settings {testGateways: {${channel}}}.`,
    });
  }
  if (asked !== undefined && asked !== gateway.id) {
    const message = { pt: 'o cliente é de teste', en: 'the customer is a test' };
    throw invalidField('gatewayId', asked, message, { pt: `só "${gateway.id}"`, en: `only "${gateway.id}"` });
  }
  return gateway;
}
