import type { Instant } from './instants.ts';
import { addressesOf, type NoticeText, noticeText } from './notice-text.ts';
import type { PlannedStep } from './plan.ts';
import type { Catalogue, ChargeFacts } from './plan-facts.ts';

type Written = Extract<NoticeText, { kind: 'text' }>;

/** What one address gets: the same words, as the gateway that reaches it writes and prices them. */
export type AddressedText = { address: string; gatewayId: string } & Pick<Written, 'text' | 'segments' | 'encoding' | 'cost'>;

/** The notice of a step, ready to be queued, or why there is none. `held` may change by itself or by a person; `skipped` will not. */
export type Notice =
  | ({ kind: 'ready'; texts: AddressedText[] } & Pick<Written, 'rule' | 'template' | 'subject'>)
  | { kind: 'held'; reason: string; detail: Record<string, unknown> }
  | { kind: 'skipped'; reason: string }
  | { kind: 'unreachable' };

type Options = { at: Instant; mates?: readonly ChargeFacts[] };

/**
 * Writes the notice of a step from present facts: its addresses, the gateway of each, and the text as it will read at `at`, about the
 * other charges that share it too. Nothing is ever cut.
 */
export function composeNotice(step: PlannedStep, facts: ChargeFacts, catalogue: Catalogue, options: Options): Notice {
  const written = noticeText(step, facts, catalogue, options);
  if (written.kind === 'no-template') return { kind: 'held', reason: 'template-missing', detail: { rule: step.rule } };
  const { template } = written;
  if (!template.enabled) return { kind: 'skipped', reason: 'template-disabled' };
  const [first, ...others] = addressesOf(template.channel, facts, catalogue);
  if (first === undefined) return { kind: 'unreachable' };
  if (written.kind === 'missing') {
    const reason = `missing-value:${written.variable}`;
    if (written.rule === 'skip') return { kind: 'skipped', reason };
    return { kind: 'held', reason, detail: { templateId: template.id, variable: written.variable } };
  }
  const { rule, subject } = written;
  if (written.gateway === null) return withoutGateway(written, facts);
  if (!rule.channels.includes(template.channel))
    return { kind: 'held', reason: 'channel-without-template', detail: { rule: rule.number, channels: rule.channels } };
  const texts: AddressedText[] = [];
  for (const address of [first, ...others]) {
    // Without routes all go the same way: written once is enough.
    const isAlike = address === first || catalogue.gatewayRoutes.length === 0;
    const own = isAlike ? written : noticeText(step, facts, catalogue, { ...options, address });
    if (own.kind !== 'text') continue;
    const text = addressedText(own, address, facts);
    if ('kind' in text) return text;
    texts.push(text);
  }
  return { kind: 'ready', texts, rule, template, subject };
}

type Held = Extract<Notice, { kind: 'held' }>;

function addressedText(written: Written, address: string, facts: ChargeFacts): AddressedText | Held {
  const { gateway, template, text, segments, encoding, cost } = written;
  if (gateway === null) return withoutGateway(written, facts);
  if (template.channel === 'sms' && (segments > gateway.maxSegments || text.length > gateway.maxLength)) {
    const most = { mostSegments: gateway.maxSegments, mostCharacters: gateway.maxLength };
    return { kind: 'held', reason: 'text-too-long', detail: { templateId: template.id, segments, characters: text.length, ...most } };
  }
  return { address, gatewayId: gateway.id, text, segments, encoding, cost };
}

function withoutGateway({ template }: Written, { customer }: ChargeFacts): Held {
  return { kind: 'held', reason: customer.test ? 'no-test-gateway' : 'no-gateway', detail: { channel: template.channel } };
}
