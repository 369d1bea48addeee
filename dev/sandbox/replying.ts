import type { Carrier } from './carrier.ts';
import { phoneOf } from './parameters.ts';
import type { SandboxReply } from './store.ts';

/** A person's answer on a phone: kept, and brought to whoever sent the phone its newest text. Null when nobody has. */
export function answerOnPhone({ phone: number, text }: { phone: string; text: string }, { store, courier }: Carrier): SandboxReply | null {
  const phone = phoneOf(number);
  const newest = store.messages.findLast((message) => message.phone === phone);
  if (newest === undefined) return null;
  const reply = store.addReply({ phone, text, dialect: newest.dialect, inReplyTo: newest.ownId, given: false });
  void courier.replied(reply);
  return reply;
}
