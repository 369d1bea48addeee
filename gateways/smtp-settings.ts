import { z } from 'zod';
import type { SettingField } from './define.ts';

const address = z
  .string()
  .max(320)
  .regex(/^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'esperado nome@dominio ou "Nome <nome@dominio>"');

/** Settings of an account at a mail server. */
export const smtpSettings = z
  .strictObject({
    host: z
      .string()
      .max(253)
      .regex(/^[A-Za-z0-9_.:-]+$/, 'só o nome ou IP do servidor'),
    port: z.int().min(1).max(65_535).default(587),
    /** TLS from the first byte (port 465); otherwise STARTTLS when the server offers it. */
    secure: z.boolean().default(false),
    requireTls: z.boolean().default(false),
    user: z.string().max(500).nullable().default(null),
    password: z.string().max(500).nullable().default(null),
    from: address,
    replyTo: address.nullable().default(null),
    timeoutMs: z.int().min(100).max(120_000).default(30_000),
  })
  .superRefine(({ user, password }, context) => {
    if (Boolean(user) !== Boolean(password))
      context.addIssue({ code: 'custom', path: [user ? 'password' : 'user'], message: 'usuário e senha vão juntos, ou nenhum dos dois' });
  });
export type SmtpSettings = z.infer<typeof smtpSettings>;

export const smtpFields: readonly SettingField[] = [
  { name: 'host', label: 'Servidor SMTP', help: null, kind: 'text', default: '', required: true },
  { name: 'port', label: 'Porta', help: '587, ou 465 com SSL', kind: 'number', default: 587, required: false },
  { name: 'secure', label: 'SSL', help: 'TLS desde o início (porta 465)', kind: 'boolean', default: false, required: false },
  { name: 'requireTls', label: 'Exigir STARTTLS', help: 'Não envia sem criptografia', kind: 'boolean', default: false, required: false },
  { name: 'user', label: 'Usuário', help: null, kind: 'text', default: null, required: false },
  { name: 'password', label: 'Senha', help: null, kind: 'secret', default: null, required: false },
  { name: 'from', label: 'Remetente', help: 'Nome <nome@dominio>', kind: 'text', default: '', required: true },
  { name: 'replyTo', label: 'Responder para', help: null, kind: 'text', default: null, required: false },
  { name: 'timeoutMs', label: 'Tempo máximo (ms)', help: null, kind: 'number', default: 30_000, required: false },
];

export function smtpWarnings({ secure, requireTls }: SmtpSettings): string[] {
  return secure || requireTls ? [] : ['Sem TLS obrigatório: se o servidor não oferecer STARTTLS, senha e textos passam abertos pela rede.'];
}
