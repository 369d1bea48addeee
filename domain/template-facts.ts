import type { IsoDate } from './instants.ts';
import type { CustomerKind } from './states.ts';

/** Everything a text may speak of. Null (or blank) is a missing value: the template's rule for it decides. */
export type TemplateFacts = {
  /** Null for a text to a bare phone. */
  customer: TemplateCustomer | null;
  unit: TemplateUnit | null;
  /** Null outside a charge (birthday, campaign without charges). */
  charge: TemplateCharge | null;
  /** The payment that is spoken of; null before one. */
  payment: { paidOn: IsoDate; amountCents: number } | null;
  /** The customer's local date. */
  today: IsoDate;
  /** The due date moved to a business day; null without a charge. */
  effectiveDueDate: IsoDate | null;
  /** Several charges in one text; absent: the charge alone. */
  group?: { count: number; totalCents: number };
  /** What an uploaded list says, by variable; absent where no list speaks. */
  listed?: Readonly<Record<string, string>>;
};

export type TemplateCustomer = {
  name: string;
  kind: CustomerKind;
  tradeName: string | null;
  login: string | null;
  /** In clear; given only where secrets in texts are allowed. */
  password: string | null;
};

export type TemplateUnit = {
  name: string;
  legalName: string | null;
  taxId: string | null;
  street: string | null;
  number: string | null;
  district: string | null;
  city: string | null;
  /** Two letters. */
  state: string | null;
  postalCode: string | null;
  phone: string | null;
  email: string | null;
  website: string | null;
};

export type TemplateCharge = {
  code: string | null;
  documentNumber: string | null;
  amountCents: number;
  discountedAmountCents: number | null;
  /** Last day of the discount; null: the printed due date. */
  discountUntil: IsoDate | null;
  /** With fine and interest, as the billing system says; null where it says nothing. */
  currentAmountCents: number | null;
  /** What partial payments have already covered. */
  paidCents: number;
  /** The printed one. */
  dueDate: IsoDate;
  pixCode: string | null;
  digitableLine: string | null;
  paymentUrl: string | null;
};
