import { type FormEvent, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { part } from '../app/part.ts';
import { type Field, isWrong, lookAt, wrongFieldsOf } from './wrong-field.ts';

const WrongFields = part(async () => (await import('./wrong-fields.tsx')).WrongFields);

type Props = { onSubmit: (event: FormEvent<HTMLFormElement>) => void; children: ReactNode; className?: string; 'aria-label'?: string };

/** A form that says beside each field what is missing or wrong in it, and leads to the first such field: before it is sent, and after the API refused it. */
export function Form({ onSubmit, children, ...rest }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const isSent = useRef(false);
  const [wrong, setWrong] = useState<readonly Field[]>([]);
  // A field that was put right, or is gone, is told so at the next drawing: what is typed draws the form again.
  useEffect(() => {
    const still = wrong.filter((field) => field.isConnected && isWrong(field));
    if (still.length < wrong.length) setWrong(still);
    const refused = isSent.current ? form.current?.querySelector<HTMLElement>('[aria-invalid=true]') : null;
    if (refused == null) return;
    isSent.current = false;
    lookAt(refused);
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    const found = wrongFieldsOf(event.currentTarget);
    const [first] = found;
    isSent.current = first === undefined;
    if (first === undefined) return onSubmit(event);
    event.preventDefault();
    setWrong(found);
    lookAt(first);
  };
  return (
    <form ref={form} noValidate onSubmit={send} {...rest}>
      {children}
      {wrong.length > 0 && (
        <Suspense>
          <WrongFields fields={wrong} />
        </Suspense>
      )}
    </form>
  );
}
