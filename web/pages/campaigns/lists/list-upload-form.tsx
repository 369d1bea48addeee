import { Button, FileInput, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../../format/when.ts';
import { useFieldProblems } from '../../../parts/field-problems.ts';
import { Form } from '../../../parts/form.tsx';
import { ProblemNote } from '../../../parts/problem-note.tsx';
import { listLinesPath, type RecipientList } from '../../../queries/lists.ts';
import { ImportResult } from '../../import/import-result.tsx';
import { type Consent, ConsentInputs, keptConsent } from './consent-inputs.tsx';
import { ListColumns } from './list-columns.tsx';
import { useListUpload } from './use-list-upload.ts';

/** A file that becomes a list. It is checked first; the button that keeps it says how many phones that found good. */
export function ListUploadForm({ onKept }: { onKept: (list: RecipientList) => void }) {
  const { t } = useTranslation('campaigns');
  const { today } = useWhen();
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const [phoneColumn, setPhoneColumn] = useState('');
  const [consent, setConsent] = useState<Consent>({ given: false, on: today(), source: '' });
  const { check, keep, checked, forget } = useListUpload(onKept);
  const { at, others } = useFieldProblems(check.error ?? keep.error, ['name', 'phoneColumn', 'consent.source']);
  const changing = (change: () => void) => {
    void forget();
    check.reset();
    change();
  };
  const submit = (event: FormEvent) => {
    // The drawer stands in the page of a campaign, whose own form goes on to the next step.
    event.preventDefault();
    event.stopPropagation();
    if (checked !== null) return keep.mutate(checked);
    if (file === null) return;
    check.mutate({ name: name.trim(), file, phoneColumn: phoneColumn.trim(), consent: keptConsent(consent) });
  };
  return (
    <Form onSubmit={submit}>
      <Stack>
        <FileInput
          required
          clearable
          label={t('lists.file')}
          description={t('lists.fileHint')}
          placeholder={t('lists.chooseFile')}
          accept=".csv,.txt,.tsv,text/csv"
          value={file}
          onChange={(chosen) =>
            changing(() => {
              setFile(chosen);
              if (name === '' && chosen !== null) setName(chosen.name.replace(/\.[^.]*$/, ''));
            })
          }
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            required
            label={t('lists.name')}
            error={at('name')}
            value={name}
            onChange={({ currentTarget: { value } }) => changing(() => setName(value))}
          />
          <TextInput
            label={t('lists.phoneColumn')}
            placeholder={t('lists.phoneColumnHint')}
            error={at('phoneColumn')}
            value={phoneColumn}
            onChange={({ currentTarget: { value } }) => changing(() => setPhoneColumn(value))}
          />
        </SimpleGrid>
        <ConsentInputs consent={consent} problem={at('consent.source')} onChange={(changed) => changing(() => setConsent(changed))} />
        {others !== null && <ProblemNote error={others} kept />}
        {checked !== null && (
          <>
            <ImportResult report={checked.report} linesAt={listLinesPath(checked.report.importId)} />
            <ListColumns columns={checked.report.columns} />
          </>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={check.isPending || keep.isPending} disabled={file === null || checked?.report.accepted === 0}>
            {checked === null ? t('lists.check') : t('lists.keep', { count: checked.report.accepted })}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
