import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { Card } from '../../parts/card.tsx';
import { done } from '../../parts/done.ts';
import { useFieldProblems } from '../../parts/field-problems.ts';
import { Form } from '../../parts/form.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ShownOnce } from '../../parts/shown-once.tsx';
import { meQuery } from '../../queries/me.ts';
import { type NewFactor, SecondFactorSetup } from './second-factor-setup.tsx';

type Asked = 'begin' | 'renew' | 'remove';

/** The second factor: begun with the password, switched on with the first code of the app, switched off with the password. */
export function SecondFactorCard({ isOn }: { isOn: boolean }) {
  const { t } = useTranslation('account');
  const { t: tCommon } = useTranslation('common');
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [begun, setBegun] = useState<NewFactor | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: meQuery.queryKey });

  const confirmed = async (what: Asked, password: string) => {
    if (what === 'begin') setBegun(await answerOf(api.v1.me['second-factor'].$post({ json: { password } })));
    if (what === 'renew')
      setCodes((await answerOf(api.v1.me['second-factor']['recovery-codes'].$post({ json: { password } }))).recoveryCodes);
    if (what === 'remove') {
      await answerOf(api.v1.me['second-factor'].removal.$post({ json: { password } }));
      setCodes(null);
      done(t('factor.removed'));
    }
    setAsked(null);
    await refresh();
  };
  return (
    <Card title={t('factor.title')}>
      <Stack>
        {begun === null && <Text>{t(isOn ? 'factor.on' : 'factor.off')}</Text>}
        {codes !== null && (
          <ShownOnce label={t('factor.recovery')} value={codes.join('\n')}>
            {t('factor.recoverySays')}
          </ShownOnce>
        )}
        {begun !== null && (
          <SecondFactorSetup
            begun={begun}
            onOn={() => {
              setCodes(begun.recoveryCodes);
              setBegun(null);
              done(t('factor.turnedOn'));
              void refresh();
            }}
          />
        )}
        {begun === null && (
          <Group gap="xs">
            {codes !== null && <Button onClick={() => setCodes(null)}>{t('factor.stored')}</Button>}
            {!isOn && <Button onClick={() => setAsked('begin')}>{t('factor.begin')}</Button>}
            {isOn && codes === null && (
              <>
                <Button variant="default" onClick={() => setAsked('renew')}>
                  {t('factor.renew')}
                </Button>
                <Button variant="default" onClick={() => setAsked('remove')}>
                  {t('factor.remove')}
                </Button>
              </>
            )}
          </Group>
        )}
      </Stack>
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={asked === null ? '' : t(titles[asked])}
        closeButtonProps={{ 'aria-label': tCommon('actions.close') }}
      >
        {asked !== null && <PasswordQuestion what={asked} onPassword={(password) => confirmed(asked, password)} />}
      </Modal>
    </Card>
  );
}

const titles = { begin: 'factor.begin', renew: 'factor.renewTitle', remove: 'factor.removeTitle' } as const;

/** Whoever sits down at somebody's open console must not change how it is protected. */
function PasswordQuestion({ what, onPassword }: { what: Asked; onPassword: (password: string) => Promise<void> }) {
  const { t } = useTranslation('account');
  const [password, setPassword] = useState('');
  const send = useMutation({ mutationFn: onPassword });
  const { at, others } = useFieldProblems(send.error, ['password']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate(password);
  };
  return (
    <Form onSubmit={submit}>
      <Stack>
        {what !== 'begin' && <Text>{t(what === 'renew' ? 'factor.renewSays' : 'factor.removeSays')}</Text>}
        <PasswordField
          autoComplete="current-password"
          label={t('factor.password')}
          error={at('password')}
          value={password}
          onChange={setPassword}
        />
        {others !== null && <ProblemNote error={others} />}
        <Group justify="flex-end">
          <Button type="submit" loading={send.isPending} {...(what === 'remove' && { color: 'red.8' })}>
            {t(what === 'begin' ? 'factor.continue' : `factor.${what}`)}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
