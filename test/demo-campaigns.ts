import { recordReplies } from '../db/queries/replies.ts';
import { nowOf } from '../domain/clock.ts';
import type { TestConsole } from './console.ts';
import { eventually } from './system.ts';

export const finishedCampaign = 'Manutenção de sábado';
export const campaignDraft = 'Atrasados do mês';

const minutes = 60_000;
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday'];
const answers = ['Obrigada pelo aviso!', 'Vai cair até que horas?', 'SAIR', 'Não conheço essa pessoa', 'ok', 'Já paguei ontem no Pix'];

/** What the demonstration lacks: a campaign that has ended, one that is being written, and what people answered. */
export async function addCampaigns({ call, db, sql, clock }: TestConsole): Promise<void> {
  const { windows } = await call('GET', '/v1/settings');
  const audiences = [{ permission: 'billing', customerStatus: ['enabled'] }];
  await call('PATCH', '/v1/settings', { windows: { informative: Object.fromEntries(days.map((day) => [day, ['00:00-24:00']])) } });
  const text = 'Oi {CLI_NAME}, neste sábado, das 2h às 4h, a rede estará em manutenção. {ISP_NAME}';
  const { id } = await call('POST', '/v1/campaigns', { name: finishedCampaign, class: 'informative', text, audiences });
  await call('POST', `/v1/campaigns/${id}/start`, { countdownSeconds: 0 });
  await eventually(async () => (await call('GET', `/v1/campaigns/${id}`)).state === 'finished', 5 * minutes);
  await call('PATCH', '/v1/settings', { windows });

  const texts = await sql<{ address: string; gatewayId: string }[]>`
    select address, gateway_id as "gatewayId" from messages where campaign_id = ${String(id)} order by id`;
  for (const [index, said] of answers.entries()) {
    const { address, gatewayId } = texts[2 * index] ?? { address: '', gatewayId: '' };
    const reply = { id: `resposta-${index}`, from: address, to: null, text: said, at: null, inReplyTo: null };
    await recordReplies(db, [reply], { gatewayId, now: nowOf(clock) });
  }

  await call('POST', '/v1/campaigns', {
    ...{ name: campaignDraft, class: 'collection', text: '{CLI_NAME}, sua fatura de {COB_VAL_DOC} venceu em {COB_DATE_VENC}. {COB_LINK}' },
    audiences: [{ ...audiences[0], charge: { type: ['internet'], status: ['overdue'], perCustomer: 1 } }],
  });
}
