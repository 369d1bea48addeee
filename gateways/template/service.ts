import type { Receipt, Reply, WebhookReader } from '../incoming.ts';
import { readReceipts, readReplies, textAnswer } from './incoming.ts';
import type { PlaceholderValues } from './request-template.ts';
import type { TemplateCredential, TemplateSettings } from './settings.ts';

const noMapping = 'este gateway não diz onde a chamada traz o quê';

/** Reads receipts by the gateway's own mapping. */
export const mappedReceipts: WebhookReader<TemplateSettings, Receipt> = {
  read: (call, { receipts }) => (receipts === null ? { items: [], problems: [noMapping] } : readReceipts(call, receipts)),
  answer: ({ receipts }) => textAnswer(receipts?.answer ?? ''),
};

/** Reads replies by the gateway's own mapping. */
export const mappedReplies: WebhookReader<TemplateSettings, Reply> = {
  read: (call, { replies }) => (replies === null ? { items: [], problems: [noMapping] } : readReplies(call, replies)),
  answer: ({ replies }) => textAnswer(replies?.answer ?? ''),
};

export function valuesOfCredentials(credentials: readonly TemplateCredential[]): PlaceholderValues {
  return Object.fromEntries(credentials.map(({ placeholder, value }) => [placeholder, value ?? '']));
}
