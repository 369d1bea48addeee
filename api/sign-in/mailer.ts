import type { Logger } from 'pino';
import type { Db } from '../../db/client.ts';
import { type Gateway, readGateway } from '../../db/queries/gateways.ts';
import { readSettings } from '../../db/queries/settings.ts';
import type { Sealer } from '../../db/sealed.ts';
import { gatewayService, mergeSecrets } from '../../gateways/catalogue.ts';
import type { OutboundPolicy } from '../../gateways/outbound-policy.ts';
import { openSecrets } from '../gateway-settings.ts';

export type Letter = { id: string; to: string; subject: string; text: string };

/** Letters of the house itself, through the e-mail gateway of the settings. They are in no list: what they say is for one person. */
export type Mailer = {
  /** Whether there is a gateway to send with. */
  isReady(): Promise<boolean>;
  /** Hands a letter over; what became of it is only in the log. */
  send(letter: Letter): Promise<void>;
};

export function createMailer({
  db,
  sealer,
  outbound,
  log,
}: {
  db: Db;
  sealer: Sealer | null;
  outbound: OutboundPolicy;
  log: Logger;
}): Mailer {
  return {
    isReady: async () => (await readMailGateway(db)) !== null,
    async send({ id, to, subject, text }) {
      const gateway = await readMailGateway(db);
      const service = gateway && gatewayService(gateway.service);
      if (!gateway || !service) return;
      const { secrets, unreadable } = openSecrets(gateway.secrets, sealer);
      if (unreadable.length > 0)
        return log.warn({ gatewayId: gateway.id }, 'letter not sent: the credentials of the gateway cannot be read');
      const connection = service.connect(mergeSecrets(service, gateway.settings, secrets), { maxConnections: 1, outbound });
      try {
        const { outcome } = await connection.send({ id, to, subject, text }, { onWire: () => {} });
        if (outcome !== 'accepted') log.warn({ gatewayId: gateway.id, outcome }, 'letter not sent');
      } finally {
        await connection.close();
      }
    },
  };
}

async function readMailGateway(db: Db): Promise<Gateway | null> {
  const { email } = (await readSettings(db)).defaultGateways;
  const gateway = email === null ? null : await readGateway(db, email);
  return gateway?.enabled ? gateway : null;
}
