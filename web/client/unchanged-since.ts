import { useRef } from 'react';
import { ApiProblem } from './problem.ts';

const beginning = '1970-01-01T00:00:00.000Z';

/**
 * For a save that must not undo, unseen, what somebody else saved meanwhile: the API refuses such a one. Who was told of the other's
 * change and saves again means it. `readAt`: when what the person saw was last changed; null or undefined where it was not there.
 */
export function useUnchangedSince(readAt: string | null | undefined) {
  const told = useRef(beginning);
  return async <Answer>(save: (query: { unchangedSince: string }) => Promise<Answer>): Promise<Answer> => {
    const [, unchangedSince = beginning] = [readAt ?? beginning, told.current].toSorted();
    try {
      return await save({ unchangedSince });
    } catch (error) {
      told.current = changeIn(error)?.at ?? told.current;
      throw error;
    }
  };
}

/** Whose change was in the way, in the words of the API, and when it was made; null for every other problem. */
export function changeIn(error: unknown): { by: string; at: string } | null {
  if (!(error instanceof ApiProblem) || error.code !== 'changed-meanwhile') return null;
  const [change] = error.fields;
  return change === undefined ? null : { by: change.message, at: change.expected };
}
