import { idPattern } from './ids.ts';

/** A step as the API names it: by its number once it is recorded, else by its charge and key. `~` occurs in no id and is safe in a URL. */
export type StepName = { kind: 'recorded'; id: number } | { kind: 'planned'; chargeId: string; key: string };

/** Null for a text that names no step. */
export function readStepId(text: string): StepName | null {
  if (/^\d{1,15}$/.test(text)) return { kind: 'recorded', id: Number(text) };
  const mark = text.indexOf('~');
  const [chargeId, key] = [text.slice(0, mark), text.slice(mark + 1)];
  return mark > 0 && idPattern.test(chargeId) && /^[^\s~]{1,100}$/.test(key) ? { kind: 'planned', chargeId, key } : null;
}

export function stepIdOf({ chargeId, key, id }: { chargeId: string; key: string; id: number | null }): string {
  return id === null ? `${chargeId}~${key}` : String(id);
}

const restoring = 'restore:';

/** A request to give lines back is answered like a step of the charge whose payment freed them. */
export function restorationStepId({ chargeId, id }: { chargeId: string; id: number }): string {
  return `${chargeId}~${restoring}${id}`;
}

/** The number of the restoration that a key speaks of; null for every step of a ladder. */
export function restorationOf(key: string): number | null {
  const number = key.startsWith(restoring) ? Number(key.slice(restoring.length)) : Number.NaN;
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}
