import type SMTPConnection from 'nodemailer/lib/smtp-connection';

/** Connections kept for the next mail; servers count and limit logins, so each is used again while mails keep coming. */
export type SmtpPool = {
  /** An idle connection, or a new one; waits while `limit` are out. */
  take(): Promise<SMTPConnection>;
  giveBack(session: SMTPConnection): void;
  discard(session: SMTPConnection): void;
  close(): Promise<void>;
};

const idleMs = 10_000;

export function createSmtpPool(limit: number, open: () => Promise<SMTPConnection>): SmtpPool {
  const idle = new Map<SMTPConnection, NodeJS.Timeout>();
  const waiting: (() => void)[] = [];
  const emptied: (() => void)[] = [];
  let out = 0;
  let closing = false;

  const leave = () => {
    out -= 1;
    waiting.shift()?.();
    if (out === 0) for (const done of emptied.splice(0)) done();
  };
  const drop = (session: SMTPConnection) => {
    clearTimeout(idle.get(session));
    idle.delete(session);
  };
  const idleTimer = (session: SMTPConnection) =>
    setTimeout(() => {
      drop(session);
      session.quit();
    }, idleMs).unref();

  return {
    async take() {
      while (out >= limit) await new Promise<void>((free) => waiting.push(free));
      out += 1;
      for (const session of [...idle.keys()]) {
        drop(session);
        if (!session.destroyed) return session;
      }
      try {
        const session = await open();
        session.on('error', () => drop(session)); // a fault with no mail under way; the others fail their own send
        session.on('end', () => drop(session));
        return session;
      } catch (error) {
        leave();
        throw error;
      }
    },
    giveBack(session) {
      if (closing) session.quit();
      else idle.set(session, idleTimer(session));
      leave();
    },
    discard(session) {
      session.close();
      leave();
    },
    async close() {
      closing = true;
      for (const session of [...idle.keys()]) {
        drop(session);
        session.quit();
      }
      if (out > 0) await new Promise<void>((done) => emptied.push(done));
    },
  };
}
