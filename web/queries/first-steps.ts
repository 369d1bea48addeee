import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';

const readTemplates = () => answerOf(api.v1.templates.$get({ query: { limit: '100' } }));

export type Template = Awaited<ReturnType<typeof readTemplates>>['items'][number];
export type FirstThings = Awaited<ReturnType<typeof readFirstThings>>;

/** Whether the house has what a first text needs, and whether one was sent already. */
export const firstThingsQuery = queryOptions({ queryKey: ['first-things'], queryFn: readFirstThings, staleTime: 0 });

async function readFirstThings() {
  const [units, gateways, settings, customers, templates, tests, written, charges, ladders, people] = await Promise.all([
    answerOf(api.v1.units.$get({ query: { limit: '1' } })),
    answerOf(api.v1.gateways.$get({ query: { limit: '100' } })),
    answerOf(api.v1.settings.$get()),
    answerOf(api.v1.customers.$get({ query: { limit: '1' } })),
    readTemplates(),
    answerOf(api.v1.messages.$get({ query: { kind: 'test', limit: '1' } })),
    answerOf(api.v1.messages.$get({ query: { kind: 'manual', limit: '1' } })),
    answerOf(api.v1.charges.$get({ query: { limit: '1' } })),
    answerOf(api.v1['rule-sets'].$get({ query: { limit: '500' } })),
    answerOf(api.v1.users.$get({ query: { limit: '2' } })),
  ]);
  const { notices } = settings.defaultGateways;
  const ofTexts = gateways.items.filter(({ channel, retiredAt }) => channel === 'sms' && retiredAt === null);
  return {
    unit: units.items[0] ?? null,
    gateways: ofTexts,
    gateway: ofTexts.find(({ id }) => id === notices) ?? null,
    hasCustomers: customers.items.length > 0,
    template: templates.items.findLast(({ channel }) => channel === 'sms') ?? null,
    hasSent: tests.items.length + written.items.length > 0,
    hasCharges: charges.items.length > 0,
    hasLadder: ladders.items.some(({ publishedVersion }) => publishedVersion !== null),
    hasColleagues: people.items.length > 1,
    isOn: settings.service === 'on',
  };
}

/** The text of a template as a customer of the sample data would get it. */
export function samplePreviewQuery(templateId: string) {
  return queryOptions({
    queryKey: ['templates', templateId, 'sample'],
    queryFn: () => answerOf(api.v1.templates[':id'].preview.$post({ param: { id: templateId }, json: {} })),
  });
}
