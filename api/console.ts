import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { ApiEnv } from './context.ts';

type ConsoleFile = { type: string; plain: Uint8Array<ArrayBuffer>; gzipped: Uint8Array<ArrayBuffer> | null; tag: string };

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Names of these change with their content, so a browser may keep them for ever; all else is asked for again each time. */
const keptForEver = /^\/assets\//;
/** Addresses of the API and its pages: an unknown one of them is an error, never the console. */
const notTheConsole = /^\/(v1|auth|hooks|l|health|docs|openapi\.json)(\/|$)/;

/**
 * Serves the built staff console out of `folder`: its files, and its one page at every other address, which its own router then reads.
 * The files are read once, at the start; so no path leads out of the folder.
 */
export async function serveConsole(folder: string): Promise<MiddlewareHandler<ApiEnv>> {
  const files = await readFiles(folder);
  const page = files.get('/index.html');
  if (page === undefined) throw new Error(`${folder} holds no built console: index.html is missing`);
  return async (c, next) => {
    const { method, path } = c.req;
    const isRead = method === 'GET' || method === 'HEAD';
    if (!isRead || notTheConsole.test(path)) return next();
    const file = files.get(path) ?? (extname(path) === '' ? page : undefined);
    if (file === undefined) return next();
    return policy(c, async () => {
      c.res = answerFile(c.req.raw.headers, file, keptForEver.test(path));
    });
  };
}

function answerFile(asked: Headers, { type, plain, gzipped, tag }: ConsoleFile, forEver: boolean): Response {
  const headers = {
    'Cache-Control': forEver ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: tag,
    ...(gzipped !== null && { Vary: 'Accept-Encoding' }),
  };
  if (asked.get('If-None-Match')?.includes(tag)) return new Response(null, { status: 304, headers });
  const zipped = gzipped !== null && /\bgzip\b/.test(asked.get('Accept-Encoding') ?? '');
  return new Response(zipped ? gzipped : plain, {
    headers: { ...headers, 'Content-Type': type, ...(zipped && { 'Content-Encoding': 'gzip' }) },
  });
}

async function readFiles(folder: string): Promise<ReadonlyMap<string, ConsoleFile>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => extname(name) in types);
  const files = await Promise.all(
    names.map(async (name): Promise<[string, ConsoleFile]> => {
      const plain = new Uint8Array(await readFile(join(folder, name)));
      const gzipped = extname(name) === '.woff2' || extname(name) === '.png' ? null : new Uint8Array(gzipSync(plain));
      const tag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
      return [`/${name.replaceAll('\\', '/')}`, { type: types[extname(name)] ?? '', plain, gzipped, tag }];
    }),
  );
  return new Map(files);
}

/** Styles may stand in the page, because Mantine writes the variables of its theme there; scripts may not. */
const policy = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'same-origin',
});
