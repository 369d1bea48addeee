import { expect, test } from 'vitest';
import { providersOf } from './provider-list.ts';

const preset = (label: string, kind?: string) => ({ id: label, label, ...(kind !== undefined && { kind }) });
const services = [
  { id: 'khal', label: 'Khal', channel: 'sms', presets: [] },
  {
    id: 'khal-playsms',
    label: 'Khal PlaySMS',
    channel: 'sms',
    presets: ['Longcode', 'Voz'].map((kind) => preset(`Khal PlaySMS · ${kind}`, kind)),
  },
  { id: 'generic', label: 'Outros (HTTP genérico)', channel: 'sms', presets: [preset('Facilita Móvel')] },
] as const;
const labels = (typed?: string) => providersOf(services, typed).map(({ label }) => label);

test('what one provider sells stands with it, and a provider of the generic form by itself', () => {
  expect(labels()).toEqual(['Khal', 'Khal PlaySMS', 'Facilita Móvel', 'Outros (HTTP genérico)']);
  expect(providersOf(services)[1]?.kinds.map(({ label }) => label)).toEqual(['Longcode', 'Voz']);
});

test('a provider is found by its name, however it is typed, and by what it sells', () => {
  expect([labels('khal'), labels('MOVEL'), labels('voz'), labels('nenhum')]).toEqual([
    ['Khal', 'Khal PlaySMS'],
    ['Facilita Móvel'],
    ['Khal PlaySMS'],
    [],
  ]);
});
