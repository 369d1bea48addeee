import { answerOf, api } from '../client/api.ts';
import { givenOf, pagedQuery } from './pages.ts';

export type AuditFilter = {
  entity?: string | undefined;
  entityId?: string | undefined;
  actor?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

const readAudit = (query: Record<string, string>) => answerOf(api.v1.audit.$get({ query }));

export type AuditRecord = Awaited<ReturnType<typeof readAudit>>['items'][number];

/** Who changed what, newest first. */
export function auditQuery(filter: AuditFilter) {
  const given = givenOf(filter);
  return pagedQuery(['audit', given], (page) => readAudit({ ...given, ...page }));
}
