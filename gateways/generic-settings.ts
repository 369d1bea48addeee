import { z } from 'zod';
import type { SettingField } from './define.ts';
import { hostName, portNumber } from './server-settings.ts';
import { requestFields } from './template/fields.ts';
import { checkTemplates, type TemplateCredential, templateShape } from './template/settings.ts';

const optionalText = z.string().max(500).nullable().default(null);

/** Settings of a gateway reached over any HTTP interface (the seed's *Outros*), and of its presets. */
export const genericSettings = z
  .strictObject({
    host: hostName,
    port: portNumber,
    ssl: z.boolean(),
    user: optionalText,
    password: optionalText,
    token: optionalText,
    ...templateShape,
  })
  .superRefine((settings, context) => checkTemplates(settings, credentialsIn(settings), context));
export type GenericSettings = z.infer<typeof genericSettings>;

/** The seed's `{u}` and `{p}`, and the `{t}` that came later. */
export function credentialsIn({ user, password, token }: Pick<GenericSettings, 'user' | 'password' | 'token'>): TemplateCredential[] {
  return [
    { placeholder: 'u', setting: 'user', value: user },
    { placeholder: 'p', setting: 'password', value: password },
    { placeholder: 't', setting: 'token', value: token },
  ];
}

/** The form of *Outros*, labelled as in the seed. */
export const genericFields: readonly SettingField[] = [
  { name: 'host', label: 'Host', help: 'Nome ou IP do servidor, sem http://', kind: 'text', default: '', required: true },
  { name: 'port', label: 'Porta', help: '443 com SSL, 80 sem', kind: 'number', default: 443, required: true },
  { name: 'ssl', label: 'SSL', help: null, kind: 'boolean', default: true, required: true },
  ...requestFields(
    '{u} usuário, {p} senha, {t} token, {d} número do destinatário, {m} conteúdo da mensagem, {id} nosso número da mensagem',
  ),
  { name: 'user', label: 'Usuário', help: null, kind: 'text', default: null, required: false },
  { name: 'password', label: 'Senha', help: null, kind: 'secret', default: null, required: false },
  { name: 'token', label: 'Token', help: null, kind: 'secret', default: null, required: false },
];
