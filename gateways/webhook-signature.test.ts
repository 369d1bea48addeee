import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { newWebhookSecret, signatureHeaders } from './webhook-signature.ts';

/** The example of the specification's own libraries. */
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const attempt = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', atMs: 1_614_265_330_000, body: '{"test": 2432232314}' };

test('the signature is the one that the specification’s libraries make and check', async () => {
  expect(await signatureHeaders(attempt, [secret])).toEqual({
    'webhook-id': attempt.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('during a rotation both secrets sign', async () => {
  const other = newWebhookSecret();
  const headers = await signatureHeaders(attempt, [other, secret]);
  const [first, second] = String(headers['webhook-signature']).split(' ');
  const key = Buffer.from(other.replace('whsec_', ''), 'base64');
  expect(first).toBe(`v1,${createHmac('sha256', key).update(`${attempt.id}.1614265330.${attempt.body}`).digest('base64')}`);
  expect(second).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('a new secret has 32 bytes of its own', () => {
  const [a, b] = [newWebhookSecret(), newWebhookSecret()];
  expect(a).not.toBe(b);
  expect(Buffer.from(a.replace('whsec_', ''), 'base64')).toHaveLength(32);
});
