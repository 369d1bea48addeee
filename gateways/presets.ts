import type { GatewayDefaults, GatewayPreset, GatewaySettings } from './define.ts';
import type { BalanceQuestion, LookUpQuestion, RepliesQuestion } from './template/questions.ts';
import type { ResponseRule } from './template/response-rules.ts';
import type { TemplateSettings } from './template/settings.ts';

/** Both vendors with a manual say: no accents, 160 characters; longer texts may be cut. */
const plainSms: Partial<GatewayDefaults> = { accents: 'ascii', maxLength: 160 };

/** `code;message;id`. 5 scheduled and 6 sent are both acceptances; errors come with and without the semicolon. */
const facilitaRules: ResponseRule[] = [
  { status: 200, body: '^[56];(?:.*;)?\\s*(?<id>\\d+)\\s*;?\\s*$', outcome: 'accepted' },
  { status: 200, body: '^[56](?:;|\\s*$)', outcome: 'accepted' },
  { status: 200, body: '^\\s*1(?:;|\\s*$)', outcome: 'misconfigured', reason: 'login inválido ou conta inativa (1)' },
  { status: 200, body: '^\\s*2(?:;|\\s*$)', outcome: 'misconfigured', reason: 'sem créditos (2)' },
  { status: 200, body: '^\\s*3(?:;|\\s*$)', outcome: 'refused', reason: 'celular inválido (3)' },
  { status: 200, body: '^\\s*4(?:;|\\s*$)', outcome: 'refused', reason: 'mensagem vazia ou inválida (4)' },
];

/** The vendor's API Blueprint: status and cause, both in the body of a 200. */
const kingRules: ResponseRule[] = [
  { json: { status: 'success' }, id: 'id', status: 200, outcome: 'accepted' },
  ...causes('misconfigured', ['Action Not Informed OR Invalid', 'Incorrect Login', 'Incorrect Token', 'Without Credit']),
  ...causes('refused', ['Number Not Informed', 'Invalid Number', 'Incorrect Number Format', 'Number Not Movel', 'Message Not Informed']),
  { json: { status: 'error' }, body: '"Number of characters\\b', outcome: 'refused', reason: 'King: mais de 160 caracteres' },
];

function causes(outcome: 'misconfigured' | 'refused', texts: string[]): ResponseRule[] {
  return texts.map((cause) => ({ json: { status: 'error', cause }, outcome, reason: `King: ${cause}` }));
}

/** Status comes as `1` or `"1"`. Texts of refusals are not published: anything else stays unconfirmed. */
const allcanceRules: ResponseRule[] = [{ json: { status: 1 }, id: 'data', status: 200, outcome: 'accepted' }];

/** A positive number is the message's id, a negative one says why not. */
const hotMobileRules: ResponseRule[] = [
  { status: 200, body: '^\\s*(?<id>[1-9]\\d*)\\s*$', outcome: 'accepted' },
  hotMobile(-1, 'temporary', 'instabilidade no provedor'),
  hotMobile(-20, 'temporary', 'serviço fora do ar'),
  hotMobile(-2, 'misconfigured', 'sem créditos'),
  hotMobile(-5, 'misconfigured', 'login ou senha inválidos'),
  hotMobile(-8, 'misconfigured', 'remetente inválido'),
  hotMobile(-7, 'refused', 'mensagem inválida'),
  hotMobile(-9, 'refused', 'número em formato errado'),
  hotMobile(-13, 'refused', 'número inválido'),
  hotMobile(-30, 'refused', 'data de agendamento inválida'),
];

function hotMobile(code: number, outcome: 'temporary' | 'misconfigured' | 'refused', reason: string): ResponseRule {
  return { body: `^\\s*${code}(?:\\D|$)`, outcome, reason: `${reason} (${code})` };
}

/** Asked by the provider's id, without the token. While it waits the answer is no JSON: `{"status":"pending":"SMS still in …"}`. */
const kingLookUp: LookUpQuestion = {
  path: '/kingsms/api.php?acao=reportsms&login={u}&id={id}',
  by: 'provider',
  pauseMs: 1_000,
  rules: [
    { body: 'still in the send Queue', state: 'pending' },
    { json: { cause: 'SendingOK' }, state: 'accepted' }, // sent; whether it arrived is not said
    { body: 'SendingError', state: 'undelivered' },
    { body: 'ID Not (?:Found|Informed)', state: 'not-found' },
  ],
};

