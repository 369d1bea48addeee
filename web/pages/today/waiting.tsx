import { Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { part } from '../../app/part.ts';
import { isOfCharges, type Matter } from '../../frame/waiting.ts';
import { Card } from '../../parts/card.tsx';
import { Empty } from '../../parts/empty.tsx';
import { IconCircleCheck } from '../../parts/icons.ts';
import { WaitingLines } from '../../parts/loaded.tsx';
import { mostAlerts } from '../../queries/house.ts';
import { MatterAction } from './matter-action.tsx';
import { Undecided } from './undecided.tsx';
import { Unread } from './unread.tsx';
import { useMatterWords } from './use-matter-words.ts';
import classes from './waiting.module.css';

/** Everything that needs a person, each with what to do about it. */
export function Waiting({ matters, undecided, unread }: { matters: Matter[]; undecided: number; unread: number }) {
  const { t } = useTranslation('today');
  return (
    <div id="waiting" className={classes.whole}>
      <Card title={t('waiting.title')}>
        {matters.length === 0 && undecided === 0 && unread === 0 ? (
          <Empty icon={IconCircleCheck} title={t('waiting.nothingTitle')}>
            {t('waiting.nothing')}
          </Empty>
        ) : (
          <ul className={classes.list}>
            {unread > 0 && <Unread count={unread} />}
            {undecided > 0 && <Undecided count={undecided} />}
            {matters.map((matter) => (
              <MatterLine key={matter.key} matter={matter} />
            ))}
          </ul>
        )}
      </Card>
    </div>
  );
}

const MatterCharges = part(async () => (await import('./matter-charges.tsx')).MatterCharges);

function MatterLine({ matter }: { matter: Matter }) {
  const { t } = useTranslation('today');
  const [open, setOpen] = useState(false);
  const { title, detail, color } = useMatterWords(matter);
  const shown = isOfCharges(matter) && (open || matter.alerts.length === 1);
  return (
    <li className={classes.matter}>
      <span className={classes.dot} style={{ color }} aria-hidden />
      <div className={classes.words}>
        <Text fw={650}>{title}</Text>
        <Text c="dimmed" size="sm">
          {detail}
          {matter.alerts.length >= mostAlerts && ` ${t('waiting.more', { count: mostAlerts })}`}
        </Text>
      </div>
      <div className={classes.action}>
        <MatterAction matter={matter} open={open} onToggle={() => setOpen(!open)} />
      </div>
      {shown && (
        <div className={classes.charges}>
          <Suspense fallback={<WaitingLines lines={1} height={22} />}>
            <MatterCharges matter={matter} />
          </Suspense>
        </div>
      )}
    </li>
  );
}
