import { parseArgs } from 'node:util';
import { startSandbox } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'smtp-port': { type: 'string', default: '0' },
    'data-dir': { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
  },
});

const sandbox = await startSandbox({
  port: Number(values.port),
  smtpPort: Number(values['smtp-port']),
  dataDir: values['data-dir'] ?? null,
  host: values.host,
}).catch((error: Error) => {
  console.error(`sandbox: ${error.message}`);
  process.exit(1);
});
console.log(JSON.stringify({ ready: true, url: sandbox.url, smtpPort: sandbox.smtpPort }));

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
