import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

/** Says in passing that something was done. What stops sending is never said this way: that is a banner. */
export function done(message: string): void {
  notifications.show({ message, color: 'regua', autoClose: 4_000, closeButtonProps: { 'aria-label': i18next.t('actions.close') } });
}
