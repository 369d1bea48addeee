import { Button, Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { ListColumn } from '../../domain/recipient-lists.ts';
import { checkTemplate, type TemplateProblem } from '../../domain/template.ts';

/** What keeps a text from being saved; an empty one speaks for itself. */
export function problemsOf(text: string, columns: readonly ListColumn[] = []): TemplateProblem[] {
  const listed = columns.map(({ variable }) => variable);
  return checkTemplate(text, { allowSecrets: false, listed }).filter(({ code }) => code !== 'empty-text');
}

/** Nobody wants to hear of a brace that is still being typed. */
const afterTypingMs = 600;

type Props = { text: string; columns: readonly ListColumn[]; onMend: (text: string) => void };

/** What is wrong with a text, with its place, and the right name one click away. */
export function TextProblems({ text, columns, onMend }: Props) {
  const { t } = useTranslation('texts');
  const [settled] = useDebouncedValue(text, afterTypingMs);
  if (settled !== text) return null;
  return problemsOf(text, columns).map((problem) => {
    const { code, given, nearest, line, column, index } = problem;
    const length = code === 'unclosed-brace' ? given.length : given.length + 2;
    return (
      <Group key={index} gap="xs" role="alert">
        <Text size="sm" c="var(--mantine-color-error)">
          {t(`problem.${code as Exclude<typeof code, 'empty-text'>}`, { name: given, line, column })}
        </Text>
        {nearest !== null && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onMend(`${text.slice(0, index)}{${nearest}}${text.slice(index + length)}`)}
          >
            {t('problem.use', { name: `{${nearest}}` })}
          </Button>
        )}
      </Group>
    );
  });
}
