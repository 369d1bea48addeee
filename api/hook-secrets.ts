import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Db, Executor } from '../db/client.ts';
import { type Gateway, lockUnhooked, saveHookSecret } from '../db/queries/gateways.ts';
import type { Sealer } from '../db/sealed.ts';
import { gatewayService } from '../gateways/catalogue.ts';
import type { ApiDeps } from './context.ts';

/** The addresses that a provider calls; null where it never does, or there is no secret. */
export type Hooks = { receipts: string | null; replies: string | null };

const shown = '***';

/** A new secret for the addresses of a gateway, one that is new or in use. Without a key to seal it with there are no addresses. */
export async function renewHookSecret(
  tx: Executor,
  gatewayId: string,
  { sealer, inUse }: { sealer: Sealer | null; inUse: boolean },
): Promise<void> {
  if (sealer === null) return;
  const secret = randomBytes(24).toString('base64url');
  await saveHookSecret(tx, gatewayId, { hash: hashOf(secret), sealed: sealer.seal(secret), inUse });
}

/** Gives addresses to gateways that have none: made without a key, or before providers could call. Gives how many there were. */
export async function giveHookSecrets(db: Db, sealer: Sealer | null): Promise<number> {
  if (sealer === null) return 0;
  return db.transaction(async (tx) => {
    const unhooked = await lockUnhooked(tx);
    for (const id of unhooked) await renewHookSecret(tx, id, { sealer, inUse: true });
    return unhooked.length;
  });
}

/**
 * Where the provider of a gateway reaches us: whole addresses where our own is known, else paths. The secret only for those who may
 * change it.
 */
export function hooksOf(
  { id, service, settings, hookSecretSealed }: Gateway,
  { sealer, web }: Pick<ApiDeps, 'sealer' | 'web'>,
  { reveal }: { reveal: boolean },
): Hooks {
  const known = gatewayService(service);
  const opened = hookSecretSealed === null ? undefined : sealer?.open(hookSecretSealed);
  if (!known?.settings.safeParse(settings).success || !opened?.ok) return { receipts: null, replies: null };
  const secret = reveal ? opened.value : shown;
  const base = web.publicUrl?.origin ?? '';
  const { receiptWebhook, replyWebhook } = known.abilities(settings);
  return {
    receipts: receiptWebhook ? `${base}/hooks/receipts/${id}/${secret}` : null,
    replies: replyWebhook ? `${base}/hooks/replies/${id}/${secret}` : null,
  };
}

/** Whether a call brought the secret; takes as long for a wrong one, and for a gateway that is not there. */
export function isHookSecret(given: string, hash: string | null): boolean {
  const wanted = hash ?? hashOf('');
  return timingSafeEqual(Buffer.from(hashOf(given)), Buffer.from(wanted)) && hash !== null;
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
