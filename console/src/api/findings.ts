import { queryOptions, useQuery } from '@tanstack/react-query';
import { language } from '../texts/texts';
import { COUNTS_LAST, type Schema, answer, api, given } from './client';
import type { paths } from './schema';

type Asked = paths['/api/v1/findings']['get']['parameters']['query'];

export type Finding = Schema<'Finding'>;

/** Pages of which the server has something to say. */
export type Found = Asked['page'];

/** Told from two years of counts: going back to a page does not have them summed again. */
const COUNTED: Found[] = ['overview', 'surges', 'attacks'];

export function finding(page: Found, parameters: Record<string, string> = {}) {
  return queryOptions({
    queryKey: ['finding', language(), page, parameters],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/v1/findings', {
          params: { query: { ...given(parameters), page, language: language() } as Asked },
          signal,
        }),
      ),
    ...(COUNTED.includes(page) ? { staleTime: COUNTS_LAST } : {}),
  });
}

/** The finding of a page with these filters; undefined until it is known, if there is none, and for who may not ask. */
export function useFinding(page: Found, parameters: Record<string, string> = {}, allowed = true): Finding | undefined {
  return useQuery({ ...finding(page, parameters), enabled: allowed }).data;
}
