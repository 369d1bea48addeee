import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { phoneShown } from '../../../format/phone.ts';
import classes from './people-drawer.module.css';

type Props = {
  /** `customerId` null: the phone is nobody's. `detail`: the variable without a value. */
  person: { customerId: string | null; name: string | null; phone: string | null; detail: string | null };
  text?: string | null;
};

/** Somebody of an audience, or left out of one. */
export function PersonLine({ person: { customerId, name, phone, detail }, text = null }: Props) {
  const { t } = useTranslation('campaigns');
  return (
    <>
      <div className={classes.who}>
        {customerId === null ? (
          <span>{t('audience.nobody')}</span>
        ) : (
          <Link to="/clientes/$customerId" params={{ customerId }}>
            {name ?? customerId}
          </Link>
        )}
        <span className={classes.phone}>{phone === null ? '' : phoneShown(phone)}</span>
      </div>
      {text !== null && (
        <Text size="sm" c="dimmed" lineClamp={2}>
          {text}
        </Text>
      )}
      {detail !== null && (
        <Text size="sm" c="var(--warn)">
          {t('audience.without', { name: `{${detail}}` })}
        </Text>
      )}
    </>
  );
}
