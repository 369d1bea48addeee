export const ladder = {
  label: 'Etapas da régua, em ordem de data',
  today: 'hoje {{date}}',
  daysBefore_one: 'Um dia antes',
  daysBefore_other: '{{count}} dias antes',
  daysAfter_one: 'Um dia depois',
  daysAfter_other: '{{count}} dias depois',
  miniDone: 'Régua: {{count}} de {{total}} etapas feitas',
  miniNext: 'próxima: {{name}}, {{when}}',
  near: 'de {{from}} a {{to}}; o que está mais longe aparece na página de cada cobrança',
} as const;
