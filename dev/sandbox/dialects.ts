/** Parameters of a request, by name. */
export type Parameters = Record<string, string>;
type Answer = { status: number; type: string; body: string };

/** How one provider talks. `check` is its refusal in its own words, null when the text is taken. */
export type Dialect = {
  name: string;
  number(parameters: Parameters): string;
  text(parameters: Parameters): string;
  check(parameters: Parameters): Answer | null;
  accepted(id: number): Answer;
  /** What it says when told to refuse. */
  refusal: Answer;
};

const plain = (body: string, status = 200): Answer => ({ status, type: 'text/plain; charset=utf-8', body });
const json = (value: unknown): Answer => ({ status: 200, type: 'application/json', body: JSON.stringify(value) });
const kingError = (cause: string) => json({ status: 'error', cause });
const allcanceError = (msg: string) => json({ status: '0', msg });

const facilita: Dialect = {
  name: 'Facilita Móvel',
  number: ({ destinatario = '' }) => destinatario,
  text: ({ msg = '' }) => msg,
  check: ({ user, password, destinatario = '', msg }) => {
    if (!user || !password || wrong(user, password)) return plain('1;Login Invalido');
    if (!isAreaAndNumber(destinatario)) return facilita.refusal;
    return msg ? null : plain('4;Mensagem vazia ou invalida');
  },
  accepted: (id) => plain(`6;Mensagem enviada;${id}`),
  refusal: plain('3;Celular Invalido'),
};

const king: Dialect = {
  name: 'King Telecom',
  number: ({ numero = '' }) => numero,
  text: ({ msg = '' }) => msg,
  check: ({ acao, login, token, numero, msg }) => {
    if (acao !== 'sendsms') return kingError('Action Not Informed OR Invalid');
    if (!login || wrong(login)) return kingError('Incorrect Login');
    if (!token || wrong(token)) return kingError('Incorrect Token');
    if (!numero) return kingError('Number Not Informed');
    if (!isAreaAndNumber(numero)) return kingError('Incorrect Number Format');
    if (!/^\d\d9\d{8}$/.test(numero)) return kingError('Number Not Movel');
    if (!msg) return kingError('Message Not Informed');
    return [...msg].length > 160 ? kingError('Number of characters > 160') : null;
  },
  accepted: (id) => json({ status: 'success', cause: 'SMS Add Queue', id: String(id) }),
  refusal: kingError('Invalid Number'),
};

const allcance: Dialect = {
  name: 'Allcance SMS',
  number: ({ numbers = '' }) => numbers,
  text: ({ msg = '' }) => msg,
  check: ({ action, lgn, pwd, numbers = '', msg }) => {
    if (action !== 'sendsms') return allcanceError('ACAO INVALIDA');
    if (!lgn || !pwd || wrong(lgn, pwd)) return allcanceError('LOGIN OU SENHA INVALIDOS');
    if (!isAreaAndNumber(numbers)) return allcance.refusal;
    return msg ? null : allcanceError('MENSAGEM VAZIA');
  },
  accepted: (id) => json({ status: '1', data: String(id), msg: 'SUCESSO' }),
  refusal: allcanceError('NUMERO INVALIDO'),
};

const hotMobile: Dialect = {
  name: 'HotMobile',
  number: ({ number = '' }) => number,
  text: ({ msg = '' }) => msg,
  check: ({ usr, pwd, number = '', msg }) => {
    if (!usr || !pwd || wrong(usr, pwd)) return plain('-5');
    if (!/^55\d{10,11}$/.test(number)) return plain('-9');
    if (!/^55\d\d9\d{8}$/.test(number)) return hotMobile.refusal;
    return msg ? null : plain('-7');
  },
  accepted: (id) => plain(String(id)),
  refusal: plain('-13'),
};

const simple: Dialect = {
  name: 'Simples',
  number: ({ to = '' }) => to,
  text: ({ text = '' }) => text,
  check: ({ u, user, p, password, to = '', text }) => {
    if (wrong(u, user, p, password)) return plain('ERRO login', 401);
    if (!/^\+?\d{8,15}$/.test(to)) return simple.refusal;
    return text ? null : plain('ERRO texto vazio', 422);
  },
  accepted: (id) => plain(`OK ${id}`),
  refusal: plain('ERRO numero invalido', 422),
};

/** The providers' own paths, lower-cased: IIS does not care, and people type. */
export const dialects: Readonly<Record<string, Dialect>> = {
  '/api/simplesend.ft': facilita,
  '/kingsms/api.php': king,
  '/app/modulo/api/index.php': allcance,
  '/sendapi/send.aspx': hotMobile,
  '/send': simple,
};

/** User `errado`, password or token `errada`: what a visitor types to see a refused login. */
function wrong(...credentials: (string | undefined)[]): boolean {
  return credentials.some((value) => value !== undefined && /^errad[oa]$/i.test(value));
}

function isAreaAndNumber(number: string): boolean {
  return /^[1-9]{2}\d{8,9}$/.test(number);
}

/** E.164 of what a provider was given; unreadable numbers stay as they came. */
export function phoneOf(number: string): string {
  const digits = number.replace(/\D/g, '');
  if (/^55\d{10,11}$/.test(digits)) return `+${digits}`;
  return /^\d{10,11}$/.test(digits) ? `+55${digits}` : number.trim();
}

/** Parameters of a query or form: percent-encoded UTF-8, or Latin-1 where the bytes are not UTF-8. */
export function parseForm(encoded: string): Parameters {
  const parameters: Parameters = {};
  for (const pair of encoded.split('&')) {
    if (pair === '') continue;
    const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
    parameters[decode(name)] = decode(value);
  }
  return parameters;
}

function decode(encoded: string): string {
  const spaced = encoded.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
}
