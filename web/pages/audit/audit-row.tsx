import { Button, Group, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isOfTable } from '../../../domain/words/change.ts';
import { useWhen } from '../../format/when.ts';
import type { AuditRecord } from '../../queries/audit.ts';
import classes from './audit-page.module.css';
import { fieldsOfChange, useActionWords, useActorWords } from './audit-words.ts';

/** One change in a sentence; what it was before and after opens below it. */
export function AuditRow({ record, onOnlyThis }: { record: AuditRecord; onOnlyThis: () => void }) {
  const { t } = useTranslation('audit');
  const { day, localDate, timeWithSeconds } = useWhen();
  const who = useActorWords()(record);
  const { verb, thing } = useActionWords()(record);
  const [opened, { toggle }] = useDisclosure(false);
  const fields = fieldsOfChange(record);
  return (
    <li className={classes.record}>
      <div className={classes.line}>
        <Text>
          <strong>{who}</strong> {verb}: {thing} {!isOfTable(record) && <Thing {...record} />}
        </Text>
        <Group gap={4} className={classes.acts} wrap="nowrap">
          {fields.length > 0 && (
            <Button variant="subtle" size="compact-xs" aria-expanded={opened} onClick={toggle}>
              {t(opened ? 'hideChange' : 'seeChange')}
            </Button>
          )}
          <Button variant="subtle" size="compact-xs" onClick={onOnlyThis}>
            {t('onlyThis')}
          </Button>
        </Group>
        <time className={classes.when} dateTime={record.at}>
          {day(localDate(record.at))} {timeWithSeconds(record.at)}
        </time>
      </div>
      {opened && (
        <div className={classes.change}>
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                {(['field', 'before', 'after'] as const).map((column) => (
                  <Table.Th key={column}>{t(`columns.${column}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {fields.map(({ field, before, after }) => (
                <Table.Tr key={field}>
                  <Table.Td>{field}</Table.Td>
                  <Table.Td>{shown(before, t('nothing'))}</Table.Td>
                  <Table.Td>{shown(after, t('nothing'))}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </li>
  );
}

/** What was changed by its name, or its code where it has none; a link where it has a page. */
function Thing({ entity, entityId, entityName }: Pick<AuditRecord, 'entity' | 'entityId' | 'entityName'>) {
  const name = entityName ?? entityId;
  switch (entity) {
    case 'customer':
      return (
        <Link to="/clientes/$customerId" params={{ customerId: entityId }}>
          {name}
        </Link>
      );
    case 'charge':
      return (
        <Link to="/cobrancas/$chargeId" params={{ chargeId: entityId }}>
          {name}
        </Link>
      );
    case 'message':
      return (
        <Link to="/mensagens" search={{ mensagem: entityId }}>
          {name}
        </Link>
      );
    case 'gateway':
      return (
        <Link to="/configuracao/gateways/$gatewayId" params={{ gatewayId: entityId }}>
          {name}
        </Link>
      );
    case 'user':
      return (
        <Link to="/configuracao/pessoas" search={{ pessoa: entityId }}>
          {name}
        </Link>
      );
    case 'campaign':
      return (
        <Link to="/campanhas/$campaignId" params={{ campaignId: entityId }}>
          {name}
        </Link>
      );
    case 'template':
      return (
        <Link to="/templates/$templateId" params={{ templateId: entityId }}>
          {name}
        </Link>
      );
    case 'settings':
      return null;
    default:
      return name;
  }
}

/** A value as a person reads it: texts as they are, the rest as JSON. */
function shown(value: unknown, nothing: string): string {
  if (value === undefined || value === null || value === '') return nothing;
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}
