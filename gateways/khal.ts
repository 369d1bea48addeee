import { z } from 'zod';
import { formatForGateway } from '../domain/phone.ts';
import {
  type ConnectOptions,
  defineGateway,
  type GatewayConnection,
  type OutgoingMessage,
  type SettingField,
  sendsOnly,
} from './define.ts';
import type { HttpRequest } from './http.ts';
import { textAt } from './json.ts';
import { askFailure, openProvider } from './provider.ts';
import { refused, type Verdict } from './provider-answer.ts';
import { encodeParameters, get } from './requests.ts';
import { credential, serverFields, serverSettings, withoutTls } from './server-settings.ts';
import { statusOneVerdict } from './status-one.ts';
import { refusalStreak } from './streak.ts';

/** The address of the seed's login page; integrators call the interface there too, without TLS. */
const server = { host: '172.246.132.10', port: 80, ssl: false };

const settings = z.strictObject({ user: credential, password: credential, ...serverSettings(server) });
type Settings = z.infer<typeof settings>;

const fields: readonly SettingField[] = [
  {
    name: 'user',
    label: 'Usuário',
    help: 'Vem por e-mail depois de contratar o serviço do Khal',
    kind: 'text',
    default: '',
    required: true,
  },
  { name: 'password', label: 'Senha', help: 'Vem no mesmo e-mail', kind: 'secret', default: null, required: true },
  ...serverFields(server),
];

/** Khal, on the platform it shares with Allcance SMS. */
export const khal = defineGateway<Settings>({
  id: 'khal',
  label: 'Khal',
  channel: 'sms',
  notes: [
    'O Khal é contratado por e-mail ou telefone; os contatos estão no site do Khal.',
    'O login deste Khal é em http://172.246.132.10/app/login/.',
    'A interface não tem SSL, e não diz se o texto chegou: a mensagem fica na operadora.',
  ],
  settings,
  fields,
  secrets: ['password'],
  defaults: { accents: 'ascii', warnLength: 144, maxLength: 160, maxSegments: 1 },
  presets: [],
  warnings: withoutTls,
  abilities: () => ({ ...sendsOnly, balance: true }),
  connect,
});

function connect(settings: Settings, options: ConnectOptions): GatewayConnection {
  const { user, password } = settings;
  const provider = openProvider(settings, options, [user, password]);
  const streak = refusalStreak();
  const call = (parameters: Record<string, string>): HttpRequest => get(`/app/modulo/api/index.php?${encodeParameters(parameters)}`);
  const requestFor = ({ to, text }: OutgoingMessage): HttpRequest | Verdict => {
    const numbers = formatForGateway(to, 'area');
    if (numbers === null) return refused('número estrangeiro: o Khal só recebe área e número do Brasil');
    return call({ action: 'sendsms', lgn: user, pwd: password, msg: text, numbers });
  };
  return {
    send: (message, hooks) => provider.send(requestFor(message), hooks, (answer) => statusOneVerdict(answer, streak)),

    balance: () =>
      provider.ask(call({ action: 'getbalance', lgn: user, pwd: password }), (answer) => {
        const amount = /^-?\d+([.,]\d+)?$/.exec(textAt(answer.json, 'data') ?? '')?.[0].replace(',', '.');
        if (amount !== undefined && textAt(answer.json, 'status') === '1')
          return { kind: 'balance', amount, unit: 'messages', answer: answer.shown };
        const said = textAt(answer.json, 'msg');
        return said === null ? null : askFailure(answer, { reason: said });
      }),

    close: () => provider.close(),
  };
}
