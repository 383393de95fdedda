import { useQuery } from '@tanstack/react-query';
import { language } from '../texts/texts';
import { given } from './client';

/** What a page found, in the server's words. */
export interface Finding {
  title: string;
  subtitle: string;
}

/** The finding of a page with these filters; undefined until it is known, or if there is none. */
export function useFinding(page: string, parameters: Record<string, string>): Finding | undefined {
  const { data } = useQuery({
    queryKey: ['finding', language(), page, parameters],
    queryFn: async ({ signal }): Promise<Finding | null> => {
      const query = new URLSearchParams({ page, language: language(), ...given(parameters) } as Record<string, string>);
      const response = await fetch(`/api/v1/findings?${query}`, { signal });
      return response.ok ? ((await response.json()) as Finding) : null;
    },
  });
  return data ?? undefined;
}
