import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import type { ServiceState } from '../../frame/service-state.ts';
import { done } from '../../parts/done.ts';
import { settingsQuery } from '../../queries/house.ts';

/** What somebody may want of the service, as the address says it. */
export const serviceQuestions = ['ligar', 'desligar', 'sombra', 'pausar', 'retomar'] as const;
export type ServiceQuestion = (typeof serviceQuestions)[number];

/** What can be done where the service stands, the likeliest first. */
export const possibleIn: Record<ServiceState, readonly ServiceQuestion[]> = {
  on: ['pausar', 'sombra', 'desligar'],
  paused: ['retomar', 'desligar'],
  shadow: ['ligar', 'desligar'],
  off: ['ligar', 'sombra'],
};

const changes = {
  ligar: { service: 'on' },
  desligar: { service: 'off' },
  sombra: { service: 'shadow' },
  pausar: { paused: true },
  retomar: { paused: false },
} as const satisfies Record<ServiceQuestion, object>;

export function useServiceChange() {
  const { t } = useTranslation('service');
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (question: ServiceQuestion) => answerOf(api.v1.settings.$patch({ query: {}, json: changes[question] })),
    onSuccess: async (settings, question) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      done(t(`done.${question}`));
      await Promise.all(['today', 'pause'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
    },
  });
}
