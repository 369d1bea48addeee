import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { manualPages } from '../frame/manual-pages.ts';
import { dailyPages, settingsPages } from '../frame/pages.ts';
import { anchorOf, manualFiles } from './site.ts';

const folder = join(import.meta.dirname, '../../docs/manual');
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
const textOf = (page: string) => readFileSync(join(folder, page), 'utf8');

const anchorsOf = (file: string) => [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** What is wrong with the links and images of a text that stands in `file`. */
function brokenLinks(text: string, file: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^https?:/.test(target))
    .filter((target) => {
      const [path = '', anchor] = target.split('#');
      const linked = path === '' ? file : join(dirname(file), path);
      return !existsSync(linked) || (anchor !== undefined && !anchorsOf(linked).includes(decodeURI(anchor)));
    });
}

test.each(pages)('every link and picture of the manual leads somewhere: %s', (page) => {
  expect(brokenLinks(textOf(page), join(folder, page))).toEqual([]);
});

test('a link to a page, a place or a picture that is not there is found', () => {
  const file = join(folder, 'README.md');
  const text = '[a](nao-existe.md) [b](hoje.md#nao-existe) [c](#todo-dia) ![d](imagens/nao-existe.png) [e](hoje.md)';
  expect(brokenLinks(text, file)).toEqual(['nao-existe.md', 'hoje.md#nao-existe', 'imagens/nao-existe.png']);
});

test('every page of the manual is in its index', () => {
  expect(pages.filter((page) => page !== 'README.md' && !textOf('README.md').includes(`](${page})`))).toEqual([]);
});

test('every page of the navigation has its page of the manual', () => {
  const without = [...dailyPages, ...settingsPages].filter(({ to }) => !pages.includes(`${manualPages[to]}.md`));
  expect(without.map(({ to }) => to)).toEqual([]);
});

test('the built manual has every page and picture, and its links lead to built pages', () => {
  const files = manualFiles(folder);
  expect([...files.keys()]).toEqual(expect.arrayContaining(pages.map((page) => page.replace('README', 'index').replace('.md', '.html'))));
  const targets = [...files.values()].flatMap((file) =>
    typeof file === 'string' ? [...file.matchAll(/(?:href|src)="(?!https?:|\/)([^"#]+)/g)].map(([, target = '']) => target) : [],
  );
  expect(targets.filter((target) => !files.has(target))).toEqual([]);
});
