import type { Instant } from './instants.ts';
import { addressesOf, type NoticeText, noticeText } from './notice-text.ts';
import type { PlannedStep } from './plan.ts';
import type { Catalogue, ChargeFacts } from './plan-facts.ts';

/** The notice of a step, ready to be queued, or why there is none. `held` may change by itself or by a person; `skipped` will not. */
export type Notice =
  | ({ kind: 'ready'; gatewayId: string; addresses: string[] } & Pick<
      Extract<NoticeText, { kind: 'text' }>,
      'template' | 'subject' | 'text' | 'segments' | 'encoding' | 'cost'
    >)
  | { kind: 'held'; reason: string; detail: Record<string, unknown> }
  | { kind: 'skipped'; reason: string }
  | { kind: 'unreachable' };

/**
 * Writes the notice of a step from present facts: its addresses, its gateway, and the text as it will read at `at`, about the other
 * charges that share it too. Nothing is ever cut.
 */
export function composeNotice(
  step: PlannedStep,
  facts: ChargeFacts,
  catalogue: Catalogue,
  { at, mates = [] }: { at: Instant; mates?: readonly ChargeFacts[] },
): Notice {
  const written = noticeText(step, facts, catalogue, { at, mates });
  if (written.kind === 'no-template') return { kind: 'held', reason: 'template-missing', detail: { rule: step.rule } };
  const { template } = written;
  if (!template.enabled) return { kind: 'skipped', reason: 'template-disabled' };
  const addresses = addressesOf(template.channel, facts, catalogue);
  if (addresses.length === 0) return { kind: 'unreachable' };
  if (written.kind === 'missing') {
    const reason = `missing-value:${written.variable}`;
    if (written.rule === 'skip') return { kind: 'skipped', reason };
    return { kind: 'held', reason, detail: { templateId: template.id, variable: written.variable } };
  }

  const { gateway, rule, subject, text, segments, encoding, cost } = written;
  if (gateway === null) return { kind: 'held', reason: 'no-gateway', detail: { channel: template.channel } };
  if (!rule.channels.includes(template.channel))
    return { kind: 'held', reason: 'channel-without-template', detail: { rule: rule.number, channels: rule.channels } };
  if (template.channel === 'sms' && (segments > gateway.maxSegments || text.length > gateway.maxLength)) {
    const most = { mostSegments: gateway.maxSegments, mostCharacters: gateway.maxLength };
    return { kind: 'held', reason: 'text-too-long', detail: { templateId: template.id, segments, characters: text.length, ...most } };
  }
  return { kind: 'ready', gatewayId: gateway.id, addresses, template, subject, text, segments, encoding, cost };
}
