import type { SavedQuery } from '../../../domain/saved-filters.ts';
import { messageKinds, messageStates } from '../../../domain/states.ts';
import { oneOf } from '../../app/search-params.ts';
import { startOfDay } from '../../format/zoned.ts';
import type { MessageFilter } from '../../queries/messages.ts';

/** What the address of the page says, but for the message that is opened. */
export type MessageSearch = {
  [Name in 'estado' | 'tipo' | 'gateway' | 'telefone' | 'cliente' | 'cobranca' | 'campanha' | 'de' | 'ate']?: string | undefined;
};

/** The filter of an address as the API takes it; days begin by the clocks of the place. */
export function filterOf(search: MessageSearch, zone: string): MessageFilter {
  return {
    state: oneOf(messageStates, search.estado),
    kind: oneOf(messageKinds, search.tipo),
    gatewayId: search.gateway,
    phone: search.telefone,
    customerId: search.cliente,
    chargeId: search.cobranca,
    campaignId: search.campanha,
    from: search.de && startOfDay(search.de, zone),
    to: search.ate && startOfDay(search.ate, zone, 1),
  };
}

/** The address that shows a saved filter. `dayOf` gives the day of an instant at the place. */
export function searchOf(query: SavedQuery, dayOf: (instant: Date) => string): MessageSearch {
  const { from, to } = query;
  return {
    estado: query.state,
    tipo: query.kind,
    gateway: query.gatewayId,
    telefone: query.phone,
    cliente: query.customerId,
    cobranca: query.chargeId,
    campanha: query.campaignId,
    de: from && dayOf(new Date(from)),
    // The first moment that no longer counts is the next day's.
    ate: to && dayOf(new Date(Date.parse(to) - 1)),
  };
}
