import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { MissingRule } from '../../domain/render.ts';
import type { Channel } from '../../domain/states.ts';
import { answerOf, api } from '../client/api.ts';
import { pagedQuery } from './pages.ts';

const readTemplates = (query: Record<string, string>) => answerOf(api.v1.templates.$get({ query }));
const readTemplate = (id: string) => answerOf(api.v1.templates[':id'].$get({ param: { id } }));

export type Template = Awaited<ReturnType<typeof readTemplate>>;

export const templatesQuery = pagedQuery(['templates'], readTemplates);

/** Enough of them to choose one from. */
export const templateChoicesQuery = queryOptions({
  queryKey: ['templates', 'choices'],
  queryFn: async () => (await readTemplates({ limit: '500' })).items,
});

export function templateQuery(id: string) {
  return queryOptions({ queryKey: ['template', id], queryFn: () => readTemplate(id) });
}

const readVersions = (id: string, query: Record<string, string>) =>
  answerOf(api.v1.templates[':id'].versions.$get({ param: { id }, query }));

export type TemplateVersion = Awaited<ReturnType<typeof readVersions>>['items'][number];

/** Every text that a template had, newest first. */
export function templateVersionsQuery(id: string) {
  return pagedQuery(['templates', id, 'versions'], (page) => readVersions(id, page));
}

type Previewed = {
  channel: Channel;
  subject: string | null;
  text: string;
  missing: Readonly<Record<string, MissingRule>>;
  shortLinks: boolean;
  customerId?: string;
  chargeId?: string;
  /** Whose columns the text may name. */
  lists?: string[];
};

/** A text as somebody would get it, saved or not. */
export function textPreviewQuery(json: Previewed) {
  return queryOptions({
    queryKey: ['text-preview', json],
    queryFn: () => answerOf(api.v1.templates.preview.$post({ json })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
