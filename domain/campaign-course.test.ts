import { describe, expect, it } from 'vitest';
import { emptyCounts } from './campaign-counts.ts';
import { type CampaignFacts, nextMove } from './campaign-course.ts';
import { runningCampaign } from './fixtures/campaign.ts';

const now = '2026-12-01T13:00:00.000Z';
const campaign = runningCampaign(now);
const open = { gatewayId: null, opensAt: '2026-12-01T12:00:00.000Z', closesAt: '2026-12-02T00:00:00.000Z' };
const facts = (changed: Partial<CampaignFacts> = {}): CampaignFacts => ({
  campaign,
  counts: { ...emptyCounts(), audience: 300, queued: 280, accepted: 20 },
  gateway: { open: true, stoppedReason: null, perSecond: null },
  others: [],
  places: [{ ...open, waitsFrom: now }],
  first: null,
  ...changed,
});

describe('a campaign that sends', () => {
  it('sends in two licences of a second side by side; slowly in one longer one', () => {
    expect(nextMove(facts(), now)).toEqual({ kind: 'send', on: [{ gatewayId: null, lanes: 2, licenceMs: 1_000 }] });
    expect(nextMove(facts({ campaign: { ...campaign, ratePerSecond: 5 } }), now)).toMatchObject({ on: [{ lanes: 1, licenceMs: 5_000 }] });
  });

  it('looks on while the first few are on the wire, and does not take that for a closed window', () => {
    const first = { open: 3, settled: 17, errors: 0, delivered: 0 };
    const places = [{ ...open, waitsFrom: null }];
    expect(nextMove(facts({ campaign: { ...campaign, sendThrough: 20 }, first, places }), now).kind).toBe('send');
    expect(nextMove(facts({ campaign: { ...campaign, state: 'canary', sendThrough: 20 }, first, places }), now).kind).toBe('send');
  });

  it('waits for the next opening, the earliest of all places, and at most a quarter of an hour', () => {
    const closed = (opensAt: string | null) => ({
      gatewayId: null,
      opensAt,
      closesAt: opensAt && '2026-12-02T00:00:00.000Z',
      waitsFrom: now,
    });
    const places = [closed('2026-12-01T13:10:00.000Z'), closed('2026-12-01T13:05:00.000Z'), closed(null)];
    expect(nextMove(facts({ places }), now)).toMatchObject({ kind: 'wait', until: '2026-12-01T13:05:00.000Z' });
    expect(nextMove(facts({ places: [closed(null)] }), now)).toMatchObject({ kind: 'wait', until: '2026-12-01T13:15:00.000Z' });
  });

  it('sends on every gateway that has somebody to text now, each at its own rate; a closed one holds up only its own', () => {
    const south = { id: 'sul', open: true, stoppedReason: null, perSecond: 5 };
    const places = [
      { ...open, waitsFrom: now },
      { ...open, gatewayId: 'sul', waitsFrom: now },
    ];
    const slow = { gatewayId: 'sul', lanes: 1, licenceMs: 5_000 };
    const fast = { gatewayId: null, lanes: 2, licenceMs: 1_000 };
    expect(nextMove(facts({ places, others: [south] }), now)).toEqual({ kind: 'send', on: [fast, slow] });
    expect(nextMove(facts({ places, others: [{ ...south, open: false }] }), now)).toEqual({ kind: 'send', on: [fast] });
    expect(nextMove(facts({ places: places.slice(1), others: [south] }), now)).toEqual({ kind: 'send', on: [slow] });
    expect(nextMove(facts({ places: places.slice(1), others: [{ ...south, open: false }] }), now)).toMatchObject({
      kind: 'wait',
      summary: 'gateway fechado',
    });
  });

  it('waits for a closed gateway, and stops for a person at one that stopped', () => {
    const gateway = { open: false, stoppedReason: null, perSecond: null };
    expect(nextMove(facts({ gateway }), now)).toMatchObject({ kind: 'wait', summary: 'gateway fechado' });
    expect(nextMove(facts({ gateway: { ...gateway, stoppedReason: 'config' } }), now)).toMatchObject({
      kind: 'move',
      pausedReason: 'gateway-stopped',
    });
  });
});
