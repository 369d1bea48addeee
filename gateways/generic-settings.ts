import { z } from 'zod';
import { numberFormats } from '../domain/phone.ts';
import { charsets } from './charset.ts';
import { receiptMapping, replyMapping } from './generic-incoming.ts';
import { isPlaceholder, type Placeholder, placeholders, placeholdersIn } from './request-template.ts';
import { responseRules } from './response-rules.ts';

const formType = 'application/x-www-form-urlencoded';
const ownHeaders = ['host', 'content-length', 'transfer-encoding', 'connection', 'upgrade', 'expect', 'keep-alive', 'te', 'trailer'];
const optionalText = z.string().max(500).nullable().default(null);

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
  z
    .string()
    .max(2_000)
    .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'sem quebras de linha nem caracteres de controle'),
);

/** Settings of a gateway reached over any HTTP interface (the seed's *Outros*), and of its presets. */
export const genericSettings = z
  .strictObject({
    host: z
      .string()
      .max(253)
      .regex(
        /^([A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?|\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\]?)$/,
        'só o nome ou IP do servidor, sem http:// e sem caminho',
      ),
    port: z.int().min(1).max(65_535),
    ssl: z.boolean(),
    method: z.enum(['GET', 'POST']).default('GET'),
    path,
    body: z.string().max(10_000).nullable().default(null),
    headers: headers.default({}),
    user: optionalText,
    password: optionalText,
    token: optionalText,
    numberFormat: z.enum(numberFormats).default('area'),
    charset: z.enum(charsets).default('utf-8'),
    timeoutMs: z.int().min(100).max(120_000).default(20_000),
    rules: responseRules.default([]),
    receipts: receiptMapping.nullable().default(null),
    replies: replyMapping.nullable().default(null),
  })
  .superRefine((settings, context) => {
    const add = (at: string[], message: string) => context.addIssue({ code: 'custom', path: at, message });
    for (const [at, template] of templatesOf(settings)) {
      const unknown = placeholdersIn(template).filter((name) => !isPlaceholder(name));
      for (const name of unknown)
        add(at, `variável desconhecida {${name}}: existem ${placeholders.map((known) => `{${known}}`).join(' ')}`);
    }
    const inRequest = new Set([...placeholdersIn(settings.path), ...placeholdersIn(settings.body ?? '')]);
    if (!inRequest.has('d')) add(['path'], 'falta {d}, o número do destinatário, na URL ou no corpo');
    if (!inRequest.has('m')) add(['path'], 'falta {m}, o conteúdo da mensagem, na URL ou no corpo');
    if (settings.receipts?.idOf === 'ours' && !inRequest.has('id'))
      add(['receipts', 'idOf'], 'a confirmação viria com o nosso id, mas {id} não está na URL nem no corpo');
    if (settings.method === 'GET' && settings.body !== null) add(['body'], 'GET não leva corpo; use POST ou deixe vazio');
    for (const name of credentialsInHeaders(settings))
      if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(settings[name] ?? ''))
        add([name], 'vai em um cabeçalho: sem quebras de linha nem caracteres especiais');
    if (settings.body !== null && /[/+]json\b/i.test(contentTypeOf(settings)) && !isJsonOnceFilled(settings.body))
      add(['body'], 'não é JSON válido depois de preenchido; ponha as variáveis entre aspas, como "{m}"');
  });
export type GenericSettings = z.infer<typeof genericSettings>;

type Templates = { path: string; body: string | null; headers: Record<string, string> };

const credentialNames = [
  ['u', 'user'],
  ['p', 'password'],
  ['t', 'token'],
] as const satisfies [Placeholder, keyof GenericSettings][];

/** Every text of the settings in which placeholders count, with its place. */
function templatesOf({ path, body, headers }: Templates): [string[], string][] {
  const inHeaders = Object.entries(headers).map(([name, value]): [string[], string] => [['headers', name], value]);
  return [[['path'], path], ...(body === null ? [] : [[['body'], body] satisfies [string[], string]]), ...inHeaders];
}

/** The body's Content-Type: the header's, else a form's. */
export function contentTypeOf({ headers }: Pick<Templates, 'headers'>): string {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? formType;
}

/** Whether the request carries our id. */
export function sendsOwnId({ path, body }: Pick<GenericSettings, 'path' | 'body'>): boolean {
  return placeholdersIn(`${path} ${body ?? ''}`).includes('id');
}

/** What valid settings may still have got wrong, in Portuguese. */
export function genericWarnings(settings: GenericSettings): string[] {
  const used = templatesOf(settings).flatMap(([, template]) => placeholdersIn(template));
  const empty = credentialNames.filter(([placeholder, name]) => used.includes(placeholder) && !settings[name]);
  const unconditional = settings.rules.find(({ status, body, json }) => status === undefined && body === undefined && json === undefined);
  return [
    ...(settings.ssl ? [] : ['Sem SSL: senha, telefones e textos passam abertos pela rede.']),
    ...empty.map(([placeholder, name]) => `{${placeholder}} é usado e o campo ${name} está vazio.`),
    ...(/SEU_TOKE[MN]/i.test(settings.path) ? ['Troque SEU_TOKEM na URL por {t} e preencha o token.'] : []),
    ...(settings.rules.some(({ outcome }) => outcome === 'accepted')
      ? []
      : ['Nenhuma regra de resposta diz "accepted": toda mensagem ficará sem confirmação.']),
    ...(unconditional?.outcome === 'accepted' ? ['Uma regra sem condição aceita qualquer resposta, também páginas de erro.'] : []),
  ];
}

function credentialsInHeaders({ headers }: Templates) {
  const used = Object.values(headers).flatMap(placeholdersIn);
  return credentialNames.filter(([placeholder]) => used.includes(placeholder)).map(([, name]) => name);
}

function isJsonOnceFilled(body: string): boolean {
  try {
    JSON.parse(body.replace(/\{[a-z]+\}/g, '0a'));
    return true;
  } catch {
    return false;
  }
}
