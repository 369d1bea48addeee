const account = {
  enabled: true,
  paused: false,
  fallback: false,
  intervalSeconds: 5,
  warnLength: 144,
  maxSegments: 3,
  accents: 'smart',
} as const;

/** The gateways of the demonstration: Zenvia as the sandbox carrier speaks it, which tells what became of each text, and the sandbox's mailbox. */
export function demoGateways({ sandboxUrl, smtpPort }: { sandboxUrl: string; smtpPort: number }) {
  return {
    sms: {
      ...account,
      name: 'Operadora de demonstração (Zenvia)',
      service: 'zenvia',
      quantity: 10,
      maxConnections: 10,
      price: '0.0650',
      maxLength: 160,
      settings: {
        host: '127.0.0.1',
        port: Number(new URL(sandboxUrl).port),
        ssl: false,
        account: 'demo',
        password: 'demonstracao',
      },
    },
    email: {
      ...account,
      name: 'E-mail de demonstração',
      service: 'smtp',
      quantity: null,
      maxConnections: 2,
      price: '0.0000',
      warnLength: 10_000,
      maxLength: 10_000,
      accents: 'keep',
      settings: { host: '127.0.0.1', port: smtpPort, secure: false, from: 'BrByte <cobranca@brbyte.example>' },
    },
  } as const;
}