const kingReplies: RepliesQuestion = {
  ...{ path: '/kingsms/api.php?acao=resposta&login={u}&token={t}&flag=unread', list: null, split: null, to: null },
  ...{ from: 'SenderNumber', text: 'Text', at: 'ReceivingDateTime', id: 'ID', empty: 'Inbox Empty', once: true, pauseMs: 60_000 },
};

/** Plain text: records end with the letters `/n/n`, fields with `/n;`. */
const facilitaReplies: RepliesQuestion = {
  ...{ path: '/api/readMO.ft?user={u}&password={p}', list: null, split: { records: '/n/n', fields: '/n;' }, to: null },
  ...{ from: '0', at: '1', text: '2', id: null, empty: null, once: true, pauseMs: 60_000 },
};

function credit(path: string, body: string): BalanceQuestion {
  return { path, body, unit: 'messages' };
}

type Described = Pick<TemplateSettings, 'numberFormat' | 'rules'> & Partial<TemplateSettings>;

function get(host: string, port: number, path: string, rest: Described): GatewaySettings {
  return { host, port, ssl: port === 443, method: 'GET', path, ...rest };
}

/** The seed's examples for *Outros*, with hosts, ports and URLs as it gives them; King's `SEU_TOKEM` is the token field. */
export const genericPresets: readonly GatewayPreset[] = [
  {
    id: 'facilita-movel',
    label: 'Facilita Móvel',
    notes: ['Site: http://www.facilitamovel.com.br'],
    settings: get('www.facilitamovel.com.br', 443, '/api/simpleSend.ft?user={u}&password={p}&destinatario={d}&msg={m}', {
      numberFormat: 'area',
      rules: facilitaRules,
      balance: credit('/api/checkCredit.ft?user={u}&password={p}', '^\\s*\\d+;\\s*(?<amount>\\d+)'),
      replyPolling: facilitaReplies,
    }),
    defaults: plainSms,
  },
  {
    id: 'king-telecom',
    label: 'King Telecom',
    notes: [
      'Site: https://www.kingsms.com.br. Painel: http://painel.kingsms.com.br/cliente.',
      'O token está no painel do cliente, no menu Home > Informações da Conta > Token.',
    ],
    settings: get('sms.kingtelecom.com.br', 443, '/kingsms/api.php?acao=sendsms&login={u}&token={t}&numero={d}&msg={m}', {
      numberFormat: 'area',
      rules: kingRules,
      lookUp: kingLookUp,
      balance: credit('/kingsms/api.php?acao=saldo&login={u}&token={t}', 'Credit\\s*(?<amount>\\d+)'),
      replyPolling: kingReplies,
    }),
    defaults: plainSms,
  },
  {
    id: 'allcance-sms',
    label: 'Allcance SMS',
    notes: ['Site: http://www.allcancesms.com.br. Painel: http://corporativo.allcancesms.com.br.'],
    settings: get('corporativo.allcancesms.com.br', 80, '/app/modulo/api/index.php?action=sendsms&lgn={u}&pwd={p}&numbers={d}&msg={m}', {
      numberFormat: 'area',
      rules: allcanceRules,
      balance: credit('/app/modulo/api/index.php?action=getbalance&lgn={u}&pwd={p}', '"data"\\s*:\\s*"?(?<amount>\\d[\\d.,]*)'),
    }),
    defaults: plainSms,
  },
  {
    id: 'hotmobile',
    label: 'HotMobile',
    notes: ['Site: https://www.hotmobile.com.br. Painel: https://painel.hotmobile.com.br.'],
    settings: get('painel.hotmobile.com.br', 80, '/SendAPI/Send.aspx?usr={u}&pwd={p}&number={d}&msg={m}', {
      numberFormat: '55',
      rules: hotMobileRules,
    }),
    defaults: plainSms,
  },
];
