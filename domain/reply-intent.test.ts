import { describe, expect, it } from 'vitest';
import { defaultReplySettings, replyIntent } from './reply-intent.ts';

const intent = (text: string) => replyIntent(text, defaultReplySettings);

describe('an answer to a text', () => {
  it.each(['SAIR', 'sair.', ' Pare! ', 'STOP', 'cancelar', 'quero sair', 'Sair por favor, já pedi três vezes', 'PARE de mandar mensagem'])(
    '"%s" asks to be left out of advertising',
    (text) => expect(intent(text)).toBe('opt-out'),
  );

  it.each([
    'Engano',
    'foi engano',
    'Número errado!',
    'numero errado amigo',
    'Não sou eu, pare de me mandar isso',
    'nao conheco essa pessoa',
  ])('"%s" says that somebody else is meant', (text) => expect(intent(text)).toBe('wrong-person'));

  it.each([
    'Vou sair agora e pago amanhã',
    'por engano paguei duas vezes',
    'já paguei',
    'Quero que parem de ligar amanhã cedo',
    '',
    '!!!',
    'saire',
  ])('"%s" is for a person to read', (text) => expect(intent(text)).toBe('other'));

  it('follows the words of the house', () => {
    const words = { ...defaultReplySettings, optOutWords: ['Não quero mais'] };
    expect(replyIntent('nao quero mais receber isso aqui', words)).toBe('opt-out');
    expect(replyIntent('SAIR', words)).toBe('other');
    expect(replyIntent('SAIR', { ...words, optOutWords: ['', '...'] })).toBe('other');
  });
});
