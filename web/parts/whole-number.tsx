import { NumberInput } from '@mantine/core';

type Props = {
  label: string;
  hint?: string;
  error: string | null;
  /** Null: the field is empty. */
  value: number | null;
  min: number;
  max?: number;
};

/** A whole number that has to be there. */
export function WholeNumber({ onChange, ...field }: Props & { onChange: (value: number) => void }) {
  return <NumberField {...field} required onChange={(value) => value !== null && onChange(value)} />;
}

/** A whole number whose absence means something too. */
export function WholeNumberOrNone(field: Props & { onChange: (value: number | null) => void }) {
  return <NumberField {...field} required={false} />;
}

/** While it is typed the field is its own master: an emptied one must not fill itself again. */
function NumberField({ hint, value, onChange, ...input }: Props & { required: boolean; onChange: (value: number | null) => void }) {
  return (
    <NumberInput
      {...input}
      {...(hint !== undefined && { description: hint })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      allowDecimal={false}
      defaultValue={value ?? ''}
      onChange={(typed) => onChange(typeof typed === 'number' ? typed : null)}
    />
  );
}
