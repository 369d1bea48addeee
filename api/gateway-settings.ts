import type { Gateway } from '../db/queries/gateways.ts';
import type { Sealer } from '../db/sealed.ts';
import { sameValue } from '../domain/source-view.ts';
import { maskSettings, mergeSecrets, splitSecrets } from '../gateways/catalogue.ts';
import type { GatewayService, GatewaySettings } from '../gateways/define.ts';
import { type FieldProblem, invalidFields, Problem } from './problem.ts';
import { fieldProblems } from './validation.ts';

type Sealed = Pick<Gateway, 'settings' | 'secrets'>;
const mask = '***';

/**
 * Settings as they are stored: checked, with the secrets taken out and sealed. A secret that is left out or sent as its mask stays the
 * stored one. Gives the stored values again where nothing changed, because a seal is never the same twice.
 */
export function sealSettings(service: GatewayService, given: GatewaySettings, stored: Sealed | null, sealer: Sealer | null): Sealed {
  const kept = openSecrets(stored?.secrets ?? {}, sealer);
  const filled = { ...given };
  for (const name of service.secrets) if (filled[name] === undefined && stored?.secrets[name] !== undefined) filled[name] = mask;
  const lost = kept.unreadable.filter((name) => isMasked(filled, name));
  if (lost.length > 0) throw invalidFields(lost.map(unreadableProblem));

  const whole = mergeSecrets(service, filled, kept.secrets);
  const parsed = service.settings.safeParse(whole);
  if (!parsed.success) throw invalidFields(fieldProblems(parsed.error.issues, maskSettings(service, whole), ['settings']));
  const { settings, secrets } = splitSecrets(service, asStored(parsed.data));
  if (stored !== null && kept.unreadable.length === 0 && sameValue(settings, stored.settings) && sameValue(secrets, kept.secrets))
    return { settings: stored.settings, secrets: stored.secrets };
  return { settings, secrets: sealAll(secrets, sealer) };
}

/** As JSON keeps it: without the undefined fields that a schema may leave, which would look like a change. */
function asStored(settings: GatewaySettings): GatewaySettings {
  return JSON.parse(JSON.stringify(settings));
}

/** Whether every credential can be opened with the keys at hand. */
export function credentialsReadable(secrets: Record<string, string>, sealer: Sealer | null): boolean {
  return openSecrets(secrets, sealer).unreadable.length === 0;
}

/** Credentials in the clear, and the names of those that no key at hand opens. */
export function openSecrets(sealed: Record<string, string>, sealer: Sealer | null) {
  const secrets: Record<string, string> = {};
  const unreadable: string[] = [];
  for (const [name, value] of Object.entries(sealed)) {
    const opened = sealer?.open(value);
    if (opened?.ok) secrets[name] = opened.value;
    else unreadable.push(name);
  }
  return { secrets, unreadable };
}

function sealAll(secrets: Record<string, string>, sealer: Sealer | null): Record<string, string> {
  if (Object.keys(secrets).length === 0) return {};
  if (sealer === null) {
    throw new Problem(422, 'secret-key-missing', {
      pt: 'Não há REGUA_SECRET_KEY para guardar as credenciais deste gateway.',
      en: 'There is no REGUA_SECRET_KEY to seal the credentials of this gateway with.',
    });
  }
  return Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, sealer.seal(value)]));
}

function isMasked(settings: GatewaySettings, name: string): boolean {
  if (!name.startsWith('headers.')) return String(settings[name] ?? '').includes(mask);
  const { headers } = settings;
  return typeof headers === 'object' && headers !== null && Reflect.get(headers, name.slice('headers.'.length)) === mask;
}

function unreadableProblem(name: string): FieldProblem {
  return {
    path: `settings.${name}`,
    given: mask,
    message: { pt: 'a chave secreta não abre o valor guardado', en: 'the secret key does not open the stored value' },
    expected: {
      pt: 'o valor de novo, ou REGUA_SECRET_KEY com a chave que o guardou',
      en: 'the value again, or REGUA_SECRET_KEY with the key that sealed it',
    },
  };
}
