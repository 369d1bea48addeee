import { amountDiscounted, amountDueNow, amountOpen, daysOverdue } from './amounts-due.ts';
import { stateName } from './brazil-states.ts';
import type { IsoDate } from './instants.ts';
import { formatReais } from './money.ts';
import { customerNames } from './person-name.ts';
import { isListVariable } from './recipient-lists.ts';
import type { TemplateCharge, TemplateFacts } from './template-facts.ts';
import { fullDate } from './written-dates.ts';

/** One `{NAME}` of a template. */
export type TemplateVariable = {
  name: string;
  /** Portuguese, for the editor. */
  description: string;
  example: string;
  /** Refused unless an administrator allows secrets in texts; masked in stored texts. */
  secret: boolean;
  /** Codes and links: never altered by an accent mode. */
  verbatim: boolean;
  /** The text for these facts; null when it is missing. */
  value: (facts: TemplateFacts) => string | null;
};

const months = 'Janeiro Fevereiro Março Abril Maio Junho Julho Agosto Setembro Outubro Novembro Dezembro'.split(' ');

/** The 30 variables of the system Régua replaces, in their order and formats, and eight of its own. */
export const templateVariables: readonly TemplateVariable[] = [
  variable('CLI_NAME', 'Primeiro nome do cliente', 'Marcos', (facts) => namesOf(facts)?.first),
  variable('CLI_NAME_L', 'Sobrenome do cliente', 'Valas', (facts) => namesOf(facts)?.last),
  variable('CLI_NAME_FULL', 'Nome completo do cliente', 'Marcos Valas', (facts) => namesOf(facts)?.full),
  variable('CLI_USER', 'Usuário do cliente (hotsite)', 'marcosv', ({ customer }) => customer?.login),
  secret('CLI_PASS', 'Senha do usuário de acesso à área do cliente (hotsite)', '123456', ({ customer }) => customer?.password),
  variable('ISP_NAME_C', 'Nome completo do provedor', 'BrByte Soluções para provedores e internet', ({ unit }) => unit?.legalName),
  variable('ISP_NAME', 'Nome simplificado do provedor', 'BrByte', ({ unit }) => unit?.name),
  variable('ISP_ADDR_B', 'Nome do bairro do provedor', 'Bairro Carandá', ({ unit }) => unit?.district),
  variable('ISP_ADDR', 'Endereço do provedor', 'Rua Vitório Zeola', ({ unit }) => unit?.street),
  variable('ISP_NUM', 'Número do provedor', '233', ({ unit }) => unit?.number),
  variable('ISP_CITY', 'Cidade do provedor', 'Campo Grande', ({ unit }) => unit?.city),
  variable('ISP_STATE', 'Estado do provedor', 'Mato Grosso do Sul', ({ unit }) => unit?.state && (stateName(unit.state) ?? unit.state)),
  variable('ISP_CEP', 'CEP do provedor', '79000-000', ({ unit }) => unit?.postalCode),
  variable('ISP_CNPJ', 'CNPJ do provedor', '04.746.638/0001-27', ({ unit }) => unit?.taxId),
  variable('ISP_PHONE', 'Telefone do provedor', '(67) 2222-3333', ({ unit }) => unit?.phone),
  verbatim('ISP_EMAIL', 'E-mail do provedor', 'contato@brbyte.com', ({ unit }) => unit?.email),
  verbatim('ISP_URL', 'Site do provedor', 'www.brbyte.com', ({ unit }) => unit?.website),
  variable('COB_CODE', 'Código da cobrança', '768412', ({ charge }) => charge?.code),
  variable('COB_NUM_DOC', 'Número do documento da cobrança', '2846876416', ({ charge }) => charge?.documentNumber),
  variable(
    'COB_VAL_DOC',
    'Valor da cobrança',
    'R$146,37',
    ofCharge((charge) => formatReais(charge.amountCents)),
  ),
  variable('COB_VAL_PAG', 'Valor pago da cobrança', 'R$100,00', ({ payment }) => payment && formatReais(payment.amountCents)),
  variable(
    'COB_VAL_DISC',
    'Valor com desconto da cobrança (depois do último dia do desconto, o valor cheio)',
    'R$126,37',
    ofCharge((charge, facts) => formatReais(amountDiscounted(charge, facts.today))),
  ),
  variable(
    'COB_DATE_VENC_Y',
    'Ano de vencimento da cobrança',
    '2018',
    ofCharge(({ dueDate }) => year(dueDate)),
  ),
  variable(
    'COB_DATE_VENC_M',
    'Mês de vencimento da cobrança',
    'Maio',
    ofCharge(({ dueDate }) => month(dueDate)),
  ),
  variable(
    'COB_DATE_VENC_D',
    'Dia de vencimento da cobrança, com dois algarismos',
    '23',
    ofCharge(({ dueDate }) => day(dueDate)),
  ),
  variable(
    'COB_DATE_VENC',
    'Data completa de vencimento da cobrança',
    '23/05/2018',
    ofCharge(({ dueDate }) => fullDate(dueDate)),
  ),
  variable('COB_DATE_PAG_Y', 'Ano de pagamento da cobrança', '2018', ({ payment }) => payment && year(payment.paidOn)),
  variable('COB_DATE_PAG_M', 'Mês de pagamento da cobrança', 'Maio', ({ payment }) => payment && month(payment.paidOn)),
  variable('COB_DATE_PAG_D', 'Dia de pagamento da cobrança, com dois algarismos', '22', ({ payment }) => payment && day(payment.paidOn)),
  variable('COB_DATE_PAG', 'Data completa do pagamento da cobrança', '22/05/2018', ({ payment }) => payment && fullDate(payment.paidOn)),
  verbatim('COB_PIX', 'Código Pix copia e cola da cobrança', examplePix(), ({ charge }) => charge?.pixCode),
  verbatim(
    'COB_LINHA',
    'Linha digitável do boleto',
    '00190500954014481606906809350314337370000000100',
    ({ charge }) => charge?.digitableLine,
  ),
  verbatim('COB_LINK', 'Link de pagamento da cobrança', 'https://pagar.brbyte.com/768412', ({ charge }) => charge?.paymentUrl),
  variable('COB_QTD', 'Quantidade de cobranças neste aviso', '2', ({ charge, group }) => (group?.count ?? (charge && 1))?.toString()),
  variable('COB_VAL_TOTAL', 'Valor total das cobranças deste aviso', 'R$292,74', ({ charge, group }) => {
    const cents = group?.totalCents ?? (charge && amountOpen(charge));
    return cents !== null ? formatReais(cents) : null;
  }),
  variable(
    'COB_VAL_ABERTO',
    'Valor em aberto da cobrança (menos o que já foi pago)',
    'R$46,37',
    ofCharge((charge) => formatReais(amountOpen(charge))),
  ),
  variable(
    'COB_VAL_ATUAL',
    'Valor para pagar hoje (com multa e juros, ou com desconto)',
    'R$149,63',
    ofCharge((charge, facts) => formatReais(amountDueNow(charge, facts.today))),
  ),
  variable(
    'COB_DIAS_ATRASO',
    'Dias de atraso desde o vencimento em dia útil (0 antes dele)',
    '7',
    ofCharge((charge, facts) => daysOverdue(facts.effectiveDueDate ?? charge.dueDate, facts.today).toString()),
  ),
];

