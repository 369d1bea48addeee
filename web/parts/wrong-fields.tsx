import { Input } from '@mantine/core';
import { useEffect, useId } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../format/when.ts';
import { type Field, isMissing, isShort } from './wrong-field.ts';

/** Beside each field, what is missing or wrong in it. */
export function WrongFields({ fields }: { fields: readonly Field[] }) {
  return fields.map((field) => <WrongField key={field.id} field={field} />);
}

function WrongField({ field }: { field: Field }) {
  const id = useId();
  const words = useWords()(field);
  const place = field.closest('.mantine-InputWrapper-root');
  const isTold = place?.querySelector('[id$="-error"]') != null;
  useEffect(() => {
    if (isTold) return;
    const border = field.closest('.mantine-Input-wrapper');
    const described = field.getAttribute('aria-describedby');
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', described === null ? id : `${id} ${described}`);
    border?.setAttribute('data-error', 'true');
    return () => {
      field.removeAttribute('aria-invalid');
      border?.removeAttribute('data-error');
      if (described === null) field.removeAttribute('aria-describedby');
      else field.setAttribute('aria-describedby', described);
    };
  }, [field, id, isTold]);
  if (place === null || isTold) return null;
  return createPortal(<Input.Error id={id}>{words}</Input.Error>, place);
}

function useWords() {
  const { t } = useTranslation('forms');
  const { date } = useWhen();
  return (field: Field): string => {
    const { validity } = field;
    if (isMissing(field)) return t('missing');
    if (isShort(field)) return t('short', { count: field.minLength - field.value.length, least: field.minLength });
    if (validity.customError) return field.validationMessage;
    if (validity.typeMismatch) return t(field.type === 'email' ? 'email' : 'address');
    const limit = (value: string) => (field.type === 'date' ? date(value) : value);
    if (field instanceof HTMLInputElement && validity.rangeUnderflow) return t('least', { limit: limit(field.min) });
    if (field instanceof HTMLInputElement && validity.rangeOverflow) return t('most', { limit: limit(field.max) });
    return t('other');
  };
}
