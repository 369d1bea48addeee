import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Unit } from '../../queries/units.ts';
import { UnitForm } from './unit-form.tsx';

/** What stands in the address in the place of a unit's id while one is added; no id can have a plus. */
export const newUnit = '+';

/** One unit, or a new one, beside the list. */
export function UnitDrawer({ chosen, all, onClose }: { chosen: string | undefined; all: Unit[]; onClose: () => void }) {
  const { t } = useTranslation('units');
  const { t: tCommon } = useTranslation('common');
  const unit = all.find(({ id }) => id === chosen);
  const title = chosen === newUnit ? t('form.newTitle') : unit?.name;
  return (
    <Drawer
      opened={chosen === newUnit || unit !== undefined}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
    >
      {unit === undefined ? <UnitForm onDone={onClose} /> : <UnitForm key={unit.id} unit={unit} onDone={onClose} />}
    </Drawer>
  );
}
