/**
 * Signatures of the Standard Webhooks specification (symmetric, `v1`): HMAC-SHA256 over `<id>.<timestamp>.<body>`, keyed with the bytes
 * that follow `whsec_` in Base64. https://www.standardwebhooks.com
 */

const prefix = 'whsec_';
const secretBytes = 32;

export function newWebhookSecret(): string {
  return prefix + Buffer.from(crypto.getRandomValues(new Uint8Array(secretBytes))).toString('base64');
}

/** One attempt of a delivery. The id stays over all attempts, the time is the attempt's own. */
export type SignedAttempt = { id: string; atMs: number; body: string };

/** The headers that prove a delivery to be ours. Two secrets during a rotation: the receiver takes whichever it knows. */
export async function signatureHeaders({ id, atMs, body }: SignedAttempt, secrets: readonly string[]): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(atMs / 1000));
  const signatures = await Promise.all(secrets.map((secret) => signature(`${id}.${timestamp}.${body}`, secret)));
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

async function signature(content: string, secret: string): Promise<string> {
  const bytes = Buffer.from(secret.slice(prefix.length), 'base64');
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const signed = await crypto.subtle.sign('HMAC', key, Buffer.from(content, 'utf8'));
  return `v1,${Buffer.from(signed).toString('base64')}`;
}
