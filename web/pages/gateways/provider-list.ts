import { foldedText } from '../../../domain/folded-text.ts';
import type { GatewayService } from '../../queries/gateways.ts';

type Service = Pick<GatewayService, 'id' | 'label' | 'channel'> & { presets: readonly Record<string, unknown>[] };

/** A form that can be chosen: of a service, or one that is filled in already. */
export type Choice = { servico: string; modelo: string | undefined };
/** A provider as people know it, with what it sells where that are several things. */
export type Provider = Choice & {
  label: string;
  isMail: boolean;
  kinds: { label: string; choice: Choice }[];
};

/**
 * Every provider by itself, also those that the generic service is only filled in for: nobody looks for theirs under "Outros". What one
 * provider sells under several names stands with it. `typed`: some words of either.
 */
export function providersOf(services: readonly Service[], typed = ''): Provider[] {
  const all = services.flatMap(({ id, label, channel, presets }): Provider[] => {
    const isMail = channel === 'email';
    const own = presets.filter(({ kind }) => kind === undefined);
    const kinds = presets
      .filter(({ kind }) => kind !== undefined)
      .map(({ id: modelo, kind }) => ({ label: String(kind), choice: { servico: id, modelo: String(modelo) } }));
    const filledIn = own.map((preset) => ({ servico: id, modelo: String(preset.id), label: String(preset.label), isMail, kinds: [] }));
    return [...filledIn, { servico: id, modelo: undefined, label, isMail, kinds }];
  });
  const wanted = foldedText(typed.trim());
  return all.filter(({ label, kinds }) => [label, ...kinds.map((kind) => kind.label)].some((name) => foldedText(name).includes(wanted)));
}
