import { type Html, html } from './html.ts';

export type Section = 'phones' | 'mails' | 'callbacks' | 'faults';

const sections: { id: Section; href: string; label: string }[] = [
  { id: 'phones', href: '/', label: 'Telefones' },
  { id: 'mails', href: '/mails', label: 'E-mails' },
  { id: 'callbacks', href: '/callbacks', label: 'Chamadas' },
  { id: 'faults', href: '/faults', label: 'Falhas' },
];

type Page = { title: string; section: Section; main: Html; below: Html; live: boolean };

/**
 * A whole page. What lies in `main` is fetched again every two seconds when `live`, and replaced when it changed; what lies `below` it
 * stays as it is, with what was typed into it.
 */
export function page({ title, section, main, below, live }: Page): string {
  const links = sections.map(({ id, href, label }) =>
    id === section ? html`<a href="${href}" aria-current="page">${label}</a>` : html`<a href="${href}">${label}</a>`,
  );
  return html`<!doctype html>
<html lang="pt-BR">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Operadora de teste</title>
<style>${{ markup: style }}</style>
</head>
<body>
<header><strong>Operadora de teste</strong><nav>${links}</nav></header>
<main>${main}</main>
<div class="below">${below}</div>
${live ? html`<script>${{ markup: refresh }}</script>` : ''}
</body>
</html>`.markup;
}

/** Keeps a thread scrolled to its newest text, unless the reader scrolled up. */
const refresh = `
const main = document.querySelector('main');
let seen = null;
const atEnd = () => innerHeight + scrollY >= document.body.scrollHeight - 40;
const toEnd = () => { if (main.querySelector('.thread')) scrollTo(0, document.body.scrollHeight); };
toEnd();
setInterval(async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { headers: { 'x-part': 'main' } });
    if (!answer.ok) return;
    const text = await answer.text();
    if (seen !== null && text !== seen) { const end = atEnd(); main.innerHTML = text; if (end) toEnd(); }
    seen = text;
  } catch {}
}, 2000);`;

const style = `
:root { color-scheme: light dark; --ground: #f4f6f4; --card: #fff; --ink: #17211b; --soft: #5d6b62; --line: #dfe5e0; --brand: #14603f; --bubble: #e3efe7; }
@media (prefers-color-scheme: dark) { :root { --ground: #0f1512; --card: #18211c; --ink: #e6ede8; --soft: #93a399; --line: #28342d; --brand: #5fc796; --bubble: #21352a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: center; padding: .75rem max(1rem, calc(50vw - 22rem)); background: var(--card); border-bottom: 1px solid var(--line); }
nav { display: flex; flex-wrap: wrap; gap: .25rem; }
nav a { padding: .35rem .75rem; white-space: nowrap; border-radius: 999px; color: var(--soft); text-decoration: none; }
nav a[aria-current] { background: var(--brand); color: var(--card); }
a { color: var(--brand); }
a:focus-visible, input:focus-visible, button:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; }
main { max-width: 44rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.35rem; margin: .5rem 0 1rem; }
.soft, time { color: var(--soft); font-size: .875rem; font-variant-numeric: tabular-nums; }
.list { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: 14px; overflow: hidden; }
.list li + li { border-top: 1px solid var(--line); }
.list a { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: .8rem 1rem; color: inherit; text-decoration: none; }
.list a:hover { background: var(--bubble); }
.list b { font-variant-numeric: tabular-nums; }
.list p { grid-column: 1 / -1; margin: 0; color: var(--soft); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.empty { padding: 3rem 1rem; text-align: center; color: var(--soft); background: var(--card); border: 1px dashed var(--line); border-radius: 14px; }
.thread { display: flex; flex-direction: column; gap: .9rem; max-width: 28rem; margin: 0 auto; }
.bubble { align-self: flex-start; max-width: 92%; }
.bubble p { margin: 0; padding: .6rem .9rem; background: var(--bubble); border-radius: 18px 18px 18px 4px; white-space: pre-wrap; overflow-wrap: anywhere; }
.bubble.own { align-self: flex-end; text-align: right; }
.bubble.own p { background: var(--brand); color: var(--card); border-radius: 18px 18px 4px 18px; text-align: left; }
.day { align-self: center; }
.below { max-width: 44rem; margin: 0 auto; padding: 0 1rem 2rem; }
.below form.answer { position: sticky; bottom: 1rem; display: flex; flex-wrap: wrap; gap: .5rem; max-width: 28rem; margin: 0 auto; padding: .75rem; }
form.answer input:not([type=hidden]) { flex: 1 1 12rem; width: auto; }
.hints { display: flex; gap: .35rem; flex-basis: 100%; flex-wrap: wrap; }
.hints button { padding: .2rem .7rem; font-size: .875rem; }
form.wide label { grid-template-columns: 8rem 1fr; }
form.wide small { grid-column: 2; grid-row: 2; }
form.wide input { grid-row: 1; }
fieldset { display: grid; gap: .5rem; margin: 0; border: 1px solid var(--line); border-radius: 10px; padding: .75rem 1rem 1rem; }
legend { padding: 0 .4rem; font-weight: 600; }
.list .row { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: .8rem 1rem; }
.list .row p { grid-column: 1 / -1; margin: 0; color: var(--soft); }
.mail { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1rem 1.25rem; }
.mail dl { display: grid; grid-template-columns: auto 1fr; gap: .1rem 1rem; margin: 0 0 1rem; }
.mail dt { color: var(--soft); } .mail dd { margin: 0; overflow-wrap: anywhere; }
.mail pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0; border-top: 1px solid var(--line); padding-top: 1rem; }
form { display: grid; gap: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.25rem; }
label { display: grid; grid-template-columns: 1fr 8rem; gap: 0 1rem; align-items: center; }
label small { grid-column: 1; color: var(--soft); }
input { grid-column: 2; grid-row: 1 / span 2; font: inherit; padding: .45rem .6rem; width: 100%; border: 1px solid var(--line); border-radius: 8px; background: var(--ground); color: inherit; }
.buttons { display: flex; gap: .75rem; flex-wrap: wrap; }
button { font: inherit; padding: .55rem 1.1rem; border: 1px solid var(--brand); border-radius: 999px; background: var(--brand); color: var(--card); cursor: pointer; }
button.quiet { background: none; color: var(--brand); }
.banner { padding: .7rem 1rem; border-radius: 10px; background: #8a5a00; color: #fff; margin-bottom: 1rem; }
@media (max-width: 28rem) { label { grid-template-columns: 1fr 6rem; } form.wide label { grid-template-columns: 1fr; } form.wide input, form.wide small { grid-column: 1; grid-row: auto; } }
`;
