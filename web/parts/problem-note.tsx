import { Anchor, Button, Group, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../client/problem.ts';
import { changeIn } from '../client/unchanged-since.ts';
import { useWhen } from '../format/when.ts';
import { IconAlertTriangle, IconLock, IconPlugConnectedX, IconUsers } from './icons.ts';
import classes from './problem-note.module.css';

/** What happened, what was kept and what to do. */
export function ProblemNote({ error, onRetry, kept = false }: { error: Error; onRetry?: () => void; kept?: boolean }) {
  const { t } = useTranslation('common');
  const { title, text, icon: Icon } = useProblemWords(error, onRetry !== undefined);
  return (
    <div className={classes.note} role="alert">
      <Icon size={20} aria-hidden />
      <div>
        <Text fw={650}>{title}</Text>
        <Text>{text}</Text>
        {error instanceof ApiProblem && error.fields.length > 1 && (
          <List size="sm">
            {error.fields.map(({ path, message, expected }) => (
              <List.Item key={path}>
                {path}: {message}; {t('problem.expectedAtField', { expected })}
              </List.Item>
            ))}
          </List>
        )}
        {kept && isKnown(error) && <Text>{t('problem.kept')}</Text>}
        {changeIn(error) !== null && (
          <Text>
            <Anchor href={window.location.href} target="_blank" underline="always">
              {t('problem.changedLook')}
            </Anchor>{' '}
            {t(kept ? 'problem.changedAgain' : 'problem.changedCheck')}
          </Text>
        )}
        {onRetry !== undefined && (
          <Group mt="sm">
            <Button variant="default" size="xs" onClick={onRetry}>
              {t('actions.retry')}
            </Button>
          </Group>
        )}
      </div>
    </div>
  );
}

/** Whether the order is known to have come to nothing. */
function isKnown(error: Error): boolean {
  return !(error instanceof ApiProblem) || !['answer-lost', 'no-answer'].includes(error.code);
}

/** A failed call in a title and a sentence. */
function useProblemWords(error: Error, isReading: boolean) {
  const { t } = useTranslation('common');
  const { moment } = useWhen();
  if (!(error instanceof ApiProblem)) return { title: t('problem.title'), text: t('problem.page'), icon: IconAlertTriangle };
  if (error.status === 0) {
    const isOrder = error.code === 'answer-lost' && !isReading;
    return { title: t('problem.connectionTitle'), text: t(isOrder ? 'problem.answer' : 'problem.connection'), icon: IconPlugConnectedX };
  }
  const change = changeIn(error);
  if (change !== null) {
    return { title: t('problem.changedTitle'), text: t('problem.changed', { by: change.by, when: moment(change.at) }), icon: IconUsers };
  }
  if (error.status === 403) return { title: t('problem.forbiddenTitle'), text: error.detail, icon: IconLock };
  return { title: t('problem.title'), text: error.detail || t('problem.unavailable'), icon: IconAlertTriangle };
}
