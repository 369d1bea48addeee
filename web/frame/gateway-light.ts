/** What the light of a gateway says. */
export type GatewayLight = 'running' | 'paused' | 'disabled' | 'stopped' | 'unreadable';

export const lightColors: Record<GatewayLight, string> = {
  running: 'var(--state-delivered)',
  paused: 'var(--state-held)',
  disabled: 'var(--state-cancelled)',
  stopped: 'var(--state-refused)',
  unreadable: 'var(--state-refused)',
};

type Lit = { enabled: boolean; paused: boolean; stoppedReason: string | null; credentials: 'readable' | 'unreadable' };

export function lightOf({ enabled, paused, stoppedReason, credentials }: Lit): GatewayLight {
  if (!enabled) return 'disabled';
  if (stoppedReason !== null) return 'stopped';
  if (credentials === 'unreadable') return 'unreadable';
  return paused ? 'paused' : 'running';
}
