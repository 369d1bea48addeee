import { useServiceState } from './use-service-state.ts';

/** What the light of a gateway says. `ready`: it would send, and the service lets nothing leave. */
export type GatewayLight = 'running' | 'ready' | 'paused' | 'disabled' | 'stopped' | 'unreadable' | 'down';

export const lightColors: Record<GatewayLight, string> = {
  running: 'var(--state-delivered)',
  ready: 'var(--state-queued)',
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

/** By the gateway alone. */
export function lightOf({ enabled, paused, stoppedReason, credentials, health }: Lit): Exclude<GatewayLight, 'ready'> {
  if (!enabled) return 'disabled';
  if (stoppedReason !== null) return 'stopped';
  if (credentials === 'unreadable') return 'unreadable';
  if (paused) return 'paused';
  return health.downSince === null ? 'running' : 'down';
}

/** The same as the service lets it be: nothing sends while that is paused, off or only watches. */
export function useLightOf(): (gateway: Lit) => GatewayLight {
  const lets = useServiceState() === 'on';
  return (gateway) => {
    const light = lightOf(gateway);
    return light === 'running' && !lets ? 'ready' : light;
  };
}
