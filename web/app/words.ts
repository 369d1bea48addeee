import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { first } from '../words/pt-BR/first.ts';
import type { ptBR } from '../words/pt-BR/index.ts';

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

/** Loads the words of the first page in the language chosen last, Portuguese at first. */
export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'pt-BR',
    fallbackLng: 'pt-BR',
    resources: { 'pt-BR': withEveryForm(first) },
    defaultNS: 'common',
    interpolation: { escapeValue: false },
  });
  const chosen = languages.find((language) => language === localStorage.getItem(kept));
  if (chosen !== undefined) await speak(chosen);
}

let more: Promise<void> | null = null;

/** The words of all pages but the first, which come with the first page that needs them. */
export function moreWords(): Promise<void> {
  more ??= loadMore().catch((error: unknown) => {
    more = null;
    throw error;
  });
  return more;
}

async function loadMore(): Promise<void> {
  const words = await import('../words/pt-BR/more.ts');
  for (const [namespace, said] of Object.entries(withEveryForm(words.more))) i18next.addResourceBundle('pt-BR', namespace, said);
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

/** Portuguese counts none like one ("0 texto") and has a form of its own for round millions ("um milhão de …"): both read like the plural. */
function withEveryForm(words: Tree): Tree {
  return Object.fromEntries(
    Object.entries(words).flatMap(([key, value]): [string, string | Tree][] => {
      if (typeof value !== 'string') return [[key, withEveryForm(value)]];
      const [, counted] = /^(.*)_other$/.exec(key) ?? [];
      if (counted === undefined) return [[key, value]];
      const none = `${counted}_zero`;
      return [
        [key, value],
        [`${counted}_many`, value],
        [none, words[none] ?? value],
      ];
    }),
  );
}
