/** Alerts that come once for each charge, which is their subject, and are looked at together. */
export const chargeAlerts = [
  'step-held',
  'block-without-notice',
  'restoration-refused',
  'restoration-failed',
  'restoration-expired',
] as const;
export type ChargeAlert = (typeof chargeAlerts)[number];

export function isChargeAlert(kind: string): kind is ChargeAlert {
  return chargeAlerts.some((known) => known === kind);
}
