import { z } from 'zod';
import { numberFormats } from '../../domain/phone.ts';
import { charsets } from '../charset.ts';
import { timeoutMs, withoutTls } from '../server-settings.ts';
import { receiptMapping, replyMapping } from './incoming.ts';
import { balanceQuestion, lookUpQuestion, repliesQuestion } from './questions.ts';
import { placeholdersIn } from './request-template.ts';
import { responseRules } from './response-rules.ts';

const formType = 'application/x-www-form-urlencoded';
const ownHeaders = ['host', 'content-length', 'transfer-encoding', 'connection', 'upgrade', 'expect', 'keep-alive', 'te', 'trailer'];
const headerText = /^[\t\x20-\x7e\x80-\xff]*$/;

const path = z
  .string()
  .min(1)
  .max(2_000)
  .regex(/^\//, 'deve começar com /; o servidor vai em host')
  .regex(/^[\x21-\x7e]*$/, 'só caracteres de URL: espaços e acentos devem vir codificados (%20)')
  .regex(/^[^#]*$/, 'sem #: o que vem depois dele não é enviado');

const headers = z.record(
  z
    .string()
    .regex(/^[!#$%&'*+.^`|~\w-]+$/, 'nome de cabeçalho inválido: letras, números e hífen')
    .refine((name) => !ownHeaders.includes(name.toLowerCase()), 'este cabeçalho é preenchido pela própria conexão'),
  z.string().max(2_000).regex(headerText, 'sem quebras de linha nem caracteres de controle'),
);

/** The settings of an interface that a person describes: the request as a template, its answers by rules. */
export const templateShape = {
  method: z.enum(['GET', 'POST']).default('GET'),
  path,
  body: z.string().max(10_000).nullable().default(null),
  headers: headers.default({}),
  numberFormat: z.enum(numberFormats).default('area'),
  charset: z.enum(charsets).default('utf-8'),
  timeoutMs,
  rules: responseRules.default([]),
  receipts: receiptMapping.nullable().default(null),
  replies: replyMapping.nullable().default(null),
  lookUp: lookUpQuestion.nullable().default(null),
  balance: balanceQuestion.nullable().default(null),
  replyPolling: repliesQuestion.nullable().default(null),
};
export type TemplateSettings = z.infer<z.ZodObject<typeof templateShape>> & { host: string; port: number; ssl: boolean };

/** A credential that a template may name: its placeholder, the setting that holds it, and its value. */
export type TemplateCredential = { placeholder: string; setting: string; value: string | null };

/** Adds what cannot be of settings whose parts are each in order. */
export function checkTemplates(settings: TemplateSettings, credentials: readonly TemplateCredential[], context: z.RefinementCtx): void {
  const add = (at: string[], message: string) => context.addIssue({ code: 'custom', path: at, message });
  const own = credentials.map(({ placeholder }) => placeholder);
  for (const [at, template, known] of templatesOf(settings, own)) {
    for (const name of placeholdersIn(template).filter((each) => !known.includes(each)))
      add(at, `variável desconhecida {${name}}: existem ${known.map((each) => `{${each}}`).join(' ')}`);
  }
  const { method, body, receipts } = settings;
  const inRequest = placeholdersIn(`${settings.path} ${body ?? ''}`);
  if (!inRequest.includes('d')) add(['path'], 'falta {d}, o número do destinatário, na URL ou no corpo');
  if (!inRequest.includes('m')) add(['path'], 'falta {m}, o conteúdo da mensagem, na URL ou no corpo');
  if (receipts?.idOf === 'ours' && !inRequest.includes('id'))
    add(['receipts', 'idOf'], 'a confirmação viria com o nosso id, mas {id} não está na URL nem no corpo');
  if (settings.lookUp?.by === 'ours' && !inRequest.includes('id'))
    add(['lookUp', 'by'], 'a consulta seria pelo nosso id, mas {id} não está na URL nem no corpo');
  if (method === 'GET' && body !== null) add(['body'], 'GET não leva corpo; use POST ou deixe vazio');
  for (const { placeholder, setting, value } of credentials)
    if (Object.values(settings.headers).some((header) => placeholdersIn(header).includes(placeholder)) && !headerText.test(value ?? ''))
      add([setting], 'vai em um cabeçalho: sem quebras de linha nem caracteres especiais');
  if (body !== null && /[/+]json\b/i.test(contentTypeOf(settings)) && !isJsonOnceFilled(body))
    add(['body'], 'não é JSON válido depois de preenchido; ponha as variáveis entre aspas, como "{m}"');
}

/** What valid settings may still have got wrong, in Portuguese. */
export function templateWarnings(settings: TemplateSettings, credentials: readonly TemplateCredential[]): string[] {
  const used = templatesOf(settings, []).flatMap(([, template]) => placeholdersIn(template));
  const empty = credentials.filter(({ placeholder, value }) => used.includes(placeholder) && !value);
  const unconditional = settings.rules.find(({ status, body, json }) => status === undefined && body === undefined && json === undefined);
  return [
    ...withoutTls(settings),
    ...empty.map(({ placeholder, setting }) => `{${placeholder}} é usado e o campo ${setting} está vazio.`),
    ...(/SEU_TOKE[MN]/i.test(settings.path) ? ['Troque SEU_TOKEM na URL por {t} e preencha o token.'] : []),
    ...(settings.rules.some(({ outcome }) => outcome === 'accepted')
      ? []
      : ['Nenhuma regra de resposta diz "accepted": toda mensagem ficará sem confirmação.']),
    ...(unconditional?.outcome === 'accepted' ? ['Uma regra sem condição aceita qualquer resposta, também páginas de erro.'] : []),
  ];
}

/** The body's Content-Type: the header's, else a form's. */
export function contentTypeOf({ headers }: Pick<TemplateSettings, 'headers'>): string {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? formType;
}

/** Every text of the settings in which placeholders count, with its place and the names it may use. */
function templatesOf(settings: TemplateSettings, own: readonly string[]): [at: string[], template: string, known: string[]][] {
  const { path, body, headers, lookUp, balance, replyPolling } = settings;
  const ofMessage = [...own, 'd', 'm', 'id'];
  const all: [string[], string | undefined | null, string[]][] = [
    [['path'], path, ofMessage],
    [['body'], body, ofMessage],
    ...Object.entries(headers).map(([name, value]): [string[], string, string[]] => [['headers', name], value, ofMessage]),
    [['lookUp', 'path'], lookUp?.path, [...own, 'id']],
    [['balance', 'path'], balance?.path, [...own]],
    [['replyPolling', 'path'], replyPolling?.path, [...own]],
  ];
  return all.flatMap(([at, template, known]) => (template == null ? [] : [[at, template, known] satisfies [string[], string, string[]]]));
}

function isJsonOnceFilled(body: string): boolean {
  try {
    JSON.parse(body.replace(/\{[a-z]+\}/g, '0a'));
    return true;
  } catch {
    return false;
  }
}
