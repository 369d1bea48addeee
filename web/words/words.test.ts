import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { en } from './en/index.ts';
import { ptBR } from './pt-BR/index.ts';

const web = join(import.meta.dirname, '..');
const files = readdirSync(web, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|^words[\\/]|^stories[\\/]|vite\.config/.test(name))
  .map((name) => ({ name, text: readFileSync(join(web, name), 'utf8') }));

/** What a person would read: a letter with a space or an accent near it, or a capitalised word. Keys, classes and addresses are neither. */
const readable = /[\p{L}][\p{L},.]* +[\p{L}“]|[À-ÿ]|^[A-Z][a-zà-ÿ]+$/u;
/** Proper names of places, browsers and languages, keys of a keyboard, and what only a programmer reads. */
const notWords = [/^format\/(zone\.tsx|browser\.ts)$/, /^frame\/user-menu\.tsx$/];
const keyboard = /^(Arrow(Up|Down)|Enter|Esc|Escape|Ctrl K|Event|Tab)$/;

/** Texts in a source file that no catalogue holds: between tags, and as values that are shown. */
function strayTexts(name: string, text: string): string[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isThrowStatement(node)) return;
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text) && !keyboard.test(node.text.trim())) found.push(node.text.trim());
    if ((ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) && readable.test(node.text) && !isTechnical(node))
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTechnical(node: ts.StringLiteralLike): boolean {
  const { parent, text } = node;
  if (keyboard.test(text) || ts.isLiteralTypeNode(parent)) return true;
  if (ts.isPropertyAssignment(parent) && (parent.name === node || /font|background|border/i.test(parent.name.getText()))) return true;
  if (ts.isJsxAttribute(parent)) return /^(d|className|points|viewBox|transform|autoComplete|strokeDasharray)$/.test(parent.name.getText());
  return ts.isCallExpression(parent) && /lazyRouteComponent|Error|^super$/.test(parent.expression.getText());
}

function keysOf(tree: object, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`)));
}

function textsOf(tree: object): string[] {
  return Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : textsOf(value)));
}

test('no text stands outside the catalogues', () => {
  const stray = files
    .filter(({ name }) => !notWords.some((known) => known.test(name)))
    .flatMap(({ name, text }) => strayTexts(name, text).map((words) => `${name}: ${words}`));
  expect(stray).toEqual([]);
});

test('a text outside the catalogues would be found', () => {
  expect(strayTexts('a.tsx', 'const A = () => <p title="Nada aqui">Olá</p>;')).toEqual(['Nada aqui', 'Olá']);
  expect(strayTexts('a.ts', "const label = 'Enviar agora'; const key = 'actions.send';")).toEqual(['Enviar agora']);
});

test('English has every key of Portuguese, with the same variables', () => {
  expect(keysOf(en)).toEqual(keysOf(ptBR));
  const variables = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map(([, variable]) => variable).toSorted();
  const portuguese = textsOf(ptBR);
  textsOf(en).forEach((text, index) => {
    expect([text, variables(text)]).toEqual([text, variables(portuguese[index] ?? '')]);
  });
});

test('every plural has its two forms', () => {
  const keys = new Set(keysOf(ptBR));
  for (const key of keys) {
    const [, stem, form] = /^(.*)_(one|other|zero)$/.exec(key) ?? [];
    if (stem !== undefined) expect(keys.has(`${stem}_${form === 'one' ? 'other' : 'one'}`), key).toBe(true);
  }
});

test('no catalogue keeps a text that nobody shows', () => {
  const code = files.map(({ text }) => text).join('\n');
  const unused = keysOf(ptBR).filter((key) => {
    const [, ...path] = key.replace(/_(one|other|zero)$/, '').split('.');
    const whole = path.join('.');
    if (code.includes(`'${whole}'`)) return false;
    // A template like `state.${state}` shows all keys under its stem.
    const stems = path.map((_, index) => path.slice(0, index).join('.')).filter((stem) => stem !== '');
    return !stems.some((stem) => code.includes(`\`${stem}.\${`)) && !(path.length === 1 && /^(messages|charges)$/.test(whole));
  });
  expect(unused).toEqual([]);
});
