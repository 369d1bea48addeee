import type { common as portuguese } from '../pt-BR/common.ts';
import type { SameKeys } from '../same-keys.ts';

export const common: SameKeys<typeof portuguese> = {
  actions: {
    cancel: 'Cancel',
    clearFilters: 'Clear filters',
    close: 'Close',
    copy: 'Copy',
    copied: 'Copied',
    loadMore: 'Load more',
    retry: 'Try again',
  },
  time: { today: 'today', yesterday: 'yesterday', tomorrow: 'tomorrow', placeClock: '{{place}} time' },
  count: {
    shown_zero: 'nothing here',
    shown_one: '{{count, number}} shown',
    shown_other: '{{count, number}} shown',
    more: 'and there are more',
    all: 'that is all',
  },
  loading: 'Loading…',
  none: '—',
  showPassword: 'Show the password',
  why: 'why?',
  problem: {
    title: 'That did not work',
    connectionTitle: 'No answer from the server',
    connection: 'The connection dropped or the server is restarting. Nothing you typed is lost; we try again by ourselves.',
    stale: 'No answer from the server now: what you see is from {{time}}.',
    unavailable: 'The server is busy or restarting. Try again in a moment.',
    expectedAtField: 'expected: {{expected}}',
    kept: 'Nothing was stored; what you typed is still here.',
    pageTitle: 'This page did not open',
    page: 'Something on this screen failed. Reload it; if it happens again, tell whoever looks after the system.',
    reload: 'Reload',
    newVersion: 'The console was updated. Reload to go on.',
    notFoundTitle: 'There is nothing at this address',
    notFound: 'The link may have been copied in part, or the thing was deleted.',
    home: 'Go to Today',
    forbiddenTitle: 'Your access does not include this',
  },
};
