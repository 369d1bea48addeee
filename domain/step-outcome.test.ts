import { describe, expect, it } from 'vitest';
import type { MessageState } from './states.ts';
import { stepOutcome } from './step-outcome.ts';

const at = (state: MessageState, acceptedAt: string | null = null) => ({ state, reason: null, acceptedAt });
const optedOut = { ...at('suppressed'), reason: 'opted-out' };

describe('the outcome of a step', () => {
  it('is open while any of its messages may still go', () => {
    expect(stepOutcome([at('accepted', '2026-12-01T12:00:00.000Z'), at('queued')])).toEqual({ kind: 'open' });
  });

  it('is sent at its first acceptance, whatever the other phones did', () => {
    const messages = [at('refused'), at('delivered', '2026-12-01T12:00:02.000Z'), at('accepted', '2026-12-01T12:00:01.000Z')];
    expect(stepOutcome(messages)).toEqual({ kind: 'over', state: 'sent', reason: null, doneAt: '2026-12-01T12:00:01.000Z' });
  });

  it('is unknown, not unreachable, when one may have gone', () => {
    expect(stepOutcome([at('refused'), at('unknown')])).toMatchObject({ kind: 'over', state: 'unknown' });
  });

  it('is unreachable when every phone was refused', () => {
    expect(stepOutcome([at('refused'), at('cancelled')])).toMatchObject({ kind: 'over', state: 'unreachable' });
  });

  it('is unreachable when its phone had said no, and sent when another took it', () => {
    expect(stepOutcome([optedOut])).toMatchObject({ kind: 'over', state: 'unreachable', reason: 'opted-out' });
    expect(stepOutcome([optedOut, at('accepted', '2026-12-01T12:00:00.000Z')])).toMatchObject({ kind: 'over', state: 'sent' });
  });

  it('is decided again when its messages were stopped on their way', () => {
    expect(stepOutcome([at('suppressed')])).toEqual({ kind: 'undecided' });
    expect(stepOutcome([at('expired'), at('refused')])).toEqual({ kind: 'undecided' });
    expect(stepOutcome([optedOut, at('suppressed')])).toEqual({ kind: 'undecided' });
    expect(stepOutcome([])).toEqual({ kind: 'undecided' });
  });
});
