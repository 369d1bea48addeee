/** What stands where a name, a phone or a text was before the person asked to be erased. */
export const erasedWord = 'apagado';

/** Where a text went that went to an erased person: each has one of its own, as keys want it. Written for SQL's `like`, or followed by a number. */
export const erasedAddress = { prefix: `${erasedWord}:`, pattern: `${erasedWord}:%` };
