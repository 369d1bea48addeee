import { Button, Checkbox, FileInput, Group, Progress, Radio, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../format/when.ts';
import { Card } from '../../parts/card.tsx';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { type ImportKind, type ImportMode, importQuery } from '../../queries/imports.ts';
import { useImport } from './use-import.ts';

const kinds = ['customers', 'charges', 'payments', 'opt-outs', 'holidays'] as const satisfies ImportKind[];
const modes = ['takeover', 'daily'] as const satisfies ImportMode[];

/** What files of each kind are usually called. */
const namedLike: Record<ImportKind, RegExp> = {
  customers: /client|customer|assinante/i,
  charges: /cobran|charge|fatura|boleto|t[ií]tulo/i,
  payments: /pag|baixa|retorno|payment/i,
  'opt-outs': /recusa|opt.?out|bloqueio/i,
  holidays: /feriado|holiday/i,
};

type Props = { usualMode: ImportMode; shown: string | undefined; onShow: (id: string | undefined) => void };

/** Which file, and how to take it. It is checked first; the button that stores it says how many lines that found good. */
export function ImportForm({ usualMode, shown, onShow }: Props) {
  const { t } = useTranslation('imports');
  const [kind, setKind] = useState<ImportKind>(usualMode === 'takeover' ? 'customers' : 'charges');
  const [file, setFile] = useState<File | null>(null);
  const [mode, setMode] = useState<ImportMode>(usualMode);
  const [snapshot, setSnapshot] = useState(false);
  const [processedThrough, setProcessedThrough] = useState('');
  const { send, share, checked, forget } = useImport(onShow);
  const report = useQuery({ ...importQuery(checked ?? ''), enabled: checked !== null && checked === shown }).data;
  const { at, others } = useFieldProblems(send.error, ['processedThrough', 'snapshot']);
  const start = (dryRun: boolean) => {
    if (file === null) return;
    send.mutate({ kind, file, mode, dryRun, snapshot, processedThrough: processedThrough === '' ? null : processedThrough });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start(report === undefined);
  };
  const changing = (change: () => void) => {
    forget();
    change();
  };
  return (
    <Card title={t('form.title')}>
      <Form onSubmit={submit}>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Select
              label={t('form.kind')}
              description={t(`kindSays.${kind}`)}
              allowDeselect={false}
              value={kind}
              data={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
              onChange={(value) => changing(() => setKind(kinds.find((each) => each === value) ?? kind))}
            />
            <FileInput
              required
              clearable
              clearButtonProps={{ 'aria-label': t('form.clear') }}
              label={t('form.file')}
              description={t('form.fileHint')}
              placeholder={t('form.choose')}
              accept=".csv,.txt,.tsv,.ndjson,.jsonl,text/csv,application/x-ndjson"
              value={file}
              onChange={(chosen) =>
                changing(() => {
                  setFile(chosen);
                  setKind(kinds.find((each) => chosen !== null && namedLike[each].test(chosen.name)) ?? kind);
                })
              }
            />
          </SimpleGrid>
          {(kind === 'customers' || kind === 'charges' || kind === 'payments') && (
            <Radio.Group
              label={t('form.mode')}
              value={mode}
              onChange={(value) => changing(() => setMode(modes.find((each) => each === value) ?? mode))}
            >
              <Stack gap="xs" mt={6}>
                {modes.map((each) => (
                  <Radio key={each} value={each} label={t(`mode.${each}`)} description={t(`modeSays.${each}`)} />
                ))}
              </Stack>
            </Radio.Group>
          )}
          {kind === 'charges' && (
            <Checkbox
              label={t('form.snapshot')}
              description={t('form.snapshotSays')}
              checked={snapshot}
              onChange={(event) => changing(() => setSnapshot(event.target.checked))}
            />
          )}
          {kind === 'payments' && <Settlement value={processedThrough} error={at('processedThrough')} onChange={setProcessedThrough} />}
          {others !== null && <ProblemNote error={others} kept />}
          {send.isPending && <Sending share={share} />}
          <Group justify="flex-end">
            {file !== null && report === undefined && !send.isPending && (
              <Button variant="subtle" onClick={() => start(false)}>
                {t('form.keepUnchecked')}
              </Button>
            )}
            <Button type="submit" loading={send.isPending} disabled={file === null || report?.accepted === 0}>
              {report === undefined ? t('form.check') : t('form.keep', { count: report.accepted })}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Card>
  );
}

function Settlement({ value, error, onChange }: { value: string; error: string | null; onChange: (value: string) => void }) {
  const { t } = useTranslation('imports');
  const { today } = useWhen();
  return (
    <TextInput
      type="date"
      w={260}
      max={today()}
      label={t('form.processedThrough')}
      description={t('form.processedSays')}
      error={error}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function Sending({ share }: { share: number }) {
  const { t, i18n } = useTranslation('imports');
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(share);
  const words = share < 1 ? t('form.sending', { share: percent }) : t('form.reading');
  return (
    <Stack gap={6} role="status">
      <Progress value={share * 100} animated={share === 1} aria-label={words} />
      <Text fw={600}>{words}</Text>
      <Text c="dimmed" size="sm">
        {t('form.leave')}
      </Text>
    </Stack>
  );
}
