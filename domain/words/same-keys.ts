/** The same tree with other texts. */
export type SameKeys<Words> = { readonly [Key in keyof Words]: Words[Key] extends string ? string : SameKeys<Words[Key]> };
