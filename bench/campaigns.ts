import { setTimeout as pause } from 'node:timers/promises';
import { recordOf } from '../dev/demo/api.ts';
import type { BenchStack } from './stack.ts';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday'];

/** Whatever the hour at which is measured, informative texts may leave. */
export async function openAllDay({ api }: BenchStack): Promise<void> {
  await api.call('PATCH', '/v1/settings', { windows: { informative: Object.fromEntries(days.map((day) => [day, ['00:00-24:00']])) } });
}

/** Starts a campaign to everybody, over the default gateway where none is named; gives its id. */
export async function startCampaign({ api }: BenchStack, { gatewayId = null }: { gatewayId?: string | null } = {}): Promise<string> {
  const body = { name: 'Todos', class: 'informative', text: 'Oi {CLI_NAME}', audiences: [{ permission: 'billing' }], gatewayId };
  const { id } = recordOf(await api.call('POST', '/v1/campaigns', body));
  await api.call('POST', `/v1/campaigns/${id}/start`, { countdownSeconds: 0 });
  return String(id);
}

/** A campaign's counts when it has finished; throws where it stands still instead. */
export async function whenFinished({ api }: BenchStack, campaignId: string, withinMs: number): Promise<Record<string, unknown>> {
  for (const end = performance.now() + withinMs; ; ) {
    const { state, counts, pausedReason } = recordOf(await api.call('GET', `/v1/campaigns/${campaignId}`));
    if (state === 'finished') return recordOf(counts);
    if (state === 'paused' || performance.now() > end) throw new Error(`the campaign is ${state} (${pausedReason ?? 'too slow'})`);
    await pause(250);
  }
}
