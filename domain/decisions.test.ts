import { describe, expect, it } from 'vitest';
import { resendRefusal, stateAfter } from './decisions.ts';

const open = { service: 'on', chargeStatus: 'open' as const };
const notice = { state: 'unknown' as const, paymentId: null };

describe('a text that is to be sent once more', () => {
  it('goes while its charge is open, or when it speaks of none', () => {
    expect(resendRefusal(notice, open)).toBeNull();
    expect(resendRefusal(notice, { ...open, chargeStatus: null })).toBeNull();
  });

  it.each(['queued', 'sending'] as const)('does not while it is %s', (state) => {
    expect(resendRefusal({ ...notice, state }, open)).toBe('still-under-way');
  });

  it('does not chase who has paid, but confirms a payment again', () => {
    expect(resendRefusal(notice, { ...open, chargeStatus: 'paid' })).toBe('charge-not-open');
    expect(resendRefusal({ ...notice, paymentId: 'p1' }, { ...open, chargeStatus: 'paid' })).toBeNull();
    expect(resendRefusal({ ...notice, paymentId: 'p1' }, { ...open, chargeStatus: 'removed' })).toBe('charge-not-open');
  });

  it('does not while the service is off', () => {
    expect(resendRefusal(notice, { ...open, service: 'off' })).toBe('service-off');
  });
});

it('a person’s word settles an unknown message, but sending it again does not make the first one known', () => {
  expect([stateAfter('sent'), stateAfter('not-sent'), stateAfter('resend')]).toEqual(['accepted', 'refused', 'unknown']);
});
