import type { GatewayPreset } from '../gateways/define.ts';

/** The filled-in form of a gateway that ends in the sandbox carrier of the local stack. It speaks as this service does. */
export const sandboxService = 'zenvia';

/** Nothing that goes there leaves the machine; `inbox` is where it can be read. */
export function sandboxPreset(url: URL): GatewayPreset & { inbox: string } {
  return {
    id: 'sandbox',
    label: 'Operadora de teste',
    notes: [`Nada sai de verdade: o que for enviado aparece em ${url.origin}, em vez de chegar a um celular.`],
    settings: { host: url.hostname, port: Number(url.port), ssl: false, account: 'teste', password: 'teste' },
    defaults: { accents: 'smart', warnLength: 144, maxLength: 160, maxSegments: 3 },
    inbox: url.origin,
  };
}
