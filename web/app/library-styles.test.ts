import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const library = dirname(fileURLToPath(import.meta.resolve('@mantine/core')));
const web = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(file, 'utf8');

const parts = new Map(
  [...read(join(library, 'index.mjs')).matchAll(/import \{([^}]*)\} from "(\.[^"]+)"/g)].flatMap(([, names = '', file = '']) =>
    names.split(',').map((name): [string, string] => [name.trim().replace(/^.* as /, ''), join(library, file)]),
  ),
);
const usedByConsole = readdirSync(web, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.tsx'))
  .flatMap((name) => [...read(join(web, name)).matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)])
  .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
  .filter((name) => parts.has(name));

/** The style sheets that these parts of the library come with, by name. */
function stylesOf(names: readonly string[]): Set<string> {
  const styles = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    if (file.endsWith('.module.mjs')) styles.add(basename(file, '.module.mjs'));
    else for (const [, next = ''] of read(file).matchAll(/from "(\.[^"]+)"/g)) visit(join(dirname(file), next));
  };
  for (const name of names) visit(parts.get(name) ?? '');
  return styles;
}

test('every part of the library that the console uses comes with its styles, and no other does', () => {
  const taken = [...read(join(import.meta.dirname, 'library-styles.ts')).matchAll(/styles\/([A-Z]\w+)\.layer\.css/g)].map(
    ([, name]) => name,
  );
  expect(usedByConsole.length).toBeGreaterThan(100);
  // Notifications bring one of their own.
  expect(taken.toSorted()).toEqual([...stylesOf([...usedByConsole, 'Notification'])].toSorted());
});
