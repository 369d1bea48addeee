import { formatForGateway } from '../domain/phone.ts';
import type { ConnectOptions, GatewayConnection, OutgoingMessage } from './define.ts';
import type { HttpRequest } from './http.ts';
import type { PlaysmsSettings } from './khal-playsms-settings.ts';
import { openProvider } from './provider.ts';
import { refused, type Verdict } from './provider-answer.ts';
import { encodeParameters, get } from './requests.ts';
import { statusOneVerdict } from './status-one.ts';
import { refusalStreak } from './streak.ts';

type Settings = PlaysmsSettings & { typeCode: string };

/** The interface that integrators call at the seed's address: `action=sendSMS`, Login/ID as `token`, Senha as `tipo`. */
export function connectTokenTipo(settings: Settings, options: ConnectOptions): GatewayConnection {
  const { login, path, numberFormat, flash, flashParameter, typeCode } = settings;
  const provider = openProvider(settings, options, [login]);
  const streak = refusalStreak();
  const requestFor = ({ to, text }: OutgoingMessage): HttpRequest | Verdict => {
    const numbers = formatForGateway(to, numberFormat ?? 'area');
    if (numbers === null) return refused('número estrangeiro: este gateway só recebe área e número do Brasil');
    const query = encodeParameters({ action: 'sendSMS', token: login, tipo: typeCode, numbers, msg: text, assunto: '' });
    return get(`${path ?? '/app/modulo/api/index.php'}?${query}${flash ? `&${flashParameter}` : ''}`);
  };
  return {
    send: (message, hooks) => provider.send(requestFor(message), hooks, (answer) => statusOneVerdict(answer, streak)),
    close: () => provider.close(),
  };
}
