import { z } from 'zod';
import { numberFormats } from '../domain/phone.ts';
import type { SettingField } from './define.ts';
import { credential, serverFields, serverSettings } from './server-settings.ts';

/** The seed's six, under "Senha". */
export const playsmsTypes = ['Longcode', 'Shortcode 1 Way', 'Shortcode 2 Way', 'Voz', 'WhatsApp Texto', 'Promotional SMS'] as const;
const dialects = ['token-tipo', 'playsms-ws'] as const;
/** The address of the seed's login page. */
const server = { host: '172.246.132.11', port: 80, ssl: false };

const path = z
  .string()
  .max(500)
  .regex(/^\/[\x21-\x7e]*$/, 'deve começar com /, sem espaços')
  .regex(/^[^?#]*$/, 'só o caminho, sem ? nem #');

/** Settings of Khal PlaySMS, whichever interface it speaks. */
export const playsmsSettings = z
  .strictObject({
    dialect: z.enum(dialects).default('token-tipo'),
    login: credential,
    type: z.enum(playsmsTypes).default('Longcode'),
    typeCode: z
      .string()
      .regex(/^\w{1,20}$/, 'só letras e algarismos')
      .nullable()
      .default(null),
    token: credential.nullable().default(null),
    flash: z.boolean().default(false),
    flashParameter: z
      .string()
      .regex(/^\w{1,30}=\w{1,30}$/, 'esperado nome=valor')
      .default('flash=1'),
    path: path.nullable().default(null),
    numberFormat: z.enum(numberFormats).nullable().default(null),
    ...serverSettings(server),
  })
  .superRefine(({ dialect, type, typeCode, token }, context) => {
    const add = (at: string, message: string) => context.addIssue({ code: 'custom', path: [at], message });
    if (dialect === 'playsms-ws' && token === null) add('token', 'playsms-ws precisa do token de webservices do usuário');
    if (dialect === 'token-tipo' && typeCode === null && type !== 'Longcode')
      add('typeCode', `peça à Khal o código do tipo ${type}; só o do SMS normal (3) é conhecido`);
  });
export type PlaysmsSettings = z.infer<typeof playsmsSettings>;

export const playsmsFields: readonly SettingField[] = [
  {
    name: 'login',
    label: 'Login/ID',
    help: 'Vem por e-mail depois de contratar o Khal PlaySMS',
    kind: 'secret',
    default: null,
    required: true,
  },
  {
    name: 'type',
    label: 'Senha (tipo de SMS)',
    help: 'O tipo de mensagem contratado. Voz e WhatsApp contam uma unidade por mensagem',
    kind: 'select',
    options: playsmsTypes,
    default: 'Longcode',
    required: true,
  },
  {
    name: 'typeCode',
    label: 'Código do tipo',
    help: 'Como a Khal o informou; o SMS normal é 3',
    kind: 'text',
    default: null,
    required: false,
  },
  { name: 'flash', label: 'Flush (Flash)', help: 'O texto aparece como popup na tela', kind: 'boolean', default: false, required: false },
  {
    name: 'dialect',
    label: 'Interface',
    help: 'token-tipo é a que integradores usam neste endereço; playsms-ws é a de um servidor playSMS',
    kind: 'select',
    options: dialects,
    default: 'token-tipo',
    required: false,
  },
  {
    name: 'token',
    label: 'Token de webservices',
    help: 'Só para playsms-ws: no playSMS, em Preferences',
    kind: 'secret',
    default: null,
    required: false,
  },
  {
    name: 'flashParameter',
    label: 'Parâmetro do Flash',
    help: 'Só para token-tipo; confirme com a Khal',
    kind: 'text',
    default: 'flash=1',
    required: false,
  },
  { name: 'path', label: 'Caminho', help: null, kind: 'text', default: null, required: false },
  { name: 'numberFormat', label: 'Formato do número', help: null, kind: 'select', options: numberFormats, default: null, required: false },
  ...serverFields(server),
];
