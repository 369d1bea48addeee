import type { GatewayService } from './define.ts';
import { generic } from './generic.ts';
import { smtp } from './smtp.ts';

export { maskSettings, mergeSecrets, splitSecrets } from './secrets.ts';

/** Every provider Régua can speak to; a new one is a file and a line here. */
export const gatewayServices: readonly GatewayService[] = [generic, smtp];

/** The service of that id, undefined when there is none. */
export function gatewayService(id: string): GatewayService | undefined {
  return gatewayServices.find((service) => service.id === id);
}
