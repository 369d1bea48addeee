import { useTranslation } from 'react-i18next';
import { money } from '../../format/money.ts';
import { useUntil } from '../../format/until.ts';
import { useWhen } from '../../format/when.ts';
import type { Charge } from '../../queries/charges.ts';
import type { Customer } from '../../queries/customers.ts';
import { awaitedBy } from '../../states/look.ts';
import type { CustomerStopping } from './customer-stops.tsx';
import { useLastContact } from './use-last-contact.ts';

/** Words, and the charge whose next step or block they date. */
export type SentencePart = { words: string; why?: { chargeId: string; event: 'total_block' | null } };

/** What is owed, what is stopped and what comes of it, and the last contact, as an attendant would say it on the phone. */
export function useCustomerSentence({ id, contact, accesses }: Customer, charges: Charge[], stops: CustomerStopping): SentencePart[] {
  const { t } = useTranslation('customers');
  const { moment, day } = useWhen();
  const overdue = charges.filter((charge) => charge.overdue);
  const open = charges.filter(({ status }) => status === 'open');
  const owed = (list: Charge[]) =>
    money(list.reduce((sum, { amountCents, paidAmountCents }) => sum + amountCents - (paidAmountCents ?? 0), 0));
  const [blocking] = open
    .filter(({ blocksAt }) => blocksAt !== null)
    .toSorted((a, b) => ((a.blocksAt ?? '') < (b.blocksAt ?? '') ? -1 : 1));
  const heldBlock = overdue.flatMap(
    ({ ladder }) => ladder.find(({ event, state }) => event === 'total_block' && state === 'held') ?? [],
  )[0];
  const isOutOfReach = open.some(({ ladder }) => ladder.some(({ state, reason }) => state === 'held' && reason === 'no-address'));
  const next = open
    .flatMap(({ id: chargeId, nextStep }) => (nextStep === null ? [] : [{ chargeId, at: nextStep.sendsAt }]))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))[0];
  const blocked = accesses.filter(({ status }) => status === 'blocked').length;
  const stopped = useStopWords(open, stops);
  const lastContact = useLastContact(id);
  const said = [
    ...(contact === 'deceased' ? [t('sentence.deceased')] : []),
    overdue.length > 0
      ? t('sentence.owes', { amount: owed(overdue), count: overdue.length })
      : open.length > 0
        ? t('sentence.nothingLate', { amount: owed(open), count: open.length })
        : t('sentence.owesNothing'),
    ...(blocked > 0 ? [t('sentence.blocked', { count: blocked })] : []),
    ...stopped,
    ...(isOutOfReach ? [t('sentence.noContact')] : []),
    ...(heldBlock === undefined || isOutOfReach
      ? []
      : [t(awaitedBy(heldBlock) === 'warning-not-proven' ? 'sentence.blockWaits' : 'sentence.blockHeld')]),
  ].map((words): SentencePart => ({ words }));
  const dated: SentencePart[] =
    typeof blocking?.blocksAt === 'string'
      ? [
          {
            words: t(`sentence.${blockWords(blocking, { overdue, stops })}`, {
              when: moment(blocking.blocksAt),
              due: day(blocking.dueDate),
            }),
            why: { chargeId: blocking.id, event: 'total_block' },
          },
        ]
      : next === undefined
        ? []
        : [{ words: t('sentence.nextText', { when: moment(next.at) }), why: { chargeId: next.chargeId, event: null } }];
  return [...said, ...dated, ...(lastContact === null ? [] : [{ words: lastContact }])];
}

function blockWords(blocking: Charge, { overdue, stops }: { overdue: Charge[]; stops: CustomerStopping }) {
  if (stopsOfCharge(blocking, stops).length > 0) return 'willBlockAfter';
  return blocking.overdue || overdue.length === 0 ? 'willBlock' : 'willBlockFor';
}

/** The stops of a charge as the ladder draws them. */
export function stopsOfCharge({ id, holds }: Charge, { exemptions }: CustomerStopping) {
  return [...holds, ...exemptions.filter(({ scope }) => scope.chargeId === undefined || scope.chargeId === id)];
}

const mostStops = 2;

/** Holds and exemptions, each with its end, and of a single charge with its due date where there are more. */
function useStopWords(open: Charge[], { holds, exemptions }: CustomerStopping): string[] {
  const { t } = useTranslation('customers');
  const { t: tCharges } = useTranslation('charges');
  const { t: tStates } = useTranslation('states');
  const { day } = useWhen();
  const untilOf = useUntil();
  if (open.length === 0) return [];
  const words = [
    ...holds.map((hold) => ({ hold, what: tStates(`hold.${hold.kind}`) })),
    ...exemptions.map((hold) => ({
      hold,
      what: tCharges(hold.scope.chargeId === undefined ? `stops.customerExempt.${hold.from}` : `stops.exempt.${hold.from}`),
    })),
  ].map(({ hold, what }) => {
    const charge = open.length === 1 ? undefined : open.find(({ id }) => id === hold.scope.chargeId);
    const until = untilOf(hold);
    return charge === undefined
      ? t('sentence.stopped', { what, until })
      : t('sentence.stoppedCharge', { what, until, due: day(charge.dueDate) });
  });
  const more = words.length - mostStops;
  return more > 0 ? [...words.slice(0, mostStops), t('sentence.stoppedMore', { count: more })] : words;
}
