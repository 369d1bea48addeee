import { z } from 'zod';
import type { SettingField } from './define.ts';

export const hostName = z
  .string()
  .max(253)
  .regex(
    /^([A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?|\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\]?)$/,
    'só o nome ou IP do servidor, sem http:// e sem caminho',
  );
export const portNumber = z.int().min(1).max(65_535);
export const timeoutMs = z.int().min(100).max(120_000).default(20_000);

/** A credential that must be there; a masked one passes. */
export const credential = z.string().min(1).max(500);
/** A credential that goes into a header as it is. */
export const headerCredential = credential.regex(/^[\x21-\x7e]+$/, 'só letras, números e sinais, sem espaços nem acentos');

type Server = { host: string; port: number; ssl: boolean };

/** The settings of where a provider lives, which rarely differ from its own. */
export function serverSettings({ host, port, ssl }: Server) {
  return { host: hostName.default(host), port: portNumber.default(port), ssl: z.boolean().default(ssl), timeoutMs };
}

/** The form's part of `serverSettings`. */
export function serverFields({ host, port, ssl }: Server): SettingField[] {
  return [
    { name: 'host', label: 'Host', help: 'Nome ou IP do servidor, sem http://', kind: 'text', default: host, required: false },
    { name: 'port', label: 'Porta', help: null, kind: 'number', default: port, required: false },
    { name: 'ssl', label: 'SSL', help: null, kind: 'boolean', default: ssl, required: false },
    timeoutField,
  ];
}

export const timeoutField: SettingField = {
  name: 'timeoutMs',
  label: 'Tempo máximo (ms)',
  help: 'Sem resposta até aqui, a mensagem fica sem confirmação',
  kind: 'number',
  default: 20_000,
  required: false,
};

/** The warning of an interface without TLS. */
export function withoutTls({ ssl }: { ssl: boolean }): string[] {
  return ssl ? [] : ['Sem SSL: senha, telefones e textos passam abertos pela rede.'];
}
