export const aPerson = { pt: 'pessoa', en: 'person' };