const byName: ReadonlyMap<string, TemplateVariable> = new Map(templateVariables.map((variable) => [variable.name, variable]));

/** The variable of that exact name (capital letters), those of lists included; null when there is none. */
export function findVariable(name: string): TemplateVariable | null {
  return byName.get(name) ?? (isListVariable(name) ? ofColumn(name) : null);
}

/** The variable of a column of an uploaded list. */
function ofColumn(name: string): TemplateVariable {
  return variable(name, 'Coluna da lista enviada', name.slice(name.indexOf('_') + 1), ({ listed }) => listed?.[name]);
}

const ofTheDay = ['COB_VAL_DISC', 'COB_VAL_ATUAL', 'COB_DIAS_ATRASO'];

/** Whether a text says something else on another day, though nothing was changed. */
export function isDayBound(text: string): boolean {
  return ofTheDay.some((name) => text.includes(`{${name}}`));
}

type Value = (facts: TemplateFacts) => string | null | undefined;

function variable(name: string, description: string, example: string, value: Value): TemplateVariable {
  return { name, description, example, secret: false, verbatim: false, value: (facts) => clean(value(facts)) };
}

function secret(name: string, description: string, example: string, value: Value): TemplateVariable {
  return { ...verbatim(name, description, example, value), secret: true };
}

function verbatim(name: string, description: string, example: string, value: Value): TemplateVariable {
  return { name, description, example, secret: false, verbatim: true, value: (facts) => value(facts)?.trim() || null };
}

function ofCharge(value: (charge: TemplateCharge, facts: TemplateFacts) => string): Value {
  return (facts) => facts.charge && value(facts.charge, facts);
}

function namesOf({ customer }: TemplateFacts) {
  return customer && customerNames(customer);
}

/** One line without no-break or invisible characters: one of them would make the whole text UCS-2. */
function clean(value: string | null | undefined): string | null {
  const line = (value ?? '')
    .replace(/[\u200b\u200e\u200f\u00ad\ufeff]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line === '' ? null : line;
}

function year(date: IsoDate): string {
  return date.slice(0, 4);
}

function month(date: IsoDate): string {
  return months[Number(date.slice(5, 7)) - 1] ?? '';
}

/** Two digits, like the day in the full date. */
function day(date: IsoDate): string {
  return date.slice(8, 10);
}

function examplePix(): string {
  return '00020126360014br.gov.bcb.pix0114+55679999912345204000053039865406146.375802BR5906BrByte6012Campo Grande62070503***6304A13F';
}
