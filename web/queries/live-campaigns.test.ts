import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, test } from 'vitest';
import { emptyCounts } from '../../domain/campaign-counts.ts';
import type { CampaignState } from '../../domain/campaign-states.ts';
import { hearCampaigns } from './live-campaigns.ts';

let client: QueryClient;
beforeEach(() => {
  client = new QueryClient();
});

const at = (second: number) => `2026-12-01T12:00:${String(second).padStart(2, '0')}.000Z`;
const live = (id: string, state: CampaignState, delivered: number, second = 0) => {
  const counts = { ...emptyCounts(), delivered };
  return { id, state, pausedReason: null, counts, cost: '0.0650', rate: 2, opensAt: null, endsAt: null, updatedAt: at(second) };
};
const shown = (id: string) => {
  const state = client.getQueryState<{ state: CampaignState; counts: { delivered: number } }>(['campaign', id]);
  return [state?.data?.state, state?.data?.counts.delivered, state?.isInvalidated];
};

test('a campaign under way takes its numbers from the live line, in its page and in the list', () => {
  client.setQueryData(['campaign', 'a'], live('a', 'running', 1));
  client.setQueryData(['campaigns', {}], { pages: [{ items: [live('a', 'running', 1)] }] });
  hearCampaigns(client, [live('a', 'running', 7), live('b', 'running', 1)]);
  expect(shown('a')).toEqual(['running', 7, false]);
  expect(client.getQueryData(['campaigns', {}])).toMatchObject({ pages: [{ items: [{ id: 'a', counts: { delivered: 7 } }] }] });
  expect(client.getQueryState(['campaigns', {}])?.isInvalidated).toBe(false);
});

test('a campaign that has ended, or is in another state, is asked for anew', () => {
  client.setQueryData(['campaign', 'ended'], live('ended', 'finishing', 3));
  client.setQueryData(['campaign', 'begun'], live('begun', 'draft', 0));
  client.setQueryData(['campaign', 'old'], live('old', 'finished', 9));
  client.setQueryData(['campaigns', {}], { pages: [{ items: [live('ended', 'finishing', 3)] }] });
  hearCampaigns(client, [live('begun', 'countdown', 0)]);
  expect([shown('ended'), shown('begun'), shown('old')]).toEqual([
    ['finishing', 3, true],
    ['countdown', 0, true],
    ['finished', 9, false],
  ]);
  expect(client.getQueryState(['campaigns', {}])?.isInvalidated).toBe(true);
});

test('what the API answered later than the line looked is kept', () => {
  client.setQueryData(['campaign', 'a'], live('a', 'paused', 5, 2));
  hearCampaigns(client, [live('a', 'running', 4, 1)]);
  expect(shown('a').slice(0, 2)).toEqual(['paused', 5]);
});
