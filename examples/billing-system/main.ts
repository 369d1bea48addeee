import { runMonth } from './month.ts';
import { ReguaRefusal } from './regua.ts';

const { REGUA_URL: url = 'http://localhost:8080', REGUA_API_KEY: apiKey, EXAMPLE_PORT: port = '9700' } = process.env;

/** `REGUA_API_KEY=… npx tsx examples/billing-system/main.ts`, beside a stack that `npm start` brought up. */
async function main(): Promise<void> {
  if (!apiKey) throw new Error('REGUA_API_KEY is missing: the key that npm start printed.');
  const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const say = (line: string) => console.log(line);
  await runMonth({ url, apiKey, port: Number(port), mobile: '(67) 99999-4321', dueDate: day(10), today: day(0), say });
  say('The charge is settled. The texts are in the sandbox inbox.');
}

main().catch((error: unknown) => {
  console.error(error instanceof ReguaRefusal ? error.message : error);
  process.exit(1);
});
