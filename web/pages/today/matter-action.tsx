import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { useWhen } from '../../format/when.ts';
import { isOfCharges, type Matter, textOf } from '../../frame/waiting.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { done } from '../../parts/done.ts';
import { useMay } from '../../queries/me.ts';
import { placeOf } from './matter-place.ts';

type Props = { matter: Matter; open: boolean; onToggle: () => void };

/** The next thing to do about a matter: in place where that is possible, else the page where it is done. */
export function MatterAction({ matter, open, onToggle }: Props) {
  const { t } = useTranslation('today');
  const may = useMay();
  const { reason, alerts } = matter;
  const [{ detail }] = alerts;
  const needed = textOf(detail.needed);
  const many = isOfCharges(matter) && alerts.length > 1 && (
    <Button variant="default" onClick={onToggle} aria-expanded={open}>
      {t(open ? 'act.hide' : 'act.show', { count: alerts.length })}
    </Button>
  );
  if (reason === 'settlement-missing' && needed !== null && may('payments:write')) {
    return (
      <Group gap="xs">
        <ConfirmFile unit={textOf(detail.unit)} needed={needed} count={alerts.length} />
        {many}
      </Group>
    );
  }
  if (many) return many;
  const place = placeOf(matter, may);
  if (place === null) return null;
  return (
    <Button renderRoot={(props) => <Link {...props} {...place.link} />} variant={place.urgent ? 'filled' : 'default'}>
      {t(`act.${place.label}`)}
    </Button>
  );
}

/** Somebody has seen the bank file: what waited for it goes on. */
function ConfirmFile({ unit, needed, count }: { unit: string | null; needed: string; count: number }) {
  const { t } = useTranslation('today');
  const { date } = useWhen();
  const queryClient = useQueryClient();
  const settle = useMutation({
    mutationFn: () => answerOf(api.v1.settlement.$put({ json: { processedThrough: needed, unit } })),
    onSuccess: async ({ replanned }) => {
      done(t('file.done', { count: replanned }));
      await Promise.all(['alerts', 'today'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
    },
  });
  return (
    <ConfirmButton
      target={<Button variant="default">{t('file.open')}</Button>}
      title={t('file.title', { date: date(needed) })}
      says={t('file.says', { count, date: date(needed) })}
      confirm={t('file.confirm', { count })}
      mutation={settle}
      act={(onSuccess) => settle.mutate(undefined, { onSuccess })}
    />
  );
}
