import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Marked, type Tokens } from 'marked';
import type { Plugin } from 'vite';

const manualFolder = join(import.meta.dirname, '../../docs/manual');

/** The anchor of a heading, as GitHub makes it: the same links work there and here. */
export function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .replace(/\s/g, '-');
}

/** The manual of `docs/manual` as pages under `/ajuda/`, built with the console and served like it. */
export function manualSite(): Plugin {
  return {
    name: 'manual-site',
    apply: 'build',
    generateBundle() {
      for (const [name, source] of manualFiles(manualFolder)) this.emitFile({ type: 'asset', fileName: `ajuda/${name}`, source });
    },
  };
}

/** Every file of the manual by its name under `/ajuda/`: pages as HTML, pictures and styles as they are. */
export function manualFiles(folder: string): ReadonlyMap<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>([['manual.css', readFileSync(join(import.meta.dirname, 'manual.css'), 'utf8')]]);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (extname(name) === '.md') files.set(addressOf(name), pageOf(readFileSync(join(folder, name), 'utf8')));
    if (extname(name) === '.png') files.set(name.replaceAll('\\', '/'), readFileSync(join(folder, name)));
  }
  return files;
}

/** Where a page or a link of the manual leads once it is HTML. */
function addressOf(link: string): string {
  return link.replace(/^README\.md/, 'index.html').replace(/^([\w-]+)\.md/, '$1.html');
}

const markdown = new Marked({
  tokenizer: { url: () => undefined }, // addresses of providers are told, not linked
  renderer: {
    heading({ tokens, depth, text }: Tokens.Heading) {
      return `<h${depth} id="${anchorOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
  },
  walkTokens(token) {
    if (token.type === 'link') token.href = addressOf(token.href);
  },
});

function pageOf(text: string): string {
  const title = /^# (.+)$/m.exec(text)?.[1] ?? '';
  return `<!doctype html>
<html lang="pt-BR">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} · Manual da Régua</title>
    <link rel="icon" href="/regua.svg" type="image/svg+xml">
    <link rel="stylesheet" href="manual.css">
  </head>
  <body>
    <header><a href="index.html">Manual da Régua</a><a href="/">Abrir o console</a></header>
    <main>
${markdown.parse(text, { async: false })}    </main>
  </body>
</html>
`;
}
