import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { MissingRule } from '../../domain/render.ts';
import type { Channel } from '../../domain/states.ts';
import { answerOf, api } from '../client/api.ts';
import { pagedQuery } from './pages.ts';

const readTemplates = (query: Record<string, string>) => answerOf(api.v1.templates.$get({ query }));
const readTemplate = (id: string) => answerOf(api.v1.templates[':id'].$get({ param: { id } }));

const readDraft = (id: string) => answerOf(api.v1.templates[':id'].draft.$get({ param: { id } }));
const readReach = (id: string) => answerOf(api.v1.templates[':id'].reach.$get({ param: { id } }));

export type Template = Awaited<ReturnType<typeof readTemplate>>;
export type TemplateDraft = Awaited<ReturnType<typeof readDraft>>;
export type TemplateReach = Awaited<ReturnType<typeof readReach>>;
export type Wording = Pick<Template, 'subject' | 'text' | 'missing'>;
export type TemplateFields = Wording & Pick<Template, 'name' | 'enabled' | 'channel'>;

export const templatesQuery = pagedQuery(['templates'], readTemplates);

/** Enough of them to choose one from. */
export const templateChoicesQuery = queryOptions({
  queryKey: ['templates', 'choices'],
  queryFn: async () => (await readTemplates({ limit: '500' })).items,
});

export function templateQuery(id: string) {
  return queryOptions({ queryKey: ['template', id], queryFn: () => readTemplate(id) });
}

/** What somebody works on, beside the text in force. */
export function draftQuery(id: string) {
  return queryOptions({ queryKey: ['template', id, 'draft'], queryFn: () => readDraft(id) });
}

/** Who speaks with a text now, and to how many. */
export function templateReachQuery(id: string) {
  return queryOptions({ queryKey: ['template', id, 'reach'], queryFn: () => readReach(id), staleTime: 0 });
}

type Since = { unchangedSince: string };

export const createTemplate = (json: TemplateFields) => answerOf(api.v1.templates.$post({ json }));
export const changeTemplate = (id: string, query: Since, json: TemplateFields) =>
  answerOf(api.v1.templates[':id'].$put({ param: { id }, query, json }));
export const saveDraft = (id: string, query: Since, json: Wording) =>
  answerOf(api.v1.templates[':id'].draft.$put({ param: { id }, query, json }));
export const discardDraft = (id: string) => answerOf(api.v1.templates[':id'].draft.$delete({ param: { id } }));

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
