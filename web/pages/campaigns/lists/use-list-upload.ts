import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef, useState } from 'react';
import {
  createList,
  deleteList,
  type ListUpload,
  type ListWish,
  listsQuery,
  type RecipientList,
  uploadRows,
} from '../../../queries/lists.ts';

type Checked = { list: RecipientList; report: ListUpload; wish: ListWish };

/** A file that becomes a list: looked at first, then kept. What was only looked at leaves no list behind. */
export function useListUpload(onKept: (list: RecipientList) => void) {
  const queryClient = useQueryClient();
  const [checked, setChecked] = useState<Checked | null>(null);
  const unused = useRef<string | null>(null);
  useEffect(() => () => void drop(unused), []);
  const check = useMutation({
    mutationFn: async (wish: ListWish): Promise<Checked> => {
      const list = await createList(wish);
      unused.current = list.id;
      try {
        return { list, wish, report: await uploadRows(list.id, wish, { dryRun: true }) };
      } catch (refused) {
        await drop(unused);
        throw refused;
      }
    },
    onSuccess: setChecked,
  });
  const keep = useMutation({
    mutationFn: async ({ list, wish }: Checked) => {
      unused.current = null;
      const { columns, accepted } = await uploadRows(list.id, wish, { dryRun: false });
      return { ...list, columns, phones: accepted };
    },
    onSuccess: (list) => {
      queryClient.setQueryData(listsQuery.queryKey, (old) => [list, ...(old ?? [])]);
      onKept(list);
    },
  });
  /** The form holds something else now. */
  const forget = async () => {
    setChecked(null);
    await drop(unused);
  };
  return { check, keep, checked, forget };
}

async function drop(unused: RefObject<string | null>): Promise<void> {
  const id = unused.current;
  unused.current = null;
  if (id !== null) await deleteList(id);
}
