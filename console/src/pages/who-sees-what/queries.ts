import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type Schema, answer, api, given } from '../../api/client';

export type Matrix = Schema<'Matrix'>;
export type Answer = Schema<'MatrixAnswer'>;
export type Party = Matrix['parties'][number];
export type Thing = Matrix['objects'][number];

/** Which part of the matrix: parameters of the address, empty for all. */
export interface Asked {
  q: string;
  type: string;
  at: string;
  /** What is supposed, if anything: of whom, which standing, in which body. */
  party?: string;
  standing?: string;
  body?: string;
}

export function matrix(asked: Asked) {
  return infiniteQueryOptions({
    queryKey: ['matrix', asked],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/v1/matrix', {
          params: { query: given({ ...asked, cursor: pageParam }) },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? null,
    placeholderData: keepPreviousData,
  });
}

/** Why a party may or may not read an object; own is whether it is the caller's own. */
export function rulings(object: string, party: string, own: boolean, at: string) {
  return queryOptions({
    queryKey: ['rulings', object, party, at],
    queryFn: ({ signal }) =>
      answer(
        own
          ? api.GET('/api/v1/rulings', {
              params: { query: { object, ...given({ at }) } },
              signal,
            })
          : api.GET('/api/v1/parties/{party}/rulings', {
              params: { path: { party }, query: { object, ...given({ at }) } },
              signal,
            }),
      ),
    staleTime: 300_000,
  });
}

/** An object as another party would see it. */
export function seenBy(party: string, collection: string, object: string, at: string) {
  return queryOptions({
    queryKey: ['seen', party, collection, object, at],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/v1/parties/{party}/objects', {
          params: { path: { party }, query: { collection, q: object, ...given({ at }) } },
          signal,
        }),
      ),
  });
}

export const collections = queryOptions({
  queryKey: ['collections'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/collections', { signal })),
  staleTime: 300_000,
});
