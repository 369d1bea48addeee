import { Center, Loader, Modal, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../client/problem.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { meQuery } from '../queries/me.ts';
import { takeLetterCode } from './letter-link.ts';
import { NewPasswordForm } from './new-password-form.tsx';
import { ResetForm } from './reset-form.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { SignInPage } from './sign-in-page.tsx';

/**
 * Lets in whoever is signed in. The address stays while it asks, and so does a page whose session ran out meanwhile, with what was typed
 * in it.
 */
export function Gate({ children }: { children: ReactNode }) {
  const { t } = useTranslation('common');
  const { t: tSignIn } = useTranslation('signIn');
  const [letterCode] = useState(takeLetterCode);
  const me = useQuery(meQuery);
  const signedOut = me.error instanceof ApiProblem && me.error.status === 401;
  if (letterCode !== null) {
    return (
      <SignInPage>
        <Stack>
          <Title order={1} size="h3">
            {tSignIn('newPasswordTitle')}
          </Title>
          <ResetForm code={letterCode} />
        </Stack>
      </SignInPage>
    );
  }
  if (signedOut && me.data === undefined) {
    return (
      <SignInPage>
        <SignInForm />
      </SignInPage>
    );
  }
  if (me.data === undefined) {
    return (
      <Center h="100vh" p="lg">
        {me.error === null ? <Loader aria-label={t('loading')} /> : <ProblemNote error={me.error} onRetry={() => void me.refetch()} />}
      </Center>
    );
  }
  if (me.data.user?.mustChangePassword) {
    return (
      <SignInPage>
        <NewPasswordForm />
      </SignInPage>
    );
  }
  return (
    <>
      {children}
      <Modal.Root opened={signedOut} onClose={() => {}} closeOnEscape={false} centered zIndex={400}>
        <Modal.Overlay backgroundOpacity={0.45} />
        <Modal.Content aria-label={tSignIn('title')} p="lg">
          {signedOut && <SignInForm expired />}
        </Modal.Content>
      </Modal.Root>
    </>
  );
}
