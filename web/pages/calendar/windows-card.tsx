import { Button, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { editableWindows, windowDays } from '../../../domain/send-window.ts';
import { Card } from '../../parts/card.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { settingsQuery } from '../../queries/house.ts';
import { useMay } from '../../queries/me.ts';
import { StateHours } from './state-hours.tsx';
import { WindowsDrawer } from './windows-drawer.tsx';

/** The open hours of the house, by class of text and day of the week, and what states have differently. */
export function WindowsCard() {
  const { t } = useTranslation('calendar');
  const may = useMay();
  const settings = useQuery(settingsQuery);
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <Card
      title={t('windows.title')}
      aside={
        may('settings:write') && (
          <Button variant="default" size="xs" onClick={open}>
            {t('windows.edit')}
          </Button>
        )
      }
    >
      <Loaded query={settings}>
        {({ windows, windowsByState, updatedAt }) => (
          <Stack>
            <Text c="dimmed">{t('windows.says')}</Text>
            <Table.ScrollContainer minWidth={720} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
              <Table verticalSpacing={6} className="figures">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('windows.type')}</Table.Th>
                    {windowDays.map((day) => (
                      <Table.Th key={day}>{t(`windows.day.${day}`)}</Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {editableWindows.map((windowClass) => (
                    <Table.Tr key={windowClass}>
                      <Table.Th>{t(`windows.class.${windowClass}`)}</Table.Th>
                      {windowDays.map((day) => (
                        <Table.Td key={day}>{windows[windowClass][day].join(', ') || t('windows.closed')}</Table.Td>
                      ))}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
            <StateHours collection={windows.collection} states={Object.keys(windowsByState)} />
            <WindowsDrawer windows={windows} readAt={updatedAt} opened={opened} onClose={close} />
          </Stack>
        )}
      </Loaded>
    </Card>
  );
}
