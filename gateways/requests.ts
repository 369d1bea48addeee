import { percentEncode } from './charset.ts';
import type { HttpRequest } from './http.ts';

/** Parameters as a query or form writes them, in UTF-8; those that are null are left out. */
export function encodeParameters(parameters: Record<string, string | null>): string {
  return Object.entries(parameters)
    .flatMap(([name, value]) => (value === null ? [] : [`${name}=${percentEncode(value, 'utf-8')}`]))
    .join('&');
}

export function get(path: string, headers: Record<string, string> = {}): HttpRequest {
  return { method: 'GET', path, headers: { 'user-agent': 'Regua', ...headers }, body: null };
}

export function postForm(path: string, parameters: Record<string, string | null>): HttpRequest {
  const headers = { 'user-agent': 'Regua', 'content-type': 'application/x-www-form-urlencoded' };
  return { method: 'POST', path, headers, body: Buffer.from(encodeParameters(parameters)) };
}

export function postJson(path: string, value: unknown, headers: Record<string, string> = {}): HttpRequest {
  const own = { 'user-agent': 'Regua', accept: 'application/json', 'content-type': 'application/json' };
  return { method: 'POST', path, headers: { ...own, ...headers }, body: Buffer.from(JSON.stringify(value)) };
}
