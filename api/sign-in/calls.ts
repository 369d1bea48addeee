import { isAPIError } from 'better-auth/api';
import type { ApiDeps } from '../context.ts';
import { Problem } from '../problem.ts';
import type { SignIn } from './library.ts';

/** The sign-in library; 409 where no secret key lets it work. */
export function signInOf({ signIn }: Pick<ApiDeps, 'signIn'>): SignIn {
  if (signIn !== null) return signIn;
  throw new Problem(409, 'secret-key-missing', {
    pt: 'Não há REGUA_SECRET_KEY: ninguém pode entrar.',
    en: 'There is no REGUA_SECRET_KEY: nobody can sign in.',
  });
}

/** Somebody who was disabled after the password was right: to the library a fault, to us a no. */
const noSession = 'FAILED_TO_CREATE_SESSION';

/** What the library refuses is told in our words; faults stay faults. */
export async function orRefused<T>(called: Promise<T>, refusal: () => Problem): Promise<T> {
  try {
    return await called;
  } catch (error) {
    if (!isAPIError(error) || (error.statusCode >= 500 && error.body?.code !== noSession)) throw error;
    throw error.statusCode === 429 ? tooManyCodes() : refusal();
  }
}

const tooManyCodes = () =>
  new Problem(
    429,
    'too-many-tries',
    { pt: 'Muitos códigos errados. Tente de novo em 15 min.', en: 'Too many wrong codes. Try again in 15 min.' },
    { retryAfterSeconds: 900 },
  );
