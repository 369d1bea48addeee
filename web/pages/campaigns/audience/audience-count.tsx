import { Button, Text, UnstyledButton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { exclusionReasons } from '../../../../domain/audience.ts';
import { Card } from '../../../parts/card.tsx';
import { Loaded, WaitingLines } from '../../../parts/loaded.tsx';
import type { AudiencePreview, Shown } from '../../../queries/audiences.ts';
import classes from './audience-count.module.css';

type Props = { preview: UseQueryResult<AudiencePreview>; unit: 'people' | 'texts'; onShow: (shown: Shown) => void };

/** How many would get it as the selections stand, and who is left out and why; each number opens its list. */
export function AudienceCount({ preview, unit, onShow }: Props) {
  const { t } = useTranslation('campaigns');
  return (
    <Card title={t('audience.title')}>
      <Loaded query={preview} waiting={<WaitingLines lines={4} />}>
        {({ count, excluded }) => {
          const left = exclusionReasons.flatMap((reason) => {
            const people = excluded[reason] ?? 0;
            return people === 0 ? [] : [{ reason, people }];
          });
          const most = Math.max(1, ...left.map(({ people }) => people));
          return (
            <div className={classes.count} data-stale={preview.isPlaceholderData || undefined}>
              <Text className={`${classes.big} figures`} role="status">
                {t(`audience.${unit}`, { count })}
              </Text>
              {count > 0 && (
                <Button variant="default" size="xs" onClick={() => onShow('included')}>
                  {t('audience.see')}
                </Button>
              )}
              {left.length > 0 && (
                <>
                  <h3 className={classes.heading}>{t('audience.leftOut')}</h3>
                  <ul className={classes.list}>
                    {left.map(({ reason, people }) => (
                      <li key={reason}>
                        <UnstyledButton className={classes.row} onClick={() => onShow(reason)}>
                          <span>{t(`excluded.${reason}`)}</span>
                          <strong className="figures">{t('number', { count: people })}</strong>
                          <span className={classes.track} aria-hidden>
                            <span style={{ width: `${Math.max(2, (people / most) * 100)}%` }} />
                          </span>
                        </UnstyledButton>
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </div>
          );
        }}
      </Loaded>
    </Card>
  );
}
