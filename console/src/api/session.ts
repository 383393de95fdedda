import { queryOptions, useQuery } from '@tanstack/react-query';
import { Refused, type Schema, answer, api, sendWithChanges } from './client';

/** Who has signed in; refused with 401 if nobody has. */
export const me = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    const who = await answer(api.GET('/api/v1/me', { signal }));
    sendWithChanges(who.csrf ?? '');
    return who;
  },
  retry: (failures, error) => !(error instanceof Refused) && failures < 2,
  staleTime: 60_000,
});

/** Who has signed in; to be used inside the shell only, which shows nothing before it is known. */
export function useMe(): Schema<'Me'> {
  const { data } = useQuery(me);
  if (data === undefined) {
    throw new Error('used outside the shell');
  }
  return data;
}

/** Whether somebody may do what needs one of these roles. */
export function may(who: Schema<'Me'>, ...roles: string[]): boolean {
  return who.roles.some((role) => roles.includes(role));
}
