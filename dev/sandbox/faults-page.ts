import { type FaultSettings, faultSettings } from './faults.ts';
import { type Html, html } from './html.ts';

const receiptShares = [
  { name: 'undelivered', label: 'Celular desligado', help: 'o texto é aceito e não chega ao aparelho' },
  { name: 'loseReceipts', label: 'Perder confirmações', help: 'a operadora não avisa; só se for perguntada' },
  { name: 'repeatReceipts', label: 'Repetir confirmações', help: 'a mesma vem duas vezes' },
  { name: 'earlyReceipts', label: 'Confirmar cedo demais', help: 'a confirmação chega antes da resposta ao envio' },
] as const;

const shares = [
  { name: 'refuse', label: 'Recusar', help: 'responde que não, nas palavras do provedor' },
  { name: 'drop', label: 'Aceitar e perder a resposta', help: 'o texto chega, a conexão é cortada' },
  { name: 'dropBefore', label: 'Cortar antes', help: 'nem texto, nem resposta' },
  { name: 'hang', label: 'Não responder', help: 'deixa a conexão esperando; o texto não chega' },
  { name: 'wrongJson', label: 'Resposta ilegível', help: 'o texto chega, a resposta não se entende' },
] as const;

/** The form of faults; shares are shown in percent. */
export function faultsPage(settings: FaultSettings): Html {
  const limit = settings.rateLimit;
  const active =
    [...shares, ...receiptShares].some(({ name }) => settings[name] > 0) ||
    settings.delayMs > 0 ||
    limit !== null ||
    settings.credit !== null;
  const percent = ({ name, label, help }: (typeof shares | typeof receiptShares)[number]) =>
    html`<label>${label}, %<small>${help}</small><input type="number" name="${name}" min="0" max="100" step="any" value="${settings[name] * 100}"></label>`;
  return html`<h1>Falhas de propósito</h1>
${active ? html`<p class="banner" role="status">Há falhas ligadas: o que os gateways enviam não se comporta como o normal.</p>` : ''}
<form method="post" action="/faults">
<fieldset><legend>Envio</legend>
${shares.map(percent)}
<label>Demora, ms<small>antes de cada resposta</small><input type="number" name="delayMs" min="0" max="600000" value="${settings.delayMs}"></label>
<label>Limite, mensagens<small>vazio: sem limite; acima dele responde 429</small><input type="number" name="quantity" min="1" value="${limit?.quantity ?? ''}"></label>
<label>Limite, a cada segundos<small>com Retry-After</small><input type="number" name="intervalSeconds" min="0.1" step="any" value="${limit?.intervalSeconds ?? ''}"></label>
<label>Crédito, textos<small>vazio: sem fim; no zero recusa por falta de crédito</small><input type="number" name="credit" min="0" value="${settings.credit ?? ''}"></label>
</fieldset>
<fieldset><legend>Entrega e confirmação</legend>
${receiptShares.map(percent)}
<label>Confirmação depois de, ms<small>contados do envio</small><input type="number" name="receiptDelayMs" min="0" max="86400000" value="${settings.receiptDelayMs}"></label>
</fieldset>
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
    ...Object.fromEntries([...shares, ...receiptShares].map(({ name }) => [name, number(name) / 100])),
    delayMs: number('delayMs'),
    ...(form.has('receiptDelayMs') && { receiptDelayMs: number('receiptDelayMs') }),
    credit: form.get('credit')?.trim() ? number('credit') : null,
    rateLimit: quantity > 0 ? { quantity, intervalSeconds: intervalSeconds || 1 } : null,
    only: form.get('phone')?.trim() ? { phone: form.get('phone')?.trim() } : null,
  });
  return parsed.success ? parsed.data : faultSettings.parse({});
}
