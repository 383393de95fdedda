import { useQuery } from '@tanstack/react-query';
import { type Schema, answer, api } from './client';

const UNKNOWN: Schema<'Deployment'> = {
  name: '',
  version: '',
  zone: 'UTC',
  synthetic: false,
  body: '',
  issuer: false,
  languages: [],
};

/** What everybody may know of a server, signed in or not. */
export function useDeployment(): Schema<'Deployment'> {
  const { data } = useQuery({
    queryKey: ['deployment'],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/deployment', { signal })),
    staleTime: Infinity,
  });
  return data ?? UNKNOWN;
}
