import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../client/problem.ts';

const mostRetries = 3;

/**
 * A lost connection or a busy server is tried again by itself; a refusal is shown at once. A browser that believes itself offline asks all
 * the same: a page says then that the line is down, and nothing that was ordered waits to be carried out unseen when it is back.
 */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: signedOut }),
  mutationCache: new MutationCache({ onError: signedOut }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      refetchOnReconnect: true,
      staleTime: 10_000,
      retry: (failures, error) => failures < mostRetries && mayPass(error),
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 5_000),
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** A session that ended shows the sign-in over the page; asking who is signed in is what shows it. */
function signedOut(error: Error): void {
  if (!(error instanceof ApiProblem) || error.code !== 'unauthorized') return;
  const me = queryClient.getQueryState(['me']);
  if (me?.status === 'success' && me.fetchStatus === 'idle') void queryClient.refetchQueries({ queryKey: ['me'] });
}

function mayPass(error: Error): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status === 503 || error.status === 502);
}
