import { queryOptions } from '@tanstack/react-query';
import { COUNTS_LAST, type Schema, answer, api, given } from '../../api/client';

export type Attacks = Schema<'Attacks'>;
export type Row = Attacks['rows'][number];

export const FACETS = ['kind', 'sector', 'country', 'source', 'sensor'] as const;
export type Facet = (typeof FACETS)[number];

/** What stands in an address for what has no name. */
export const NONE = '-';

export interface Asked extends Record<string, string> {
  unit: string;
  from: string;
  to: string;
}

export function attacks(asked: Asked) {
  return queryOptions({
    queryKey: ['attacks', asked],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/attacks', { params: { query: given(asked) as never }, signal })),
    staleTime: COUNTS_LAST,
    placeholderData: (before) => before,
  });
}
