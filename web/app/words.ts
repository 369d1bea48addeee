import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { ptBR } from '../words/pt-BR/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof ptBR;
    returnNull: false;
  }
}

export const languages = ['pt-BR', 'en'] as const;
export type Language = (typeof languages)[number];

const kept = 'regua-language';

/** Loads the words of the language chosen last, Portuguese at first. */
export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'pt-BR',
    fallbackLng: 'pt-BR',
    resources: { 'pt-BR': withMany(ptBR) },
    defaultNS: 'common',
    interpolation: { escapeValue: false },
  });
  const chosen = languages.find((language) => language === localStorage.getItem(kept));
  if (chosen !== undefined) await speak(chosen);
}

/** Changes the language of the console and keeps the choice. */
export async function speak(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'common')) {
    const { en } = await import('../words/en/index.ts');
    for (const [namespace, words] of Object.entries(en)) i18next.addResourceBundle('en', namespace, words);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(kept, language);
}

type Tree = { [key: string]: string | Tree };

/** Portuguese has a form of its own for round millions ("um milhão de …"); ours reads like the plural. */
function withMany(words: Tree): Tree {
  return Object.fromEntries(
    Object.entries(words).flatMap(([key, value]): [string, string | Tree][] => {
      if (typeof value !== 'string') return [[key, withMany(value)]];
      return key.endsWith('_other')
        ? [
            [key, value],
            [key.replace(/_other$/, '_many'), value],
          ]
        : [[key, value]];
    }),
  );
}
