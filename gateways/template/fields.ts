import { numberFormats } from '../../domain/phone.ts';
import { charsets } from '../charset.ts';
import type { SettingField } from '../define.ts';
import { timeoutField } from '../server-settings.ts';

/** The form of a request described by templates; `variables` explains what they may name. */
export function requestFields(variables: string): SettingField[] {
  return [
    { name: 'method', label: 'Método', help: null, kind: 'select', options: ['GET', 'POST'], default: 'GET', required: false },
    {
      name: 'path',
      label: 'API/URL',
      help: `Começa com /. ${variables}`,
      kind: 'text',
      default: '',
      required: true,
    },
    { name: 'body', label: 'Corpo', help: 'Só para POST; aceita as mesmas variáveis', kind: 'text', default: null, required: false },
    { name: 'headers', label: 'Cabeçalhos', help: 'Aceitam as mesmas variáveis', kind: 'headers', default: {}, required: false },
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
    timeoutField,
    {
      name: 'rules',
      label: 'Regras de resposta',
      help: 'Vale a primeira que servir; nenhuma: sem confirmação',
      kind: 'rules',
      default: [],
      required: false,
    },
    ...mappings,
  ];
}

const mappings = [
  { name: 'receipts', label: 'Confirmações de entrega', help: 'Onde a chamada do provedor traz o número da mensagem e o estado' },
  { name: 'replies', label: 'Respostas', help: 'Onde a chamada do provedor traz o telefone e o texto' },
  { name: 'lookUp', label: 'Consulta de situação', help: 'A URL que diz o que foi feito de uma mensagem, {id}' },
  { name: 'balance', label: 'Consulta de saldo', help: 'A URL do saldo, e onde ele está na resposta' },
  { name: 'replyPolling', label: 'Busca de respostas', help: 'A URL das respostas recebidas, e onde estão telefone e texto' },
].map((field): SettingField => ({ ...field, kind: 'mapping', default: null, required: false }));
