import type { z } from '@hono/zod-openapi';
import type { Executor } from '../db/client.ts';
import { writeAudit } from '../db/queries/audit.ts';
import type { GatewayUses } from '../db/queries/gateway-uses.ts';
import { type Gateway, type GatewayFields, isGatewayNameTaken, lockGateway, readGateway, updateGateway } from '../db/queries/gateways.ts';
import type { Sealer } from '../db/sealed.ts';
import type { Words } from '../domain/fields.ts';
import { differences, sameValue } from '../domain/source-view.ts';
import { gatewayService, gatewayServices } from '../gateways/catalogue.ts';
import { defaultsFor, type GatewayService } from '../gateways/define.ts';
import { sealSettings } from './gateway-settings.ts';
import { conflict, found, invalidField, same } from './problem.ts';
import type { gatewayPatch, gatewayPut } from './shapes/gateway.ts';
import type { WriteContext } from './writing.ts';

export const aGateway = { pt: 'gateway', en: 'gateway' };

/** The whole gateway that a POST or PUT describes: what is left out takes the service's default. */
export function replacedFields(
  { service: serviceId, settings, ...given }: z.infer<typeof gatewayPut>,
  before: Gateway | null,
  sealer: Sealer | null,
): GatewayFields {
  const known = knownService(serviceId);
  if (before !== null && before.service !== serviceId) {
    const expected = same(before.service);
    throw invalidField(
      'service',
      serviceId,
      { pt: 'o serviço de um gateway não muda', en: 'the service of a gateway does not change' },
      expected,
    );
  }
  const sealed = sealSettings(known, settings, before, sealer);
  const defaults = {
    ...{ enabled: true, quantity: null, intervalSeconds: 1, paused: false, maxConnections: 10, price: '0.0000' },
    ...{ position: 0, fallback: true, monthlyMessages: null, monthlyCents: null, balanceFloor: null },
  };
  const { unitCounting } = known.abilities(sealed.settings);
  const fixed = { service: serviceId, channel: known.channel, unitCounting, ...sealed };
  const whole = Object.assign({ ...defaults, ...defaultsFor(known, sealed.settings) }, given, fixed);
  return refusingUnmeasuredFloor(known, whole);
}

/** The gateway with what a PATCH names, also inside the settings. */
export function patchedFields({ settings, ...named }: z.infer<typeof gatewayPatch>, before: Gateway, sealer: Sealer | null): GatewayFields {
  const kept = Object.assign(writtenFields(before), named);
  if (settings === undefined) return refusingUnmeasuredFloor(knownService(before.service), kept);
  const known = knownService(before.service);
  const sealed = sealSettings(known, { ...before.settings, ...settings }, before, sealer);
  const { unitCounting } = known.abilities(sealed.settings);
  return refusingUnmeasuredFloor(known, { ...kept, ...sealed, unitCounting });
}

/** A balance that nobody can ask for would never stop anything. */
function refusingUnmeasuredFloor(service: GatewayService, gateway: GatewayFields): GatewayFields {
  if (gateway.balanceFloor === null || service.abilities(gateway.settings).balance) return gateway;
  const expected = { pt: 'null: este provedor não informa o saldo', en: 'null: this provider does not tell its balance' };
  throw invalidField(
    'balanceFloor',
    gateway.balanceFloor,
    { pt: 'saldo que não se pode consultar', en: 'a balance that cannot be asked for' },
    expected,
  );
}

/** Writes what `change` makes of a gateway, with an audit entry that names new secrets but never shows them. */
export async function saveGateway(tx: Executor, { now, actor }: WriteContext, id: string, change: (before: Gateway) => GatewayFields) {
  const before = found(await lockGateway(tx, id), aGateway, id);
  const after = change(before);
  const was = writtenFields(before);
  if (sameValue(was, after) && before.stoppedReason === null) return { gateway: before, unchanged: true };
  if (before.retiredAt !== null && after.enabled) throw retired;
  if (await isGatewayNameTaken(tx, after.name, { except: id })) throw nameTaken(after.name);
  await updateGateway(tx, { ...after, id }, now);
  const audited = differences({ ...auditable(was), stoppedReason: before.stoppedReason }, { ...auditable(after), stoppedReason: null });
  const secrets = Object.keys(after.secrets).filter((name) => after.secrets[name] !== was.secrets[name]);
  const entry = { at: now, actor, action: 'gateway.changed', entity: 'gateway', entityId: id, before: audited.before };
  await writeAudit(tx, [{ ...entry, after: secrets.length > 0 ? { ...audited.after, newSecrets: secrets } : audited.after }]);
  return { gateway: found(await readGateway(tx, id), aGateway, id), unchanged: false };
}

export function writtenFields({
  id: _id,
  retiredAt: _retired,
  stoppedReason: _reason,
  stoppedAt: _at,
  hookSecretSealed: _hook,
  health: _health,
  revision: _revision,
  createdAt: _c,
  updatedAt: _u,
  ...fields
}: Gateway): GatewayFields {
  return fields;
}

/** Fit for the audit: masks instead of secrets. */
export function auditable({ secrets: _secrets, ...shown }: GatewayFields) {
  return shown;
}

function knownService(id: string): GatewayService {
  const known = gatewayService(id);
  if (known !== undefined) return known;
  const expected = same(gatewayServices.map((each) => each.id).join(', '));
  throw invalidField('service', id, { pt: 'serviço desconhecido', en: 'unknown service' }, expected);
}

export function nameTaken(name: string) {
  return conflict('name-taken', { pt: `Já existe um gateway chamado "${name}".`, en: `There is a gateway called "${name}" already.` });
}

type Use = GatewayUses['past'][number] | 'settings';

const useNames: Record<Use, Words> = {
  messages: { pt: 'mensagens', en: 'messages' },
  rules: { pt: 'regras', en: 'rules' },
  settings: { pt: 'a configuração', en: 'the settings' },
  campaigns: { pt: 'campanhas', en: 'campaigns' },
};

/** 409 for a deletion: what is told of a gateway must not lose it. */
export function inUse(uses: GatewayUses) {
  const list = namesOf([...uses.past, ...(isInSettings(uses) ? (['settings'] as const) : [])]);
  return conflict('in-use', {
    pt: `O gateway é citado por: ${list.pt}. Aposente-o em vez de apagar.`,
    en: `The gateway is referred to by: ${list.en}. Retire it instead of deleting it.`,
  });
}

/** 409 for a retirement: what acts has to be led elsewhere first. */
export function stillNamed(uses: GatewayUses) {
  const list = namesOf([
    ...(isInSettings(uses) ? (['settings'] as const) : []),
    ...(uses.rules.length > 0 ? (['rules'] as const) : []),
    ...(uses.campaigns.length > 0 ? (['campaigns'] as const) : []),
  ]);
  return conflict('in-use', {
    pt: `O gateway ainda é usado por: ${list.pt}. Escolha outro ali antes de aposentar este.`,
    en: `The gateway is still used by: ${list.en}. Choose another one there before retiring this one.`,
  });
}

const retired = conflict('in-use', {
  pt: 'O gateway está aposentado: DELETE /v1/gateways/{id}/retirement o traz de volta.',
  en: 'The gateway is retired: DELETE /v1/gateways/{id}/retirement brings it back.',
});

function isInSettings({ defaults, tests, routes }: GatewayUses): boolean {
  return defaults.length + routes > 0 || tests;
}

function namesOf(uses: readonly Use[]): Words {
  const list = (locale: 'pt' | 'en') => uses.map((use) => useNames[use][locale]).join(', ');
  return { pt: list('pt'), en: list('en') };
}
