import type { Executor } from '../db/client.ts';
import { readSettings, type Settings } from '../db/queries/settings.ts';
import type { Web } from './context.ts';
import { invalidField } from './problem.ts';

/** Where short links are: at the domain of the settings, else at the public address of the installation; null where there is neither. */
export function linkOriginInForce({ linkOrigin }: Pick<Settings, 'linkOrigin'>, { publicUrl }: Web): string | null {
  return linkOrigin ?? publicUrl?.origin ?? null;
}

/** The same for a text that is to have them, null for one that is not; refuses it in words where there is no place for them. */
export async function linkOriginFor(
  db: Executor,
  { shortLinks = false }: { shortLinks?: boolean | undefined },
  web: Web,
): Promise<string | null> {
  if (!shortLinks) return null;
  const origin = linkOriginInForce(await readSettings(db), web);
  if (origin !== null) return origin;
  const message = { pt: 'não há endereço para links curtos', en: 'there is no address for short links' };
  throw invalidField('shortLinks', true, message, {
    pt: 'antes um domínio para eles, PATCH /v1/settings {linkOrigin: "https://l.exemplo.com.br"}, ou REGUA_PUBLIC_URL na instalação',
    en: 'a domain for them first, PATCH /v1/settings {linkOrigin: "https://l.example.com"}, or REGUA_PUBLIC_URL of the installation',
  });
}
