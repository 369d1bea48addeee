/** The texts of the demonstration by rule number: one SMS each, within the 144 characters the old manual advises. */

const sms = (name: string, text: string) => ({ name, enabled: true, channel: 'sms', subject: null, text, missing: {} }) as const;

export const templates = {
  2: sms(
    'Cobrança criada',
    '{CLI_NAME}, sua fatura {ISP_NAME} de {COB_VAL_DOC} com vencimento em {COB_DATE_VENC} já está disponível. Dúvidas: {ISP_PHONE}',
  ),
  3: sms(
    'Lembrete de vencimento',
    'Olá, {CLI_NAME}! Sua fatura {ISP_NAME} de {COB_VAL_DOC} vence em {COB_DATE_VENC}. Se já pagou, desconsidere.',
  ),
  4: sms('Vence hoje', '{CLI_NAME}, sua fatura {ISP_NAME} de {COB_VAL_DOC} vence hoje. Se já pagou, desconsidere. Dúvidas: {ISP_PHONE}'),
  5: sms('Pagamento confirmado', '{CLI_NAME}, recebemos seu pagamento de {COB_VAL_PAG} em {COB_DATE_PAG}. Obrigado! {ISP_NAME}'),
  10: sms(
    'Aviso de bloqueio',
    '{ISP_NAME}: {CLI_NAME}, a fatura de {COB_VAL_ABERTO} com vencimento em {COB_DATE_VENC} está em aberto. Evite o bloqueio: {ISP_PHONE}',
  ),
  11: sms(
    'Redução de velocidade',
    '{ISP_NAME}: {CLI_NAME}, sua velocidade foi reduzida pela fatura em aberto de {COB_DATE_VENC}. Regularize: {ISP_PHONE}',
  ),
  12: sms(
    'Bloqueio total',
    '{ISP_NAME}: {CLI_NAME}, seu acesso foi bloqueado pela fatura em aberto de {COB_DATE_VENC} ({COB_VAL_ABERTO}). Fale conosco: {ISP_PHONE}',
  ),
  13: {
    name: 'Cancelamento do contrato',
    enabled: true,
    channel: 'email',
    subject: 'Cancelamento do seu contrato',
    text: [
      'Olá, {CLI_NAME_FULL}.',
      'A fatura {COB_NUM_DOC}, de {COB_VAL_DOC}, com vencimento em {COB_DATE_VENC}, continua em aberto. Por isso o seu contrato com a {ISP_NAME_C} está sendo cancelado.',
      'Se você já pagou, ou quer negociar, fale conosco pelo telefone {ISP_PHONE} ou pelo e-mail {ISP_EMAIL}.',
      '{ISP_NAME}\n{ISP_ADDR}, {ISP_NUM}, {ISP_ADDR_B}, {ISP_CITY} ({ISP_STATE})\nCNPJ {ISP_CNPJ}',
    ].join('\n\n'),
    missing: { COB_NUM_DOC: { default: 'em aberto' } },
  },
} as const;

export type RuleNumber = keyof typeof templates;
export const ruleNumbers = [2, 3, 4, 5, 10, 11, 12, 13] as const satisfies RuleNumber[];
