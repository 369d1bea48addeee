import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { done } from '../../parts/done.ts';
import { bringBackGateway, deleteGateway, retireGateway } from '../../queries/gateways.ts';
import { gatewaysQuery } from '../../queries/house.ts';

/** Removes a gateway that nothing tells of, and leaves its page. */
export function useGatewayDeletion(id: string) {
  const { t } = useTranslation('gatewaySetup');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => deleteGateway(id),
    onSuccess: async () => {
      await navigate({ to: '/configuracao/gateways' });
      queryClient.removeQueries({ queryKey: ['gateway', id] });
      await queryClient.invalidateQueries({ queryKey: gatewaysQuery.queryKey });
      done(t('end.deleted'));
    },
  });
}

/** Gives a gateway up; its page stays. */
export function useRetirement(id: string) {
  const { t } = useTranslation('gatewaySetup');
  return useGatewayState(id, retireGateway, t('end.retired'));
}

/** Takes a gateway up again, switched off. */
export function useComeback(id: string) {
  const { t } = useTranslation('gatewaySetup');
  return useGatewayState(id, bringBackGateway, t('retired.backDone'));
}

function useGatewayState(id: string, write: (id: string) => Promise<unknown>, said: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => write(id),
    onSuccess: async () => {
      await Promise.all([['gateway', id], gatewaysQuery.queryKey].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
      done(said);
    },
  });
}
