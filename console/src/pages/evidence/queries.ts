import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client';

/** So many come at once at the most. */
export const PAGE = 1000;

/** So many are shown at once. */
export const SHOWN = 200;

export const head = queryOptions({
  queryKey: ['record', 'head'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/record/head', { signal })),
});

export function entries(from: number, limit: number) {
  return queryOptions({
    queryKey: ['record', from, limit],
    queryFn: async ({ signal }) =>
      (await answer(api.GET('/api/v1/record', { params: { query: { from, limit } }, signal }))).entries,
  });
}
