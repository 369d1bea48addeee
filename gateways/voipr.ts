import { z } from 'zod';
import { defineGateway, type SettingField, sendsOnly } from './define.ts';
import { credentialsOf } from './secrets.ts';
import { credential, hostName, portNumber } from './server-settings.ts';
import { connectTemplate, templateAbilities } from './template/connection.ts';
import { requestFields } from './template/fields.ts';
import { mappedReceipts, mappedReplies, valuesOfCredentials } from './template/service.ts';
import { checkTemplates, type TemplateCredential, templateShape, templateWarnings } from './template/settings.ts';

const secrets = ['campaignKey', 'clientKey'];

const settings = z
  .strictObject({
    campaignKey: credential,
    clientKey: credential,
    host: hostName,
    port: portNumber.default(8080),
    ssl: z.boolean().default(false),
    ...templateShape,
  })
  .superRefine((given, context) => checkTemplates(given, credentialsIn(given), context));
type Settings = z.infer<typeof settings>;

const fields: readonly SettingField[] = [
  {
    name: 'campaignKey',
    label: 'Campaign Key',
    help: 'A chave da campanha criada no seu servidor Voipr',
    kind: 'secret',
    default: null,
    required: true,
  },
  {
    name: 'clientKey',
    label: 'Client Key',
    help: 'A chave do cliente criado no seu servidor Voipr',
    kind: 'secret',
    default: null,
    required: true,
  },
  { name: 'host', label: 'Host', help: 'O IP do seu servidor Voipr', kind: 'text', default: '', required: true },
  {
    name: 'port',
    label: 'Porta',
    help: 'A porta de acesso web do seu servidor Voipr; o padrão é 8080',
    kind: 'number',
    default: 8080,
    required: true,
  },
  { name: 'ssl', label: 'SSL', help: null, kind: 'boolean', default: false, required: false },
  ...requestFields(
    '{campaign} Campaign Key, {client} Client Key, {d} número do destinatário, {m} conteúdo da mensagem, {id} nosso número da mensagem',
  ),
];

/**
 * Voipr, an ISP's own server on its network. Only the form is known, not what goes over the wire: no URL is invented here, the request
 * and the meaning of its answers are written down by whoever has the server's manual.
 */
export const voipr = defineGateway<Settings>({
  id: 'voipr',
  label: 'Voipr (experimental)',
  channel: 'sms',
  notes: [
    'Na criação da campanha no Voipr use o tipo texto: o modelo de envio usado é o da Régua.',
    'Experimental: o contrato da interface do Voipr não é público. Escreva a URL e as regras de resposta pelo manual do seu servidor e confira com um envio de teste.',
    'O servidor costuma estar na rede interna: libere o endereço dele em REGUA_OUTBOUND_ALLOW.',
  ],
  settings,
  fields,
  secrets,
  defaults: { accents: 'smart', warnLength: 144, maxLength: 160, maxSegments: 3 },
  presets: [],
  warnings: (given) => templateWarnings(given, credentialsIn(given)),
  abilities: (given) => ({ ...sendsOnly, ...templateAbilities(given), experimental: true }),
  receipts: mappedReceipts,
  replies: mappedReplies,
  connect: (given, options) =>
    connectTemplate(given, { values: valuesOfCredentials(credentialsIn(given)), hidden: credentialsOf({ secrets }, given), options }),
});

function credentialsIn({ campaignKey, clientKey }: Pick<Settings, 'campaignKey' | 'clientKey'>): TemplateCredential[] {
  return [
    { placeholder: 'campaign', setting: 'campaignKey', value: campaignKey },
    { placeholder: 'client', setting: 'clientKey', value: clientKey },
  ];
}
