import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useUnchangedSince } from '../../../client/unchanged-since.ts';
import {
  changeSegment,
  createSegment,
  deleteSegment,
  type Segment,
  type SegmentFields,
  segmentsQuery,
} from '../../../queries/audiences.ts';

/** Keeps a segment, unless somebody else changed it after it was opened; a new one where there is none. */
export function useSavedSegment(opened: Segment | undefined) {
  const [segment] = useState(opened);
  const edit = useUnchangedSince(segment?.updatedAt);
  return useSegmentWrite((json: SegmentFields) =>
    segment === undefined ? createSegment(json) : edit((query) => changeSegment(segment.id, query, json)),
  );
}

/** Removes a segment for good. */
export function useRemovedSegment() {
  return useSegmentWrite(deleteSegment);
}

/** Whoever a selection reaches may be others now. */
function useSegmentWrite<Input, Answer>(write: (input: Input) => Promise<Answer>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () =>
      Promise.all([segmentsQuery.queryKey, ['audience-preview']].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}
