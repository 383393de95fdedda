import { queryOptions } from '@tanstack/react-query';
import type { paths } from '../../api/schema';
import { COUNTS_LAST, answer, api, given } from '../../api/client';

type Answer<Path extends '/api/v1/series' | '/api/v1/surges'> =
  paths[Path]['get']['responses'][200]['content']['application/json'];

export type Series = Answer<'/api/v1/series'>;
export type Surges = Answer<'/api/v1/surges'>;
export type Surge = Surges['surges'][number];

/** Which counts: parameters of the address, empty for all. */
export interface Asked extends Record<string, string> {
  unit: string;
  kind: string;
  sector: string;
  source: string;
  to: string;
}

export function series(asked: Asked) {
  return queryOptions({
    queryKey: ['series', asked],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/series', { params: { query: given(asked) as never }, signal })),
    staleTime: COUNTS_LAST,
  });
}

export function surges(asked: Asked) {
  return queryOptions({
    queryKey: ['surges', asked],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/surges', { params: { query: given(asked) as never }, signal })),
    staleTime: COUNTS_LAST,
  });
}

export const elections = queryOptions({
  queryKey: ['elections'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/elections', { signal })),
});

export function election(id: string) {
  return queryOptions({
    queryKey: ['election', id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/v1/elections/{election}', { params: { path: { election: id } }, signal }),
      ),
  });
}
