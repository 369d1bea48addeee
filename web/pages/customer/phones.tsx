import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../client/api.ts';
import { phoneShown } from '../../format/phone.ts';
import { useWhen } from '../../format/when.ts';
import { Card } from '../../parts/card.tsx';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { done } from '../../parts/done.ts';
import { type Customer, optOutsOfCustomerQuery, type PhoneResult, phoneResultsQuery } from '../../queries/customers.ts';
import { useMay } from '../../queries/me.ts';
import { MessageStateMark } from '../../states/state.tsx';
import classes from './phones.module.css';

/** The phones, what each may be used for, whether its last text arrived, and the way to say that one is somebody else's. */
export function Phones({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const may = useMay();
  const wishes = useQuery(optOutsOfCustomerQuery(customer.id)).data ?? [];
  const results = useQuery({ ...phoneResultsQuery(customer.id), enabled: may('messages:read') }).data;
  const wrong = useWrongNumber(customer.id);
  return (
    <Card title={t('phones.title')}>
      {customer.phones.length === 0 && <Text c="var(--warn)">{t('phones.none')}</Text>}
      <Stack gap="sm">
        {customer.phones.map(({ number, normalized, billing, marketing, problem }, index) => {
          const wish = wishes.find(({ phone }) => phone === normalized);
          return (
            <div key={number} className={classes.phone}>
              <div>
                <Text fw={600} className="figures">
                  {phoneShown(normalized ?? number)}
                </Text>
                <Group gap={6} mt={2}>
                  {billing && <Badge variant="light">{t('phones.billing')}</Badge>}
                  {marketing && (
                    <Badge variant="light" color="blue">
                      {t('phones.marketing')}
                    </Badge>
                  )}
                  {wish !== undefined && (
                    <Badge variant="light" color="orange" c="var(--warn)">
                      {t(`phones.wish.${wish.scope}`)}
                    </Badge>
                  )}
                </Group>
                {results?.[index]?.number === number && <LastResult customerId={customer.id} last={results[index].last} />}
                {problem !== null && (
                  <Text c="var(--warn)" size="sm">
                    {problem}
                  </Text>
                )}
              </div>
              {normalized !== null && wish?.scope !== 'wrong-person' && may('opt-outs:write') && (
                <ConfirmButton
                  target={
                    <Button variant="subtle" size="compact-sm">
                      {t('phones.wrong')}
                    </Button>
                  }
                  title={t('phones.wrongTitle', { phone: phoneShown(normalized) })}
                  says={t('phones.wrongSays', { name: customer.name })}
                  confirm={t('phones.wrongConfirm')}
                  mutation={wrong}
                  act={(onSuccess) => wrong.mutate(normalized, { onSuccess })}
                />
              )}
            </div>
          );
        })}
      </Stack>
    </Card>
  );
}

/** What became of the newest text to a phone, with the way to its life. */
function LastResult({ customerId, last }: { customerId: string; last: PhoneResult['last'] }) {
  const { t } = useTranslation('customers');
  const { moment } = useWhen();
  if (last === null) {
    return (
      <Text c="dimmed" size="sm" mt={4}>
        {t('phones.noResult')}
      </Text>
    );
  }
  return (
    <div className={classes.result}>
      <MessageStateMark state={last.state} reason={last.reason} />
      <Link to="/mensagens" search={{ cliente: customerId, mensagem: last.messageId }}>
        <time dateTime={last.at}>{t('phones.lastText', { when: moment(last.at) })}</time>
      </Link>
    </div>
  );
}

function useWrongNumber(customerId: string) {
  const { t } = useTranslation('customers');
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (phone: string) =>
      answerOf(
        api.v1['opt-outs'][':phone'].$put({
          param: { phone },
          json: { scope: 'wrong-person', customerId, reason: null, source: 'console' },
        }),
      ),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['customer', customerId] });
      done(t('phones.wrongDone'));
    },
  });
}
