import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './regua-api.d.ts';

export type Regua = Client<paths>;
type Problem = components['schemas']['Problem'];

/** What Régua refused, in its own words: the code never changes its name, the fields say what was given and expected. */
export class ReguaRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string) {
    super(`Régua answered ${status} ${code}: ${detail}`);
    this.name = 'ReguaRefusal';
    this.status = status;
    this.code = code;
  }
}

/** Régua's API, typed by its own description. Every call throws a `ReguaRefusal` where the answer is not 2xx. */
export function connectRegua({ url, apiKey }: { url: string; apiKey: string }): Regua {
  const client = createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${apiKey}`, 'Accept-Language': 'pt-BR' } });
  client.use({
    async onResponse({ response }) {
      if (response.ok) return;
      const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json') ?? false;
      const problem: Partial<Problem> = isProblem ? JSON.parse(await response.clone().text()) : {};
      const fields = (problem.errors ?? []).map(({ path, expected }) => ` ${path}: ${expected}.`).join('');
      throw new ReguaRefusal(response.status, problem.code ?? 'unknown', `${problem.detail ?? response.statusText}${fields}`);
    },
  });
  return client;
}
