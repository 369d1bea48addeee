import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { sharedService } from '../test/shared.ts';

const most = 350_000;

const chunks = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).default([]), css: z.array(z.string()).default([]) }),
);

let folder: string;
let manifest: z.infer<typeof chunks>;
beforeAll(async () => {
  ({ folder } = await sharedService('console', z.object({ folder: z.string() })));
  manifest = chunks.parse(JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')));
});

/** The files that a browser asks for when it opens these modules: theirs, and those of everything that they import at once. */
function filesOf(modules: readonly string[]): Set<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const visit = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    const { file, imports, css } = manifest[name] ?? { file: `no chunk ${name}`, imports: [], css: [] };
    for (const each of [file, ...css]) files.add(each);
    imports.forEach(visit);
  };
  modules.forEach(visit);
  return files;
}

function zippedBytes(files: Iterable<string>): number {
  return [...files].reduce((sum, file) => {
    const plain = readFileSync(join(folder, file));
    return sum + (file.endsWith('.woff2') ? plain.length : gzipSync(plain).length);
  }, 0);
}

test('signing in and the first page take at most 350 kB', () => {
  const fonts = readdirSync(join(folder, 'assets')).filter((name) => /-latin-wght.*\.woff2$/.test(name));
  expect(fonts).toHaveLength(1);
  const files = [...filesOf(['index.html', 'pages/today/today-page.tsx']), 'index.html', 'color-scheme.js', 'regua.svg'];
  expect(zippedBytes([...new Set(files), ...fonts.map((name) => `assets/${name}`)])).toBeLessThanOrEqual(most);
});

test('the console comes in fewer files than a browser asks for at a time', () => {
  expect(filesOf(['index.html']).size).toBeLessThanOrEqual(6);
});

test('no other page comes with the first one', () => {
  const first = filesOf(['index.html', 'pages/today/today-page.tsx']);
  const pages = Object.keys(manifest).filter((name) => /^pages\/.*-page\.tsx$/.test(name) && !name.includes('today-page'));
  expect(pages.length).toBeGreaterThan(20);
  expect(pages.filter((name) => first.has(manifest[name]?.file ?? ''))).toEqual([]);
});
