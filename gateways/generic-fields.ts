import { numberFormats } from '../domain/phone.ts';
import { charsets } from './charset.ts';
import type { SettingField } from './define.ts';

/** The form of *Outros*, labelled as in the seed. */
export const genericFields: readonly SettingField[] = [
  { name: 'host', label: 'Host', help: 'Nome ou IP do servidor, sem http://', kind: 'text', default: '', required: true },
  { name: 'port', label: 'Porta', help: '443 com SSL, 80 sem', kind: 'number', default: 443, required: true },
  { name: 'ssl', label: 'SSL', help: null, kind: 'boolean', default: true, required: true },
  { name: 'method', label: 'Método', help: null, kind: 'select', options: ['GET', 'POST'], default: 'GET', required: false },
  {
    name: 'path',
    label: 'API/URL',
    help: 'Começa com /. {u} usuário, {p} senha, {t} token, {d} número do destinatário, {m} conteúdo da mensagem, {id} nosso número da mensagem',
    kind: 'text',
    default: '',
    required: true,
  },
  { name: 'body', label: 'Corpo', help: 'Só para POST; aceita as mesmas variáveis', kind: 'text', default: null, required: false },
  { name: 'headers', label: 'Cabeçalhos', help: 'Aceitam as mesmas variáveis', kind: 'headers', default: {}, required: false },
  { name: 'user', label: 'Usuário', help: null, kind: 'text', default: null, required: false },
  { name: 'password', label: 'Senha', help: null, kind: 'secret', default: null, required: false },
  { name: 'token', label: 'Token', help: null, kind: 'secret', default: null, required: false },
  {
    name: 'numberFormat',
    label: 'Formato do número',
    help: 'area: 67999991234; 55: 5567999991234; +55: +5567999991234',
    kind: 'select',
    options: numberFormats,
    default: 'area',
    required: false,
  },
  {
    name: 'charset',
    label: 'Codificação',
    help: 'latin1 para servidores antigos',
    kind: 'select',
    options: charsets,
    default: 'utf-8',
    required: false,
  },
  {
    name: 'timeoutMs',
    label: 'Tempo máximo (ms)',
    help: 'Sem resposta até aqui, a mensagem fica sem confirmação',
    kind: 'number',
    default: 20_000,
    required: false,
  },
  {
    name: 'rules',
    label: 'Regras de resposta',
    help: 'Vale a primeira que servir; nenhuma: sem confirmação',
    kind: 'rules',
    default: [],
    required: false,
  },
];
