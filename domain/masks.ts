const shownDigits = 4;

/** A phone as whoever may not see it reads it: in its own form, with the last four digits. */
export function maskPhone(phone: string): string {
  let left = phone.replace(/\D/g, '').length;
  return phone.replace(/\d/g, (digit) => (left-- > shownDigits ? '*' : digit));
}

/** A text with every number masked that is long enough for a phone. */
export function maskPhonesIn(text: string): string {
  return text.replace(/\+?\d[\d\s().-]{6,}\d/g, maskPhone);
}
