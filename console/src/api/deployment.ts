import { useQuery } from '@tanstack/react-query';

/** What everybody may know of a server, signed in or not. */
export interface Deployment {
  name: string;
  version: string;
  zone: string;
  synthetic: boolean;
  /** Whether people can sign in elsewhere. */
  issuer: boolean;
}

const UNKNOWN: Deployment = { name: '', version: '', zone: 'UTC', synthetic: false, issuer: false };

export function useDeployment(): Deployment {
  const { data } = useQuery({
    queryKey: ['deployment'],
    queryFn: async ({ signal }): Promise<Deployment> => {
      const response = await fetch('/api/v1/deployment', { signal });
      return response.ok ? { ...UNKNOWN, ...((await response.json()) as Partial<Deployment>) } : UNKNOWN;
    },
    staleTime: Infinity,
  });
  return data ?? UNKNOWN;
}
