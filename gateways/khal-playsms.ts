import { type ConnectOptions, defineGateway, type GatewayConnection, type GatewayPreset, sendsOnly } from './define.ts';
import { type PlaysmsSettings, playsmsFields, playsmsSettings, playsmsTypes } from './khal-playsms-settings.ts';
import { connectPlaysms } from './playsms-ws.ts';
import { withoutTls } from './server-settings.ts';
import { connectTokenTipo } from './token-tipo.ts';

/** Public callers send 3 for a normal text and 6 for a test; what the other types are called on the wire is not published. */
const normalType = '3';

const presets: readonly GatewayPreset[] = playsmsTypes.map((type) => ({
  id: type.toLowerCase().replaceAll(' ', '-'),
  label: `Khal PlaySMS · ${type}`,
  kind: type,
  notes: [],
  settings: { type },
  defaults: isOneUnit(type) ? { accents: 'keep', warnLength: 1_000, maxLength: 1_000 } : {},
}));

/** Khal PlaySMS, in both readings of the seed's form: Login/ID as token and Senha as type, or a real playSMS server. */
export const khalPlaysms = defineGateway<PlaysmsSettings>({
  id: 'khal-playsms',
  label: 'Khal PlaySMS',
  channel: 'sms',
  notes: [
    'O Khal é contratado por e-mail ou telefone; os contatos estão no site do Khal.',
    'O login do Khal PlaySMS é em http://172.246.132.11/login/.',
    'Em Senha vai o tipo de SMS que a Khal informou, não uma senha.',
  ],
  settings: playsmsSettings,
  fields: playsmsFields,
  secrets: ['login', 'token'],
  defaults: { accents: 'ascii', warnLength: 144, maxLength: 160, maxSegments: 1 },
  presets,
  warnings: (given) => [
    ...withoutTls(given),
    ...(given.flash && given.dialect === 'token-tipo'
      ? ['O nome do parâmetro do Flash não é publicado: confira com um envio de teste.']
      : []),
  ],
  abilities: ({ dialect, type }) => ({
    ...sendsOnly,
    flash: true,
    unitCounting: isOneUnit(type) ? 'one' : 'segments',
    ...(dialect === 'playsms-ws' && {
      lookUp: { by: 'provider-id', most: 1, pauseMs: 1_000 },
      replyPolling: { once: false, pauseMs: 60_000 },
      balance: true,
    }),
  }),
  connect: (given: PlaysmsSettings, options: ConnectOptions): GatewayConnection =>
    given.dialect === 'playsms-ws'
      ? connectPlaysms(given, options)
      : connectTokenTipo({ ...given, typeCode: given.typeCode ?? normalType }, options),
});

function isOneUnit(type: PlaysmsSettings['type']): boolean {
  return type === 'Voz' || type === 'WhatsApp Texto';
}
