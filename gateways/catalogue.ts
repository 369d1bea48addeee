import type { GatewayService } from './define.ts';
import { generic } from './generic.ts';
import { kannel } from './kannel.ts';
import { khal } from './khal.ts';
import { khalPlaysms } from './khal-playsms.ts';
import { smsgatewayMe } from './smsgateway-me.ts';
import { smtp } from './smtp.ts';
import { voipr } from './voipr.ts';
import { zenvia } from './zenvia.ts';
import { zenviaV2 } from './zenvia-v2.ts';

export { maskSettings, mergeSecrets, splitSecrets } from './secrets.ts';

/** Every provider Régua can speak to; a new one is a file and a line here. */
export const gatewayServices: readonly GatewayService[] = [voipr, smsgatewayMe, khal, khalPlaysms, zenvia, zenviaV2, kannel, generic, smtp];

/** The service of that id, undefined when there is none. */
export function gatewayService(id: string): GatewayService | undefined {
  return gatewayServices.find((service) => service.id === id);
}
