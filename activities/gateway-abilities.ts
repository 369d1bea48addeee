import { noQuestions, type Questions, questionsFor } from '../domain/ask-again.ts';
import { gatewayService } from '../gateways/catalogue.ts';
import { type GatewayAbilities, type GatewaySettings, sendsOnly } from '../gateways/define.ts';

/** What a gateway can do with its settings, which may be the masked ones; nothing but sending where they cannot be read. */
export function abilitiesOf({ service, settings }: { service: string; settings: GatewaySettings }): GatewayAbilities {
  const known = gatewayService(service);
  return known?.settings.safeParse(settings).success ? known.abilities(settings) : sendsOnly;
}

/** What the provider can be asked about its messages. */
export function questionsOf({ lookUp, dedupsByOurId }: GatewayAbilities): Questions {
  if (lookUp === null && !dedupsByOurId) return noQuestions;
  return questionsFor({ lookUpBy: lookUp?.by ?? null, dedups: dedupsByOurId });
}
