/** Held steps that somebody has to know of; each clears its alert when it goes on. */
const alerting = new Set([
  'warning-not-proven',
  'previous-not-done',
  'settlement-missing',
  'action-refused',
  'action-failed',
  'action-expired',
]);

export function needsSomebody(reason: string | null): boolean {
  return reason !== null && alerting.has(reason);
}

/** Held steps that are written down when their hour comes. The others wait for what a person set, which the plan shows by itself. */
export function isWrittenDown(reason: string | null): boolean {
  return reason === 'awaiting-settlement' || needsSomebody(reason);
}
