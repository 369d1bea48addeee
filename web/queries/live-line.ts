/** The campaigns that the live line tells of; null while there is no line. */
let told: ReadonlySet<string> | null = null;

/** Whether what becomes of a campaign is told as it happens. What is not told is asked for often. */
export function isTold(campaignId: string): boolean {
  return told?.has(campaignId) ?? false;
}

/** `null`: the line is closed, or broke. */
export function noteTold(campaignIds: readonly string[] | null): void {
  told = campaignIds && new Set(campaignIds);
}
