import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';

const readExemptions = (query: { chargeId?: string; customerId?: string }) =>
  answerOf(api.v1.exemptions.$get({ query: { ...query, active: 'true', limit: '50' } }));

/** What keeps a charge or a customer from being chased or blocked, now. */
export function exemptionsQuery(about: { chargeId: string } | { customerId: string }) {
  return queryOptions({ queryKey: ['exemptions', about], queryFn: async () => (await readExemptions(about)).items });
}
