import { useTranslation } from 'react-i18next';
import { isListVariable } from '../../domain/recipient-lists.ts';
import type { TemplateVariable } from '../../domain/template-variables.ts';
import { texts } from '../words/pt-BR/texts.ts';

type Known = keyof typeof texts.about;

/** What a variable stands for, in the reader's language. */
export function useVariableWords(): (variable: Pick<TemplateVariable, 'name' | 'description'>) => string {
  const { t } = useTranslation('texts');
  return ({ name, description }) => {
    if (isListVariable(name)) return t('listColumn');
    return isKnown(name) ? t(`about.${name}`) : description;
  };
}

function isKnown(name: string): name is Known {
  return Object.hasOwn(texts.about, name);
}
