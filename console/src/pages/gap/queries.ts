import { queryOptions } from '@tanstack/react-query';
import { type Schema, answer, api, given } from '../../api/client';

export type Gap = Schema<'Gap'>;
export type Estimate = NonNullable<Schema<'GapEstimate'>>;

/** Parameters of the address, empty for what is usual. */
export interface Asked extends Record<string, string> {
  party: string;
  from: string;
  to: string;
  delay: string;
  standing: string;
  since: string;
  cost: string;
}

export function gap(asked: Asked) {
  return queryOptions({
    queryKey: ['gap', asked],
    // Without a signal: it takes seconds, and is not thrown away because the page is left before it comes.
    queryFn: () => answer(api.GET('/api/v1/gap', { params: { query: given(asked) as never } })),
    staleTime: 300_000,
  });
}

/** Those that a choice is offered of; an operator without a party types a name. */
export const parties = queryOptions({
  queryKey: ['parties', 'all'],
  queryFn: async ({ signal }) =>
    (await answer(api.GET('/api/v1/parties', { params: { query: { limit: 1000 } }, signal }))).parties,
  staleTime: 300_000,
});
