import type { Dossier } from '../db/queries/dossier.ts';
import type { Charge } from '../db/queries/read-charges.ts';
import { epochMs, type Instant, type IsoDate } from '../domain/instants.ts';
import { zoneOf } from '../domain/local-time.ts';
import { maskPhone } from '../domain/masks.ts';
import { formatReais } from '../domain/money.ts';
import type { ChargeFacts } from '../domain/plan-facts.ts';
import { states } from '../domain/words/pt-BR/states.ts';
import { fullDate, timeWithSeconds } from '../domain/written-dates.ts';

/** A document of titled sections; `when` stands in a column of its own. */
export type DossierPage = { title: string; subtitle: string; sections: { title: string; lines: DossierLine[]; none: string }[] };
export type DossierLine = { when: string; text: string; details: string[] };

type Input = {
  charge: Charge;
  facts: ChargeFacts;
  dossier: Dossier;
  effectiveDueDate: IsoDate;
  timeZone: string;
  now: Instant;
  seesFullPhones: boolean;
};

const statusWords = { open: 'aberta', paid: 'paga', removed: 'removida' } as const;
const channelWords = { letter: 'carta', call: 'ligação', email: 'e-mail', sms: 'SMS', erp: 'sistema do provedor' } as const;
const holdWords = { promise: 'promessa de pagamento', outage: 'falha na região', contested: 'contestação', other: 'suspensão' } as const;
const changeWords: Record<string, string> = {
  'charge.created': 'cobrança criada',
  'charge.changed': 'cobrança alterada',
  'charge.paid': 'pagamento registrado',
  'charge.payment-reversed': 'pagamento estornado',
  'charge.removed': 'cobrança removida',
  'charge.restored': 'remoção desfeita',
  'charge.replaced': 'cobrança substituída por outra',
  'charge.notice-proven': 'prova de aviso registrada',
  'charge.milestone-reported': 'medida na linha registrada',
  'step.skipped': 'passo pulado',
  'step.sent-now': 'passo enviado na hora',
  'step.brought-forward': 'passo adiantado',
  'step.choice-undone': 'escolha à mão desfeita',
  'step.answered': 'resposta do sistema da rede',
  'restoration.answered': 'resposta ao pedido de religação',
};
const exemptionWords = { chasing: 'isenta de cobrança', blocking: 'isenta de bloqueio' } as const;

/** Everything that was said, proven, paid and decided about a charge, in Portuguese and in the customer's local time. */
export function dossierPage({ charge, facts, dossier, effectiveDueDate, timeZone, now, seesFullPhones }: Input): DossierPage {
  const moment = (at: Instant) => localMoment(at, timeZone);
  const shown = (address: string) => (seesFullPhones || address.includes('@') ? address : maskPhone(address));
  const whoIs = (actor: string) => dossier.names[actor] ?? actor;
  const until = (end: Instant | null) => (end === null ? 'sem data de fim' : `até ${moment(end)}`);
  return {
    title: `Dossiê da cobrança ${charge.code ?? charge.id}`,
    subtitle: `Gerado em ${moment(now)} (${timeZone})`,
    sections: [
      {
        title: 'Cobrança',
        none: '',
        lines: [
          line('Cliente', `${facts.customer.name} (${facts.customer.id})`),
          line('Valor', formatReais(charge.amountCents)),
          line(
            'Vencimento',
            effectiveDueDate === charge.dueDate
              ? fullDate(charge.dueDate)
              : `${fullDate(charge.dueDate)}; conta a partir de ${fullDate(effectiveDueDate)}, primeiro dia útil`,
          ),
          line('Documento', charge.documentNumber ?? '-'),
          line('Situação', charge.replacedBy ? `substituída pela cobrança ${charge.replacedBy}` : statusWords[charge.status]),
        ],
      },
      {
        title: 'Textos',
        none: 'Nenhum texto.',
        lines: dossier.texts.map((text) => ({
          when: moment(text.events[0]?.at ?? now),
          text: `${text.rule === null ? 'À mão' : `Aviso #${text.rule}`} para ${shown(text.address)}: ${states.message[text.state]}${text.reason === null ? '' : ` (${text.reason})`}`,
          details: [
            `“${text.text}”`,
            ...text.events.map(
              ({ at, state, detail }) => `${moment(at)} ${states.message[state]}${detail?.reason ? ` (${detail.reason})` : ''}`,
            ),
            ...(text.providerId === null ? [] : [`Identificação na operadora: ${text.providerId}`]),
          ],
        })),
      },
      {
        title: 'Provas por outros meios',
        none: 'Nenhuma prova registrada.',
        lines: dossier.proofs.map(({ at, number, channel, evidence, recordedBy }) => ({
          when: moment(at),
          text: `Aviso #${number} por ${channelWords[channel]}, registrado por ${whoIs(recordedBy)}`,
          details: evidence === null ? [] : [evidence],
        })),
      },
      {
        title: 'Na linha do cliente',
        none: 'Nada informado pelo sistema de rede.',
        lines: dossier.milestones.map(({ at, number, recordedBy }) =>
          line(moment(at), `#${number} aconteceu, informado por ${whoIs(recordedBy)}`),
        ),
      },
      {
        title: 'Pagamentos',
        none: 'Nenhum pagamento.',
        lines: dossier.payments.map(({ paidOn, paidAmountCents, settles, reversedAt, learnedAt }) =>
          line(
            fullDate(paidOn),
            `${formatReais(paidAmountCents)}${settles ? '' : ', em parte'}, conhecido em ${moment(learnedAt)}${reversedAt === null ? '' : `, estornado em ${moment(reversedAt)}`}`,
          ),
        ),
      },
      {
        title: 'Suspensões e isenções',
        none: 'Nenhuma.',
        lines: [
          ...dossier.holds.map(({ from, until: end, kind, reason, createdBy }) => ({
            when: moment(from),
            text: `${holdWords[kind]} ${until(end)}, por ${whoIs(createdBy)}`,
            details: [reason],
          })),
          ...dossier.exemptions.map(({ from, until: end, exemptFrom, reason, createdBy }) => ({
            when: moment(from),
            text: `${exemptionWords[exemptFrom]} ${until(end)}, por ${whoIs(createdBy)}`,
            details: [reason],
          })),
        ],
      },
      {
        title: 'Quem fez o quê',
        none: 'Nenhuma mudança registrada.',
        lines: dossier.changes.map(({ at, actor, action }) => line(moment(at), `${changeWords[action] ?? action}, por ${whoIs(actor)}`)),
      },
    ],
  };
}

function line(when: string, text: string): DossierLine {
  return { when, text, details: [] };
}

function localMoment(at: Instant, timeZone: string): string {
  const { date, msOfDay } = zoneOf(timeZone).toLocal(epochMs(at));
  return `${fullDate(date)} ${timeWithSeconds(msOfDay)}`;
}
