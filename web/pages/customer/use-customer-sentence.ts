import { useTranslation } from 'react-i18next';
import { money } from '../../format/money.ts';
import { useWhen } from '../../format/when.ts';
import type { Charge } from '../../queries/charges.ts';
import type { Customer } from '../../queries/customers.ts';

/** What is owed and what comes of it, as an attendant would say it on the phone. */
export function useCustomerSentence({ contact, accesses }: Customer, charges: Charge[]): string {
  const { t } = useTranslation('customers');
  const { moment, day } = useWhen();
  const overdue = charges.filter((charge) => charge.overdue);
  const open = charges.filter(({ status }) => status === 'open');
  const owed = (list: Charge[]) =>
    money(list.reduce((sum, { amountCents, paidAmountCents }) => sum + amountCents - (paidAmountCents ?? 0), 0));
  const [blocking] = open
    .filter(({ blocksAt }) => blocksAt !== null)
    .toSorted((a, b) => ((a.blocksAt ?? '') < (b.blocksAt ?? '') ? -1 : 1));
  const isBlockHeld = overdue.some(({ ladder }) => ladder.some(({ event, state }) => event === 'total_block' && state === 'held'));
  const next = open.flatMap(({ nextStep }) => (nextStep === null ? [] : [nextStep.sendsAt])).toSorted()[0];
  const blocked = accesses.filter(({ status }) => status === 'blocked').length;
  return [
    ...(contact === 'deceased' ? [t('sentence.deceased')] : []),
    overdue.length > 0
      ? t('sentence.owes', { amount: owed(overdue), count: overdue.length })
      : open.length > 0
        ? t('sentence.nothingLate', { amount: owed(open), count: open.length })
        : t('sentence.owesNothing'),
    ...(blocked > 0 ? [t('sentence.blocked', { count: blocked })] : []),
    ...(isBlockHeld ? [t('sentence.blockHeld')] : []),
    ...(typeof blocking?.blocksAt === 'string'
      ? [
          blocking.overdue || overdue.length === 0
            ? t('sentence.willBlock', { when: moment(blocking.blocksAt) })
            : t('sentence.willBlockFor', { when: moment(blocking.blocksAt), due: day(blocking.dueDate) }),
        ]
      : next === undefined
        ? []
        : [t('sentence.nextText', { when: moment(next) })]),
  ].join(' ');
}
