import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import type { ApiDeps, ApiEnv } from '../context.ts';

/** Where a request comes from, and whether the browser sees https. */
export type Origin = { address: string; https: boolean };

/**
 * The address of the caller: of the connection, or, where that is a trusted proxy's, the last one in X-Forwarded-For that is not a proxy.
 * Whoever else sends that header only says something about himself that nobody believes.
 */
export function originOf(deps: Pick<ApiDeps, 'web'>, c: Context<ApiEnv>): Origin {
  const { publicUrl, isTrustedProxy } = deps.web;
  const peer = peerOf(c);
  const https = publicUrl?.protocol === 'https:' || new URL(c.req.url).protocol === 'https:';
  if (peer === null || !isTrustedProxy(peer)) return { address: peer ?? 'unknown', https };
  const hops = (c.req.header('X-Forwarded-For') ?? '')
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => hop !== '');
  const address = hops.findLast((hop) => !isTrustedProxy(hop)) ?? peer;
  return { address, https: https || c.req.header('X-Forwarded-Proto') === 'https' };
}

function peerOf(c: Context<ApiEnv>): string | null {
  const hasConnection = typeof c.env === 'object' && c.env !== null && 'incoming' in c.env;
  const address = hasConnection ? getConnInfo(c).remote.address : undefined;
  return address?.replace(/^::ffff:(?=[\d.]+$)/, '') ?? null;
}
