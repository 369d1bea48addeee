import { expect, test } from 'vitest';
import { costlyLetters, measureExample, mended, usualCarrier } from './measure.ts';

const keeping = { ...usualCarrier, accents: 'keep' } as const;

test('a text is counted with the examples of its variables, as its gateway carries it', () => {
  const template = 'Olá {CLI_NAME}, não esqueça.';
  expect(measureExample(template, keeping)).toMatchObject({ text: 'Olá Marcos, não esqueça.', encoding: 'UCS-2', segments: 1 });
  expect(measureExample(template, usualCarrier)).toMatchObject({ text: 'Ola Marcos, nao esqueca.', encoding: 'GSM-7' });
});

test('codes to pay with are counted as they are, whatever the gateway does to accents', () => {
  expect(measureExample('{COB_LINK}', usualCarrier).text).toBe('https://pagar.brbyte.com/768412');
});

test('with short links in place of those of a text it is counted as long as it will be', () => {
  const { text } = measureExample('Veja www.brbyte.com/faça e {COB_LINK}.', usualCarrier, 'https://l.brbyte.com');
  expect(text).toBe('Veja https://l.brbyte.com/l/XXXXXXXXXXX e https://l.brbyte.com/l/XXXXXXXXXXX.');
  expect(costlyLetters('Não: www.x.com/ã', true)).toEqual([{ index: 1, character: 'ã', replacement: 'a' }]);
});

test('the letters that cost are found in the text, not in the names of variables, and each has its place', () => {
  expect(costlyLetters('é {CLI_NAME} não – ã')).toEqual([
    { index: 14, character: 'ã', replacement: 'a' },
    { index: 17, character: '–', replacement: '-' },
    { index: 19, character: 'ã', replacement: 'a' },
  ]);
});

test('one letter or all of them are replaced, and nothing else', () => {
  expect(mended('não – ã', 'ã')).toBe('nao – a');
  expect(mended('não – ã')).toBe('nao - a');
  expect(mended('Olá {CLI_NAME}')).toBe('Ola {CLI_NAME}');
  expect(mended('Oi {CLI_NAME}')).toBe('Oi {CLI_NAME}');
});
