import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { createAnswerMask } from './answer-text.ts';
import {
  type ConnectOptions,
  defineGateway,
  type GatewayConnection,
  type OutgoingMessage,
  type SendHooks,
  type SendResult,
  sendsOnly,
} from './define.ts';
import { guardedLookup, isRefusedAddress, reasonOf } from './http.ts';
import { type OutboundPolicy, parseAddress } from './outbound-policy.ts';
import { type SmtpFault, type SmtpStage, smtpOutcome } from './smtp-outcome.ts';
import { createSmtpPool } from './smtp-pool.ts';
import { type SmtpSettings, smtpFields, smtpSettings, smtpWarnings } from './smtp-settings.ts';

/** E-mail through any mail server. */
export const smtp = defineGateway<SmtpSettings>({
  id: 'smtp',
  label: 'E-mail (SMTP)',
  channel: 'email',
  notes: ['Muitos provedores de e-mail exigem uma senha de aplicativo, criada no painel deles.'],
  settings: smtpSettings,
  fields: smtpFields,
  secrets: ['password'],
  defaults: { accents: 'keep', warnLength: 10_000, maxLength: 10_000, maxSegments: 1 },
  presets: [],
  warnings: smtpWarnings,
  abilities: () => sendsOnly,
  connect,
});

function connect(settings: SmtpSettings, { maxConnections, timeoutMs = settings.timeoutMs, outbound }: ConnectOptions): GatewayConnection {
  const mask = createAnswerMask([settings.user, settings.password, `\0${settings.user}\0${settings.password}`]);
  const pool = createSmtpPool(maxConnections, () => openSession(settings, timeoutMs, outbound));
  return {
    async send(message, hooks) {
      const delivery: Delivery = { stage: 'connect', session: null };
      const deadline = setTimeout(() => delivery.session?.close(), timeoutMs);
      try {
        return await deliver(delivery, await composed(settings, message), hooks);
      } catch (error) {
        if (delivery.session !== null) pool.discard(delivery.session);
        return failure(error, delivery.stage, mask);
      } finally {
        clearTimeout(deadline);
      }
    },
    close: () => pool.close(),
  };

  async function deliver(delivery: Delivery, mail: Mail, hooks: SendHooks): Promise<SendResult> {
    const session = await pool.take();
    delivery.session = session;
    delivery.stage = 'envelope';
    hooks.onWire();
    const content = Readable.from(
      (function* () {
        delivery.stage = 'content'; // read first once the server has said 354
        yield mail.bytes;
      })(),
    );
    const { response, serverMessageId } = await sendOn(session, mail.envelope, content);
    pool.giveBack(session);
    return { outcome: 'accepted', providerId: serverMessageId ?? mail.messageId, answer: mask(response) };
  }
}

type Delivery = { stage: SmtpStage; session: SMTPConnection | null };
type Mail = { envelope: { from: string; to: string[] }; bytes: Buffer; messageId: string };

/** The Message-ID comes of our own id: the same message sent again is the same mail to whoever compares. */
async function composed({ from, replyTo }: SmtpSettings, { id, to, subject, text }: OutgoingMessage): Promise<Mail> {
  const sender = /<([^<>]+)>$/.exec(from)?.[1] ?? from;
  const messageId = `<${id.replace(/[^\w.-]/g, '-')}@${sender.split('@').at(-1)}>`;
  const composer = new MailComposer({
    from,
    to: [{ name: '', address: to }],
    subject: subject ?? '',
    text,
    messageId,
    ...(replyTo ? { replyTo } : {}),
  });
  return { envelope: { from: sender, to: [to] }, bytes: await composer.compile().build(), messageId };
}

/** A connection greeted and logged in. The host is resolved here, so that what the policy allowed is what is dialled. */
async function openSession(settings: SmtpSettings, timeoutMs: number, outbound: OutboundPolicy): Promise<SMTPConnection> {
  const { host, port, secure, requireTls, user, password } = settings;
  const address = await resolve(host, outbound);
  const session = new SMTPConnection({
    host: address,
    ...(parseAddress(host) === null ? { servername: host } : {}),
    port,
    secure,
    requireTLS: requireTls,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    allowInternalNetworkInterfaces: true,
  });
  await new Promise<void>((done, fail) => {
    session.once('error', fail);
    session.connect((error) => (error ? fail(error) : done()));
  });
  if (!user) return session;
  await new Promise<void>((done, fail) => {
    session.once('error', fail);
    session.login({ user, pass: password ?? '' }, (error) => (error ? fail(new LoginRefused(error)) : done()));
  }).catch((error) => {
    session.close();
    throw error;
  });
  return session;
}

class LoginRefused extends Error {
  readonly fault: SmtpFault;
  constructor(fault: SmtpFault) {
    super(fault.message);
    this.fault = fault;
  }
}

function resolve(host: string, outbound: OutboundPolicy): Promise<string> {
  return new Promise((done, fail) => {
    guardedLookup(outbound)(host, {}, (error, address) => (error || typeof address !== 'string' ? fail(error) : done(address)));
  });
}

function sendOn(session: SMTPConnection, envelope: Mail['envelope'], content: Readable): Promise<SMTPConnection.SentMessageInfo> {
  return new Promise((done, fail) => {
    const cut = () => settle(new Error('conexão cortada'));
    const settle = (error: Error | null, sent?: SMTPConnection.SentMessageInfo) => {
      session.off('error', settle).off('end', cut);
      if (error === null && sent) done(sent);
      else fail(error ?? new Error('sem resposta'));
    };
    session.on('error', settle).on('end', cut);
    session.send(envelope, content, settle);
  });
}

function failure(error: unknown, stage: SmtpStage, mask: (text: string) => string): SendResult {
  if (isRefusedAddress(error) && error instanceof Error) return { outcome: 'misconfigured', reason: error.message, answer: '' };
  if (error instanceof LoginRefused) return smtpOutcome(error.fault, 'login', mask);
  if (!(error instanceof Error)) return smtpOutcome({ message: String(error) }, stage, mask);
  const fault: SmtpFault = error;
  return smtpOutcome(fault.response ? fault : { message: reasonOf(error) }, stage, mask);
}
