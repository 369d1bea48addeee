/** Most automatic texts in a local day. */
export type Caps = { collectionPerCharge: number; perCustomer: number; perPhone: number };

/** What an attendant may promise, and the reminder on its eve; without a template nobody is reminded. */
export type Promises = {
  /** A promise ends at most so many days from now. */
  mostDays: number;
  /** So many promises of one customer within so many days. */
  perCustomer: number;
  withinDays: number;
  /** Local time `HH:MM`. */
  reminderTime: string;
  reminderTemplateId: string | null;
};
