import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../client/api.ts';

const readUnit = (id: string) => answerOf(api.v1.units[':id'].$get({ param: { id } }));
const readPanels = () => answerOf(api.v1.panels.$get({ query: { limit: '500' } }));

export type Unit = Awaited<ReturnType<typeof readUnit>>;

/** The groups in which the network keeps its customers. */
export const panelsQuery = queryOptions({ queryKey: ['panels'], queryFn: async () => (await readPanels()).items });
