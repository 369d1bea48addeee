import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterReceipt, receiptStates, stateOfParts, takesReceipts } from './receipts.ts';
import { type MessageState, messageStates } from './states.ts';

const state = fc.constantFrom(...messageStates);
const said = fc.constantFrom(...receiptStates);

const heard = (from: MessageState, receipts: readonly (typeof receiptStates)[number][]) =>
  receipts.reduce<MessageState>((now, receipt) => afterReceipt(now, receipt) ?? now, from);

describe('a receipt', () => {
  it('never takes a message back: delivered stays delivered whatever follows', () => {
    fc.assert(fc.property(fc.array(said), (receipts) => heard('delivered', receipts) === 'delivered'));
    const forward: MessageState[] = ['unknown', ...receiptStates];
    const place = (at: MessageState) => forward.indexOf(at);
    fc.assert(fc.property(fc.constantFrom(...forward), said, (from, receipt) => place(heard(from, [receipt])) >= place(from)));
  });

  it('that comes twice says nothing new', () => {
    fc.assert(fc.property(state, said, (from, receipt) => heard(from, [receipt, receipt]) === heard(from, [receipt])));
  });

  it('may come in any order: the end is the same', () => {
    const shuffled = fc
      .array(said)
      .chain((receipts) => fc.tuple(fc.constant(receipts), fc.shuffledSubarray(receipts, { minLength: receipts.length })));
    fc.assert(fc.property(state, shuffled, (from, [receipts, others]) => heard(from, receipts) === heard(from, others)));
  });

  it('changes nothing of a message that never left or is on the wire', () => {
    const unsent = fc.constantFrom<MessageState>('queued', 'sending', 'suppressed', 'cancelled', 'expired');
    fc.assert(fc.property(unsent, said, (from, receipt) => afterReceipt(from, receipt) === null && !takesReceipts(from)));
  });

  it('settles an unknown message, whatever it says', () => {
    fc.assert(fc.property(said, (receipt) => afterReceipt('unknown', receipt) === receipt));
  });
});

describe('the parts of a long text', () => {
  it('make it delivered when the last of them arrived, in any order', () => {
    const orders = fc.shuffledSubarray([1, 2, 3], { minLength: 3 });
    fc.assert(
      fc.property(orders, (parts) => {
        const heard = parts.map((part) => ({ part, state: 'delivered' as const }));
        expect(stateOfParts(heard.slice(0, 2), { segments: 3 })).toBe('accepted');
        return stateOfParts(heard, { segments: 3 }) === 'delivered';
      }),
    );
  });

  it('make it undelivered when one of them is lost', () => {
    const heard = [
      { part: 1, state: 'delivered' as const },
      { part: 2, state: 'undelivered' as const },
    ];
    expect(stateOfParts(heard, { segments: 3 })).toBe('undelivered');
  });

  it('count by the provider where it cut the text into more than we did', () => {
    expect(stateOfParts([{ part: 2, state: 'delivered' }], { segments: 1 })).toBe('accepted');
    const both = [
      { part: 1, state: 'delivered' as const },
      { part: 2, state: 'delivered' as const },
    ];
    expect(stateOfParts(both, { segments: 1 })).toBe('delivered');
  });

  it('of the same number twice count once', () => {
    const twice = [
      { part: 1, state: 'delivered' as const },
      { part: 1, state: 'delivered' as const },
    ];
    expect(stateOfParts(twice, { segments: 2 })).toBe('accepted');
  });
});
