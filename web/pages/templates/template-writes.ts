import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUnchangedSince } from '../../client/unchanged-since.ts';
import { done } from '../../parts/done.ts';
import {
  changeTemplate,
  createTemplate,
  discardDraft,
  draftQuery,
  saveDraft,
  type Template,
  type TemplateDraft,
  type TemplateFields,
  type Wording,
} from '../../queries/templates.ts';

/** A new template leads to its page. */
export function useNewTemplate() {
  const { t } = useTranslation('templates');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: createTemplate,
    onSuccess: async (made) => {
      queryClient.setQueryData(['template', made.id], made);
      await queryClient.invalidateQueries({ queryKey: ['templates'] });
      done(t('saved'));
      await navigate({ to: '/templates/$templateId', params: { templateId: made.id } });
    },
  });
}

/** What is put in force and what is kept as a draft; neither undoes, unseen, what somebody else did after the page was opened. */
export function useTemplateWrites(template: Template, draft: TemplateDraft | null) {
  const { t } = useTranslation('templates');
  const queryClient = useQueryClient();
  const [readAt] = useState([template.updatedAt, draft?.updatedAt ?? ''].toSorted().at(-1));
  const edit = useUnchangedSince(readAt);
  const { id } = template;
  const readAnew = () => Promise.all([['template', id], ['templates']].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  const publication = useMutation({
    mutationFn: async (fields: TemplateFields) => {
      await edit((query) => changeTemplate(id, query, fields));
      if (draft !== null) await discardDraft(id);
    },
    onSuccess: async () => {
      await readAnew();
      done(t('saved'));
    },
  });
  const drafting = useMutation({
    mutationFn: (wording: Wording) => edit((query) => saveDraft(id, query, wording)),
    onSuccess: async (saved) => {
      queryClient.setQueryData(draftQuery(id).queryKey, saved);
      await readAnew();
      done(t('draft.saved'));
    },
  });
  return { publication, drafting };
}

/** Drops the draft: the text in force is all there is again. */
export function useDiscardedDraft(id: string, onDiscarded: () => void) {
  const { t } = useTranslation('templates');
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => discardDraft(id),
    onSuccess: async () => {
      await Promise.all([['template', id], ['templates']].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
      done(t('draft.discarded'));
      onDiscarded();
    },
  });
}
