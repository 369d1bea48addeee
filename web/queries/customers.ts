import { queryOptions } from '@tanstack/react-query';
import type { CustomerStatus } from '../../domain/states.ts';
import { answerOf, api } from '../client/api.ts';
import { givenOf, pagedQuery } from './pages.ts';

export type CustomerFilter = { q?: string | undefined; status?: CustomerStatus | undefined; unit?: string | undefined };

const readCustomers = (query: Record<string, string>) => answerOf(api.v1.customers.$get({ query }));
const readCustomer = (id: string) => answerOf(api.v1.customers[':id'].$get({ param: { id } }));

export type Customer = Awaited<ReturnType<typeof readCustomer>>;

/** Customers that fit every part of the filter, newest first. */
export function customersQuery(filter: CustomerFilter) {
  const given = givenOf(filter);
  return pagedQuery(['customers', given], (page) => readCustomers({ ...given, ...page }));
}

export function customerQuery(id: string) {
  return queryOptions({ queryKey: ['customer', id], queryFn: () => readCustomer(id) });
}

/** Where everything that is known of a person is a file; who asked for it is recorded. */
export function exportOf(id: string): string {
  return `/v1/customers/${encodeURIComponent(id)}/export`;
}

/** What this customer answered, newest first. */
export function repliesOfCustomerQuery(customerId: string) {
  return queryOptions({
    queryKey: ['customer', customerId, 'replies'],
    queryFn: async () => (await answerOf(api.v1.replies.$get({ query: { customerId, limit: '5' } }))).items,
  });
}

const readPhoneResults = (id: string) => answerOf(api.v1.customers[':id']['phone-results'].$get({ param: { id } }));

export type PhoneResult = Awaited<ReturnType<typeof readPhoneResults>>['items'][number];

/** What became of the newest text of each phone of this customer, in their order; asked again while the page is open. */
export function phoneResultsQuery(customerId: string) {
  return queryOptions({
    queryKey: ['customer', customerId, 'phone-results'],
    queryFn: async () => (await readPhoneResults(customerId)).items,
    refetchInterval: 15_000,
  });
}

/** What the phones of this customer asked for. */
export function optOutsOfCustomerQuery(customerId: string) {
  return queryOptions({
    queryKey: ['customer', customerId, 'opt-outs'],
    queryFn: async () => (await answerOf(api.v1['opt-outs'].$get({ query: { customerId, limit: '50' } }))).items,
  });
}

const readSuspects = (query: Record<string, string>) => answerOf(api.v1['suspect-phones'].$get({ query }));

export type SuspectPhone = Awaited<ReturnType<typeof readSuspects>>['items'][number];

/** Phones that more than five customers share. */
export const suspectPhonesQuery = pagedQuery(['suspect-phones'], readSuspects);
