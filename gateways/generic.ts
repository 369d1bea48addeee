import { defineGateway, sendsOnly } from './define.ts';
import { credentialsIn, type GenericSettings, genericFields, genericSettings } from './generic-settings.ts';
import { genericPresets } from './presets.ts';
import { credentialsOf } from './secrets.ts';
import { connectTemplate, templateAbilities } from './template/connection.ts';
import { mappedReceipts, mappedReplies, valuesOfCredentials } from './template/service.ts';
import { templateWarnings } from './template/settings.ts';

const secrets = ['password', 'token'];

/** Any provider with an HTTP interface: the seed's *Outros*, with its four presets. */
export const generic = defineGateway<GenericSettings>({
  id: 'generic',
  label: 'Outros (HTTP genérico)',
  channel: 'sms',
  notes: [
    'Serve para qualquer provedor que aceite requisições HTTP. Na URL da API dele, troque usuário, senha, destinatário e mensagem por {u}, {p}, {d} e {m}.',
    'Sem regras de resposta nenhuma mensagem é dada como aceita: quase todos respondem 200 também a uma senha errada.',
  ],
  settings: genericSettings,
  fields: genericFields,
  secrets,
  defaults: { accents: 'smart', warnLength: 144, maxLength: 160, maxSegments: 3 },
  presets: genericPresets,
  warnings: (settings) => templateWarnings(settings, credentialsIn(settings)),
  abilities: (settings) => ({ ...sendsOnly, ...templateAbilities(settings) }),
  receipts: mappedReceipts,
  replies: mappedReplies,
  connect: (settings, options) =>
    connectTemplate(settings, {
      values: valuesOfCredentials(credentialsIn(settings)),
      hidden: [settings.user, ...credentialsOf({ secrets }, settings)],
      options,
    }),
});
