import type { GatewayService, GatewaySettings } from './define.ts';

/** What of a service these functions look at. */
type Sealing = Pick<GatewayService, 'secrets'>;

/** Values to seal, by the name of their setting: `password`, `headers.Authorization`, `path`. */
export type GatewaySecrets = Record<string, string>;

const shown = '***';
const sensitiveHeader = /auth|token|key|secret|cookie|pass/i;
const sensitiveParameter = /([?&](?:token|password|passwd|pass|pwd|senha|secret|api_?key|key|h)=)(?!\{[a-z]+\}(?:&|$))([^&]+)/gi;

/**
 * Takes what must be sealed out of settings: the service's secrets, header values that carry credentials, and a path with a credential
 * written into it. In the settings that remain a `***` marks each; they may be stored and shown as they are.
 */
export function splitSecrets(service: Sealing, settings: GatewaySettings): { settings: GatewaySettings; secrets: GatewaySecrets } {
  const secrets: GatewaySecrets = {};
  const take = (name: string, value: string, mask = shown): string => {
    if (value !== mask) secrets[name] = value;
    return mask;
  };
  const rest: GatewaySettings = { ...settings };
  for (const name of service.secrets) {
    const value = rest[name];
    if (typeof value === 'string' && value !== '') rest[name] = take(name, value);
  }
  if (typeof rest.path === 'string') rest.path = take('path', rest.path, maskParameters(rest.path));
  if (isRecord(rest.headers)) {
    const headers = Object.entries(rest.headers).map(([name, value]) => {
      const sealed = typeof value === 'string' && sensitiveHeader.test(name) && !isOnlyPlaceholders(value);
      return [name, sealed ? take(`headers.${name}`, value) : value];
    });
    rest.headers = Object.fromEntries(headers);
  }
  return { settings: rest, secrets };
}

/** Puts secrets back where settings still show their mask; what was typed over a mask, or removed, counts as typed. */
export function mergeSecrets(service: Sealing, settings: GatewaySettings, secrets: GatewaySecrets): GatewaySettings {
  const whole: GatewaySettings = { ...settings };
  for (const name of service.secrets) if (whole[name] === shown) whole[name] = secrets[name] ?? null;
  if (secrets.path !== undefined && whole.path === maskParameters(secrets.path)) whole.path = secrets.path;
  if (isRecord(whole.headers)) {
    const headers = Object.entries(whole.headers).map(([name, value]) => [
      name,
      value === shown ? (secrets[`headers.${name}`] ?? value) : value,
    ]);
    whole.headers = Object.fromEntries(headers);
  }
  return whole;
}

/** Settings fit for an answer, a log or an audit entry. */
export function maskSettings(service: Sealing, settings: GatewaySettings): GatewaySettings {
  return splitSecrets(service, settings).settings;
}

/** Every text that must not be seen in what a provider answers. */
export function credentialsOf(service: Sealing, settings: GatewaySettings): string[] {
  const { secrets } = splitSecrets(service, settings);
  const inPath = [...(secrets.path ?? '').matchAll(sensitiveParameter)].map((match) => match[2] ?? '');
  const named = Object.entries(secrets).flatMap(([name, value]) => {
    if (name === 'path') return [];
    return name.startsWith('headers.') ? [value, ...value.split(/\s+/)] : [value]; // `Bearer abc` may come back as `abc`
  });
  return [...named, ...inPath, ...inPath.map(decoded)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function maskParameters(path: string): string {
  return path.replace(sensitiveParameter, `$1${shown}`);
}

function isOnlyPlaceholders(value: string): boolean {
  return /^(bearer|basic|token|key)?\s*(\{[a-z]+\}\s*:?\s*)+$/i.test(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
