import { Button, FileInput, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { Card } from '../../parts/card.tsx';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { type Comparison, type ComparisonWish, compareLists, comparisonQuery } from '../../queries/comparison.ts';
import classes from './comparison.module.css';
import { ComparisonActions } from './comparison-actions.tsx';
import { ComparisonResult } from './comparison-result.tsx';

/** What changes for the customers when Régua takes over from another system. */
export function ComparisonReport() {
  const { t } = useTranslation('reports');
  const last = useQuery(comparisonQuery).data;
  return (
    <>
      <PageHead
        name={t('tab.comparison')}
        answer={last === undefined ? t('comparison.question') : <Answer found={last.found} />}
        actions={last !== undefined && <ComparisonActions wish={last.wish} />}
      >
        {last === undefined ? t('comparison.says') : t('comparison.of', { file: last.wish.file.name })}
      </PageHead>
      <Stack gap="md">
        <ListForm last={last?.wish} />
        {last !== undefined && <ComparisonResult found={last.found} />}
      </Stack>
    </>
  );
}

function Answer({ found: { from, to, counts } }: { found: Comparison }) {
  const { t } = useTranslation('reports');
  const { date } = useWhen();
  const there = counts.same + counts['other-words'] + counts['other-day'] + counts['only-there'];
  if (from === null || to === null || there === 0) return t('comparison.empty');
  return `${t('comparison.sent', { count: there, from: date(from), to: date(to) })} ${t('comparison.alike', { count: counts.same })}`;
}

/** The list of the other system and the days to look at. */
function ListForm({ last }: { last: ComparisonWish | undefined }) {
  const { t } = useTranslation('reports');
  const queryClient = useQueryClient();
  const [file, setFile] = useState<File | null>(last?.file ?? null);
  const [from, setFrom] = useState(last?.from ?? '');
  const [to, setTo] = useState(last?.to ?? '');
  const [share, setShare] = useState(0);
  const compare = useMutation({
    mutationFn: (wish: ComparisonWish) => compareLists(wish, setShare),
    onSuccess: (found, wish) => queryClient.setQueryData(comparisonQuery.queryKey, { wish, found }),
    onError: () => queryClient.resetQueries({ queryKey: comparisonQuery.queryKey }),
  });
  const { at, others } = useFieldProblems(compare.error, ['body', 'phone', 'date', 'from', 'to']);
  const ofFile = [at('body'), at('phone') && `${t('comparison.phone')}: ${at('phone')}`, at('date') && `${t('day')}: ${at('date')}`];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file !== null) compare.mutate({ file, from, to });
  };
  return (
    <Card title={t('comparison.list')}>
      <Form onSubmit={submit} className="no-print">
        <Stack>
          <FileInput
            required
            clearable
            clearButtonProps={{ 'aria-label': t('comparison.clear') }}
            label={t('comparison.file')}
            description={t('comparison.fileHint')}
            placeholder={t('comparison.choose')}
            accept=".csv,.txt,.tsv,.ndjson,.jsonl,text/csv,application/x-ndjson"
            error={ofFile.filter((words) => words !== null).join('. ')}
            value={file}
            onChange={setFile}
          />
          <SimpleGrid cols={{ base: 2, sm: 3 }}>
            <TextInput
              type="date"
              label={t('from')}
              description={t('comparison.fromHint')}
              error={at('from')}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            <TextInput
              type="date"
              label={t('to')}
              description={t('comparison.toHint')}
              error={at('to')}
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
            <Group justify="flex-end" align="flex-end" className={classes.compare}>
              {compare.isPending && (
                <span role="status">
                  {share < 1 ? t('comparison.sending', { share: Math.round(share * 100) }) : t('comparison.reading')}
                </span>
              )}
              <Button type="submit" loading={compare.isPending} disabled={file === null}>
                {t('comparison.compare')}
              </Button>
            </Group>
          </SimpleGrid>
          {others !== null && <ProblemNote error={others} />}
        </Stack>
      </Form>
    </Card>
  );
}
