import type { Executor } from '../db/client.ts';
import type { CatalogueCache } from '../db/queries/catalogue.ts';
import { loadChargeFacts } from '../db/queries/charge-facts.ts';
import type { MessageToDecide } from '../db/queries/decide-messages.ts';
import { readCustomer } from '../db/queries/read-customers.ts';
import { queueResend, type Resend, readMates } from '../db/queries/resend-messages.ts';
import { calendarOfCustomer } from '../domain/catalogue-calendar.ts';
import { type ResendRefusal, resendRefusal } from '../domain/decisions.ts';
import type { Words } from '../domain/fields.ts';
import { type CarriedText, textOn } from '../domain/gateway-text.ts';
import { addMs, epochMs, type Instant, instantOf } from '../domain/instants.ts';
import { zoneOf } from '../domain/local-time.ts';
import { noticeText } from '../domain/notice-text.ts';
import { firstOpening } from '../domain/opening.ts';
import { type Catalogue, type CatalogueGateway, type ChargeFacts, timeZoneOf } from '../domain/plan-facts.ts';
import type { WindowClass } from '../domain/states.ts';
import { conflict, invalidField, Problem } from './problem.ts';
import { testGatewayFor } from './test-gateway.ts';

const usefulMs = 24 * 3_600_000;

type Ground = { tx: Executor; catalogue: Catalogue; facts: ChargeFacts | null; now: Instant };

/**
 * Queues a text once more, as it reads today and in its own window, or refuses in words. Gives the number of the new message.
 * @throws Problem
 */
export async function resend(
  tx: Executor,
  old: MessageToDecide,
  { catalogue: cache, gatewayId, now, actor }: { catalogue: CatalogueCache; gatewayId?: string | undefined; now: Instant; actor: string },
): Promise<number> {
  const [facts = null] = old.chargeId === null ? [] : await loadChargeFacts(tx, [old.chargeId], { now, others: 'all' });
  const catalogue = facts === null ? await cache.newest() : await cache.at(facts.catalogueRevision, tx);
  const refusal = resendRefusal(old, { service: catalogue.service, chargeStatus: facts?.charge.status ?? null });
  if (refusal !== null) throw conflict(codes[refusal], refusals[refusal]);
  const gateway = gatewayFor(catalogue, old, gatewayId ?? usualGateway(catalogue, old));
  const ground = { tx, catalogue, facts, now };
  const { window, ...text } = await textFor(ground, old, gateway);
  const times = await timesFor(ground, old, window);
  return queueResend(tx, old, { gatewayId: gateway.id, chargeRevision: facts?.charge.revision ?? null, ...text, ...times }, { now, actor });
}

function gatewayFor(catalogue: Catalogue, old: MessageToDecide, gatewayId: string): CatalogueGateway {
  if (old.test) return testGatewayFor(catalogue, { asked: gatewayId, channel: old.channel });
  const gateway = catalogue.gateways[gatewayId];
  if (gateway?.channel === old.channel && gateway.enabled) return gateway;
  const expected = { pt: 'o id de um gateway habilitado do mesmo canal', en: 'the id of an enabled gateway of the same channel' };
  throw invalidField('gatewayId', gatewayId, { pt: 'gateway que não pode enviar', en: 'a gateway that cannot send' }, expected);
}

/** The gateway of the old text; where that was given up, the usual one for its kind. */
function usualGateway({ gateways, defaultGateways }: Catalogue, { gatewayId, channel, kind }: MessageToDecide): string {
  if (gateways[gatewayId] !== undefined) return gatewayId;
  const { notices, manual, email } = defaultGateways;
  const usual = channel === 'email' ? email : kind === 'notice' ? notices : (manual ?? notices);
  return usual ?? gatewayId;
}

type Written = Omit<Resend, 'gatewayId' | 'chargeRevision' | 'notBefore' | 'sendUntil'> & { window: WindowClass };

