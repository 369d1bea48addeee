import type { AddressInfo } from 'node:net';
import { type AddressObject, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Faults } from './faults.ts';
import type { SandboxStore } from './store.ts';

/** A mail server that takes everything into the mailbox, but for a login `errado`/`errada` and recipients named `recusado@…`. */
export async function startMailbox(
  host: string,
  port: number,
  store: SandboxStore,
  faults: Faults,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      if (username === 'errado' || password === 'errada') return done(refusal(535, 'Authentication failed'));
      done(null, { user: username ?? '' });
    },
    onRcptTo({ address }, _session, done) {
      const refused = /^recusad[oa]@/i.test(address) || (faults.concerns(address) && Math.random() < faults.settings.refuse);
      done(refused ? refusal(550, 'No such user here') : null);
    },
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const { text = '', subject = '', messageId = '' } = mail;
        store.addMail({ from: addressText(mail.from), to, subject, text, messageId });
        setTimeout(done, faults.settings.delayMs);
      }, done);
    },
  });
  server.on('error', () => {}); // a client that hangs up is no fault of the mailbox
  await new Promise<void>((done, fail) => {
    server.server.once('error', fail);
    server.listen(port, host, done);
  });
  const bound: AddressInfo | string | null = server.server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : port,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

function addressText(address: AddressObject | undefined): string {
  return address?.text ?? '';
}
