import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ImportWish, importQuery, sendImport } from '../../queries/imports.ts';

/**
 * Sends files. `share` is how much of the one under way has left; `checked` the dry run of what the form holds now, until `forget` says
 * that it holds something else.
 */
export function useImport(onShow: (id: string) => void) {
  const queryClient = useQueryClient();
  const [share, setShare] = useState(0);
  const [checked, setChecked] = useState<string | null>(null);
  const send = useMutation({
    mutationFn: (wish: ImportWish) => {
      setShare(0);
      // It stands in the list as soon as its first lines are read.
      setTimeout(() => void queryClient.invalidateQueries({ queryKey: ['imports'], exact: true }), firstLookMs);
      return sendImport(wish, setShare);
    },
    onSuccess: (report, { dryRun }) => {
      queryClient.setQueryData(importQuery(report.importId).queryKey, report);
      setChecked(dryRun ? report.importId : null);
      onShow(report.importId);
    },
    onSettled: (_report, _error, { dryRun }) => {
      const changed = dryRun ? ['imports'] : ['imports', 'customers', 'charges', 'opt-outs', 'holidays', 'calendar'];
      return Promise.all(changed.map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
    },
  });
  return { send, share, checked, forget: () => setChecked(null) };
}

const firstLookMs = 1_000;