/** The stored text while its charge is as it was, else the same notice from present facts. */
async function textFor({ tx, catalogue, facts, now }: Ground, old: MessageToDecide, gateway: CatalogueGateway): Promise<Written> {
  const step = facts?.steps.find(({ id }) => id === old.stepId) ?? null;
  const mates = step === null ? [] : await loadChargeFacts(tx, await readMates(tx, step.id), { now });
  const named = step?.event && { key: step.key, rule: step.rule, event: step.event };
  const owed = mates.filter(({ charge }) => charge.status === 'open');
  const fresh = named && facts && noticeText(named, facts, catalogue, { at: now, mates: owed });
  const window = fresh?.kind === 'text' ? fresh.rule.window : windowOf(old);
  if (facts === null || facts.charge.revision === old.chargeRevision) {
    const { templateId, templateVersion, subject } = old;
    return { window, templateId, templateVersion, subject, ...carried(old, gateway, old.text) };
  }
  if (fresh?.kind !== 'text' || fresh.template.channel !== old.channel) throw conflict('text-outdated', outdated);
  const { template, subject, text } = fresh;
  return { window, templateId: template.id, templateVersion: template.version, subject, ...carried(old, gateway, text) };
}

/** Who sent by hand chose the moment; what the house sends by itself keeps to its hours. */
function windowOf({ kind, marketing }: MessageToDecide): WindowClass {
  if (kind === 'manual' || kind === 'test') return 'always';
  return marketing ? 'marketing' : 'informative';
}

function carried({ channel, segments, encoding, cost }: MessageToDecide, gateway: CatalogueGateway, text: string): CarriedText {
  if (channel === 'email') return { text, segments, encoding, cost };
  const written = textOn(gateway, text);
  if (written !== null) return written;
  const { maxLength, maxSegments } = gateway;
  throw conflict('text-too-long', {
    pt: `O texto não cabe no gateway: no máximo ${maxLength} caracteres e ${maxSegments} partes.`,
    en: `The text does not fit the gateway: at most ${maxLength} characters and ${maxSegments} segments.`,
  });
}

async function timesFor({ tx, catalogue, facts, now }: Ground, old: MessageToDecide, window: WindowClass) {
  const customer = facts?.customer ?? (old.customerId === null ? null : await readCustomer(tx, old.customerId));
  const always = { notBefore: now, sendUntil: addMs(now, usefulMs) };
  if (customer === null || window === 'always') return always;
  const unitId = 'unitId' in customer ? customer.unitId : customer.unit;
  const timeZone = facts ? timeZoneOf(facts, catalogue) : (customer.timeZone ?? catalogue.units[unitId]?.timeZone ?? 'America/Sao_Paulo');
  const calendar = calendarOfCustomer({ unitId, state: customer.state, city: customer.city }, catalogue);
  const opening = firstOpening(calendar, zoneOf(timeZone), window, epochMs(now));
  if (opening === null) throw conflict('window-closed', closed);
  return { notBefore: instantOf(opening.sendsAt), sendUntil: instantOf(opening.until) };
}

const codes = {
  'still-under-way': 'message-under-way',
  'service-off': 'service-off',
  'charge-not-open': 'charge-not-open',
} as const satisfies Record<ResendRefusal, string>;

const refusals: Record<ResendRefusal, Words> = {
  'still-under-way': { pt: 'A mensagem ainda está a caminho.', en: 'The message is still on its way.' },
  'service-off': { pt: 'O serviço está desabilitado: nenhum texto sai.', en: 'The service is switched off: no text leaves.' },
  'charge-not-open': { pt: 'A cobrança da mensagem já não está aberta.', en: 'The charge of the message is not open any more.' },
};
const outdated = {
  pt: 'A cobrança mudou depois deste texto, e a régua não o escreve mais: mande um texto novo.',
  en: 'The charge changed after this text, and the ladder writes it no more: send a new text.',
};
const closed = { pt: 'A janela deste tipo de texto está toda fechada.', en: 'The window of this kind of text is closed throughout.' };

/** Whether a refusal is this message's own, so that others of a list may go on. */
export function isOwnRefusal(error: unknown): error is Problem {
  return error instanceof Problem && error.status < 500;
}
