import type { Executor } from '../db/client.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import type { ManualMessage } from '../db/queries/manual-messages.ts';
import { readCustomer } from '../db/queries/read-customers.ts';
import { phoneExpected, readPhones } from '../domain/customer-phones.ts';
import { routedGateway } from '../domain/gateway-routes.ts';
import { epochMs, type Instant } from '../domain/instants.ts';
import { zoneOf } from '../domain/local-time.ts';
import { priceOfSegments } from '../domain/money.ts';
import { normalizePhone } from '../domain/phone.ts';
import { phoneToText } from '../domain/phone-to-text.ts';
import type { Catalogue, CatalogueGateway } from '../domain/plan-facts.ts';
import { renderTemplate } from '../domain/render.ts';
import type { ShortLink, ShortLinks } from '../domain/short-links.ts';
import type { TemplateFacts } from '../domain/template-facts.ts';
import { wordingFor } from '../domain/wording.ts';
import { type ChosenText, chosenText } from './chosen-text.ts';
import { conflict, invalidField, invalidFields } from './problem.ts';
import { customerFacts } from './template-preview.ts';
import { testGatewayFor } from './test-gateway.ts';

export type ManualRequest = {
  phone?: string | undefined;
  customerId?: string | undefined;
  text?: string | undefined;
  templateId?: string | undefined;
  gatewayId?: string | undefined;
};

/** A manual text, written and counted; refuses in words what could not be sent. */
export async function composeManualMessage(
  tx: Executor,
  { catalogue: cache, request, now }: { catalogue: CatalogueCache; request: ManualRequest; now: Instant },
): Promise<ManualMessage> {
  const catalogue = await cache.newest();
  refuseServiceOff(catalogue);
  const { customerId = null } = request;
  const test = customerId !== null && ((await readCustomer(tx, customerId))?.test ?? false);
  const facts: TemplateFacts =
    customerId === null ? bareFacts(now) : await customerFacts(tx, { catalogue: cache, customerId, now, path: 'customerId' });
  const address = request.phone === undefined ? await phoneOfCustomer(tx, customerId ?? '') : phoneGiven(request.phone);
  const gateway = gatewayFor(catalogue, { asked: request.gatewayId, phone: address, test });
  const chosen = await chosenText(tx, request);
  const { links: _none, ...written } = writeText(chosen, facts, gateway);
  return { customerId, address, test, ...written };
}

/** Without the service nothing leaves, whoever asks. */
export function refuseServiceOff({ service }: Catalogue): void {
  if (service === 'on') return;
  throw conflict('service-off', {
    pt: 'O serviço está desabilitado: nenhum texto sai.',
    en: 'The service is switched off: no text leaves.',
  });
}

/** One text as the gateway carries it, counted and priced; refuses one that lacks a value or is too long. */
export function writeText(
  { template, text, missing }: ChosenText,
  facts: TemplateFacts,
  gateway: CatalogueGateway,
  shortLinks: ShortLinks | null = null,
): Omit<ManualMessage, 'customerId' | 'address' | 'test'> & { links: ShortLink[] } {
  const path = template === null ? 'text' : 'templateId';
  const rendered = renderTemplate(text, facts, wordingFor({ text, missing }, gateway, shortLinks));
  if (rendered.kind === 'missing') {
    const expected = { pt: 'um texto sem ela, ou um destinatário que a tenha', en: 'a text without it, or a recipient that has it' };
    throw invalidField(path, `{${rendered.variable}}`, { pt: 'variável sem valor', en: 'variable without a value' }, expected);
  }
  if (rendered.segments > gateway.maxSegments || rendered.text.length > gateway.maxLength) {
    const { maxLength, maxSegments } = gateway;
    const expected = {
      pt: `no máximo ${maxLength} caracteres e ${maxSegments} partes`,
      en: `at most ${maxLength} characters and ${maxSegments} segments`,
    };
    throw invalidField(path, `${rendered.segments} × ${rendered.encoding}`, { pt: 'texto longo demais', en: 'text too long' }, expected);
  }
  const { links, segments, encoding } = rendered;
  return {
    gatewayId: gateway.id,
    template,
    text: rendered.text,
    links,
    segments,
    encoding,
    cost: priceOfSegments(gateway.price, segments),
  };
}

/** The one that is asked for, else the one of the phone's route, else the default; of a test customer that of the tests alone. */
function gatewayFor(
  catalogue: Catalogue,
  { asked, phone, test }: { asked: string | undefined; phone: string; test: boolean },
): CatalogueGateway {
  if (test) return testGatewayFor(catalogue, { asked, channel: 'sms' });
  const { manual, notices } = catalogue.defaultGateways;
  const gateway =
    asked === undefined ? routedGateway(catalogue, { purpose: 'manual', phone, otherwise: manual ?? notices }) : catalogue.gateways[asked];
  if (asked !== undefined && gateway?.channel !== 'sms') {
    const expected = { pt: 'o id de um gateway de SMS', en: 'the id of an SMS gateway' };
    throw invalidField('gatewayId', asked, { pt: 'gateway desconhecido', en: 'unknown gateway' }, expected);
  }
  if (gateway?.channel !== 'sms') {
    throw conflict('no-gateway', {
      pt: 'Nenhum gateway foi escolhido para mensagens manuais: PATCH /v1/settings {defaultGateways: {manual}}.',
      en: 'No gateway is chosen for manual messages: PATCH /v1/settings {defaultGateways: {manual}}.',
    });
  }
  if (!gateway.enabled) throw conflict('no-gateway', { pt: 'O gateway está desabilitado.', en: 'The gateway is disabled.' });
  return gateway;
}

/** A mobile as it is stored; refuses what is none. */
export function phoneGiven(raw: string, path = 'phone'): string {
  const phone = normalizePhone(raw, { areaCode: null });
  if (phone.kind === 'mobile') return phone.e164;
  const { unusable, landlines } = readPhones([{ number: raw, billing: true, marketing: false, consent: null }], { areaCode: null });
  throw invalidFields([...unusable, ...landlines].map((problem) => ({ ...problem, path })));
}

async function phoneOfCustomer(tx: Executor, customerId: string): Promise<string> {
  const number = phoneToText((await readCustomer(tx, customerId))?.phones ?? [])?.number;
  if (number) return number;
  throw invalidField(
    'customerId',
    customerId,
    { pt: 'o cliente não tem celular que receba SMS', en: 'the customer has no mobile to text' },
    phoneExpected,
  );
}

/** A text to a bare phone speaks of nobody. */
function bareFacts(now: Instant): TemplateFacts {
  const today = zoneOf('America/Sao_Paulo').toLocal(epochMs(now)).date;
  return { customer: null, unit: null, charge: null, payment: null, today, effectiveDueDate: null };
}
