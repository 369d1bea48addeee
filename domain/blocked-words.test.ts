import { expect, test } from 'vitest';
import { blockedWordsIn } from './blocked-words.ts';

test('the line’s own word is not the one that filters block', () => {
  expect(blockedWordsIn('Seu acesso foi reduzido. Acesse a central.')).toEqual([{ index: 25, word: 'Acesse', instead: 'visite' }]);
});
