/** What can be filled in. */
export type Field = HTMLInputElement | HTMLTextAreaElement;

/** The fields of a form that are missing or wrong, in their order. */
export function wrongFieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter((element): element is Field => isField(element) && isWrong(element));
}

/** By the browser's rules; besides, blanks fill nothing in, and a short text is short also before anybody touched it. */
export function isWrong(field: Field): boolean {
  return field.willValidate && (!field.validity.valid || isMissing(field) || isShort(field));
}

export function isMissing({ required, validity, value }: Field): boolean {
  return validity.valueMissing || (required && value.trim() === '');
}

export function isShort({ minLength, value }: Field): boolean {
  return value !== '' && value.length < minLength;
}

/** Puts the focus there, in the middle of the screen: its top lies under the header. */
export function lookAt(field: HTMLElement): void {
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: 'center' });
}

function isField(element: Element): element is Field {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}
