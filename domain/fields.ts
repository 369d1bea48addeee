import type { Instant, IsoDate } from './instants.ts';
import type { AccessStatus, ChargeType, ContactPolicy, CustomerKind, CustomerStatus, ReplaceKind } from './states.ts';

/** In the two languages of the API; an import report is in Portuguese. */
export type Words = { pt: string; en: string };

/** What is wrong with one field: shown to whoever sent it. `path` is dotted (`phones.0.number`). */
export type FieldProblem = { code: string; path: string; given: string; message: Words; expected: Words };

/** What an integration or a person says of a unit. */
export type UnitFields = {
  name: string;
  legalName: string | null;
  taxId: string | null;
  street: string | null;
  number: string | null;
  district: string | null;
  city: string | null;
  state: string | null;
  postalCode: string | null;
  areaCode: string | null;
  phone: string | null;
  email: string | null;
  website: string | null;
  /** IANA name. */
  timeZone: string;
};

export type PanelFields = { name: string };

export type ConsentFields = { at: Instant; source: string; wording: string | null };

/** A phone as it was typed. */
export type PhoneFields = { number: string; billing: boolean; marketing: boolean; consent: ConsentFields | null };

export type AccessFields = { id: string; status: AccessStatus };

export type CustomerFields = {
  name: string;
  /** Null: guessed from the tax id or the name. */
  kind: CustomerKind | null;
  tradeName: string | null;
  taxId: string | null;
  login: string | null;
  /** Plain here, sealed in the database, in no answer and in no audit entry. */
  password: string | null;
  status: CustomerStatus;
  birthDate: IsoDate | null;
  unit: string;
  panel: string | null;
  plan: string | null;
  city: string | null;
  state: string | null;
  email: string | null;
  timeZone: string | null;
  contact: ContactPolicy;
  phones: PhoneFields[];
  accesses: AccessFields[];
  test: boolean;
};

export type ChargeFields = {
  customerId: string;
  type: ChargeType;
  code: string | null;
  documentNumber: string | null;
  amountCents: number;
  discountedAmountCents: number | null;
  discountUntil: IsoDate | null;
  currentAmountCents: number | null;
  issuedAt: IsoDate | null;
  dueDate: IsoDate;
  /** Null: all lines of the customer. */
  accessIds: string[] | null;
  pixCode: string | null;
  digitableLine: string | null;
  paymentUrl: string | null;
  replaces: string[];
  replaceKind: ReplaceKind | null;
  noticeProvenAt: Instant | null;
};

/** What a new customer is where nobody said otherwise. */
export const customerDefaults: Omit<CustomerFields, 'name' | 'unit'> = {
  kind: null,
  tradeName: null,
  taxId: null,
  login: null,
  password: null,
  status: 'enabled',
  birthDate: null,
  panel: null,
  plan: null,
  city: null,
  state: null,
  email: null,
  timeZone: null,
  contact: 'normal',
  phones: [],
  accesses: [],
  test: false,
};

/** What a new charge is where nobody said otherwise. */
export const chargeDefaults: Omit<ChargeFields, 'customerId' | 'amountCents' | 'dueDate'> = {
  type: 'internet',
  code: null,
  documentNumber: null,
  discountedAmountCents: null,
  discountUntil: null,
  currentAmountCents: null,
  issuedAt: null,
  accessIds: null,
  pixCode: null,
  digitableLine: null,
  paymentUrl: null,
  replaces: [],
  replaceKind: null,
  noticeProvenAt: null,
};
