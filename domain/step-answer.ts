import type { ActionState } from './states.ts';

/** What the network system says came of a request. */
export type StepAnswer = { outcome: Extract<ActionState, 'done' | 'refused' | 'failed'>; reason: string | null };

const longestReason = 500;

/** The answer in the body of a webhook's response, `{outcome, reason?}`; null where it holds none, and the answer comes later. */
export function readStepAnswer(body: string): StepAnswer | null {
  const parsed = parsedObject(body);
  if (parsed === null || !('outcome' in parsed)) return null;
  const { outcome } = parsed;
  if (outcome !== 'done' && outcome !== 'refused' && outcome !== 'failed') return null;
  const reason = 'reason' in parsed && typeof parsed.reason === 'string' ? parsed.reason.replaceAll('\0', '').trim() : '';
  return { outcome, reason: reason === '' ? null : reason.slice(0, longestReason) };
}

function parsedObject(body: string): object | null {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' ? parsed : null;
  } catch {
    return null;
  }
}
