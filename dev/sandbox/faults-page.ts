import { type FaultSettings, faultSettings } from './faults.ts';
import { type Html, html } from './html.ts';

const shares = [
  { name: 'refuse', label: 'Recusar', help: 'responde que não, nas palavras do provedor' },
  { name: 'drop', label: 'Aceitar e cortar', help: 'o texto chega, a resposta não' },
  { name: 'dropBefore', label: 'Cortar antes', help: 'nem texto, nem resposta' },
  { name: 'hang', label: 'Não responder', help: 'deixa a conexão esperando; o texto não chega' },
  { name: 'wrongJson', label: 'Resposta ilegível', help: 'o texto chega, a resposta não se entende' },
] as const;

/** The form of faults; shares are shown in percent. */
export function faultsPage(settings: FaultSettings): Html {
  const limit = settings.rateLimit;
  const active = shares.some(({ name }) => settings[name] > 0) || settings.delayMs > 0 || limit !== null;
  return html`<h1>Falhas de propósito</h1>
${active ? html`<p class="banner" role="status">Há falhas ligadas: o que os gateways enviam não se comporta como o normal.</p>` : ''}
<form method="post" action="/faults">
${shares.map(
  ({ name, label, help }) =>
    html`<label>${label}, %<small>${help}</small><input type="number" name="${name}" min="0" max="100" step="any" value="${settings[name] * 100}"></label>`,
)}
<label>Demora, ms<small>antes de cada resposta</small><input type="number" name="delayMs" min="0" max="600000" value="${settings.delayMs}"></label>
<label>Limite, mensagens<small>vazio: sem limite; acima dele responde 429</small><input type="number" name="quantity" min="1" value="${limit?.quantity ?? ''}"></label>
<label>Limite, a cada segundos<small>com Retry-After</small><input type="number" name="intervalSeconds" min="0.1" step="any" value="${limit?.intervalSeconds ?? ''}"></label>
<label>Só para o telefone<small>vazio: para todos</small><input name="phone" inputmode="tel" value="${settings.only?.phone ?? ''}"></label>
<div class="buttons"><button>Aplicar</button><button class="quiet" name="reset" value="1">Desligar todas</button></div>
</form>`;
}

/** Settings of a sent form; what cannot be read is left off. */
export function faultsOf(form: URLSearchParams): FaultSettings {
  if (form.has('reset')) return faultSettings.parse({});
  const number = (name: string) => Number(form.get(name)) || 0;
  const [quantity, intervalSeconds] = [number('quantity'), number('intervalSeconds')];
  const parsed = faultSettings.safeParse({
    ...Object.fromEntries(shares.map(({ name }) => [name, number(name) / 100])),
    delayMs: number('delayMs'),
    rateLimit: quantity > 0 ? { quantity, intervalSeconds: intervalSeconds || 1 } : null,
    only: form.get('phone')?.trim() ? { phone: form.get('phone')?.trim() } : null,
  });
  return parsed.success ? parsed.data : faultSettings.parse({});
}
