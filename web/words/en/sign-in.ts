import type { signIn as portuguese } from '../pt-BR/sign-in.ts';
import type { SameKeys } from '../same-keys.ts';

export const signIn: SameKeys<typeof portuguese> = {
  title: 'Sign in to Régua',
  about: 'Billing notices that leave at the right hour, once.',
  email: 'E-mail',
  password: 'Password',
  enter: 'Sign in',
  expired: 'Your session has ended. Sign in again: the page stays as it was.',
  signOut: 'Sign out',
  factorTitle: 'Second factor',
  factorSays: 'Type the six digits that the authenticator app shows.',
  recoverySays: 'Type one of the recovery codes that you kept. Each is good for one time.',
  code: 'Code',
  recoveryCode: 'Recovery code',
  trust: 'Trust this browser',
  useRecovery: 'I lost the app: use a recovery code',
  useApp: 'Use the authenticator app',
  startAgain: 'Back to the password',
  confirm: 'Confirm',
  newPasswordTitle: 'Choose your password',
  newPasswordSays: 'The password you used is good for one time. Choose another, of at least ten letters, that only you know.',
  currentPassword: 'Present password',
  newPassword: 'New password',
  repeatPassword: 'New password, again',
  notTheSame: 'The two are not the same.',
  savePassword: 'Keep the new password',
};
