import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type Schema, answer, api, given } from '../../api/client';

export const KEY = 'procedure';

export function standing() {
  return queryOptions({
    queryKey: [KEY, 'standing'],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/standing', { signal })),
  });
}

export function inbox(at: string) {
  return queryOptions({
    queryKey: [KEY, 'inbox', at],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/inbox', { params: { query: given({ at }) }, signal })),
  });
}

export function requests(at: string) {
  return queryOptions({
    queryKey: [KEY, 'requests', at],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/v1/requests', { params: { query: { ...given({ at }), limit: 1000 } }, signal }),
      ),
  });
}

export function request(id: string, at: string) {
  return queryOptions({
    queryKey: [KEY, 'request', id, at],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/v1/requests/{request}', {
          params: { path: { request: id }, query: given({ at }) },
          signal,
        }),
      ),
  });
}

export function letters(about: string) {
  return queryOptions({
    queryKey: [KEY, 'letters', about],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/letters', { params: { query: { request: about } }, signal })),
  });
}

export const drafts = queryOptions({
  queryKey: [KEY, 'drafts'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/drafts', { signal })),
});

/** Something that changes requests, letters or drafts; all of them are asked again after it. */
export function useAct<T>(act: (of: T) => Promise<unknown>, then?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: [KEY] });
      then?.();
    },
  });
}

/** Facts in the form of a world's file, each under its sort. */
export function draft(
  facts: Record<string, Record<string, string | string[]>>,
): Promise<Schema<'Draft'>> {
  return answer(api.POST('/api/v1/drafts', { body: facts as Schema<'Says'> }));
}

export function sign(id: string): Promise<unknown> {
  return answer(api.POST('/api/v1/drafts/{draft}/sign', { params: { path: { draft: id } } }));
}

export function withdraw(id: string): Promise<unknown> {
  return answer(api.POST('/api/v1/drafts/{draft}/withdraw', { params: { path: { draft: id } } }));
}

export function receive(letter: string): Promise<unknown> {
  return answer(
    api.POST('/api/v1/letters/{letter}/receipt', { params: { path: { letter } }, body: {} }),
  );
}
