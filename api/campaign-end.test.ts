import { expect, test } from 'vitest';
import { emptyCounts } from '../domain/campaign-counts.ts';
import { defaultWindows } from '../domain/send-window.ts';
import { campaignEnd } from './campaign-end.ts';

const now = '2026-12-01T10:30:00.000Z'; // 7:30 in São Paulo
const place = (state: string, timeZone: string) => ({ unitId: 'matriz', state, city: null, timeZone });
const campaign = {
  ...{ state: 'running' as const, class: 'informative' as const, ratePerSecond: null, perSecond: 0, gatewayId: 'sms' },
  counts: { ...emptyCounts(), queued: 60 },
  waiting: [place('SP', 'America/Sao_Paulo'), place('MS', 'America/Campo_Grande')],
};
const house = {
  ...{ service: 'on' as const, policy: { pausedAt: null }, gateways: { sms: { quantity: 1, intervalSeconds: 1 } } },
  ...{ windows: defaultWindows, windowsByState: {}, holidays: [], units: { matriz: { state: 'MS', city: null } } },
};

test('a campaign ends when the last place where somebody waits has its texts', () => {
  expect(campaignEnd(campaign, house, now)).toBe('2026-12-01T12:01:00.000Z');
  const [east] = campaign.waiting;
  expect(campaignEnd({ ...campaign, waiting: east ? [east] : [] }, house, now)).toBe('2026-12-01T11:01:00.000Z');
});

test('while nothing may leave no hour of an end is told', () => {
  expect(campaignEnd(campaign, { ...house, policy: { pausedAt: now } }, now)).toBeNull();
  for (const service of ['off', 'shadow'] as const) expect(campaignEnd(campaign, { ...house, service }, now)).toBeNull();
  expect(campaignEnd({ ...campaign, state: 'paused' }, house, now)).toBeNull();
});
