/** What the light of a gateway says. */
export type GatewayLight = 'running' | 'paused' | 'disabled' | 'stopped' | 'unreadable' | 'down';

export const lightColors: Record<GatewayLight, string> = {
  running: 'var(--state-delivered)',
  paused: 'var(--state-held)',
  disabled: 'var(--state-cancelled)',
  stopped: 'var(--state-refused)',
  unreadable: 'var(--state-refused)',
  down: 'var(--state-undelivered)',
};

type Lit = {
  enabled: boolean;
  paused: boolean;
  stoppedReason: string | null;
  credentials: 'readable' | 'unreadable';
  health: { downSince: string | null };
};

export function lightOf({ enabled, paused, stoppedReason, credentials, health }: Lit): GatewayLight {
  if (!enabled) return 'disabled';
  if (stoppedReason !== null) return 'stopped';
  if (credentials === 'unreadable') return 'unreadable';
  if (paused) return 'paused';
  return health.downSince === null ? 'running' : 'down';
}
