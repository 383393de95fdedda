import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { COUNTS_LAST, type Schema, answer, api } from '../../api/client';

export type Shown = Schema<'Shown'>;

/** What of a STIX object is shown; anything else it has is in its JSON. */
export interface Stix extends Record<string, unknown> {
  type: string;
  id: string;
  name?: string;
  description?: string;
  pattern?: string;
  valid_from?: string;
  valid_until?: string;
  first_seen?: string;
  last_seen?: string;
  published?: string;
  aliases?: string[];
  object_refs?: string[];
  object_marking_refs?: string[];
  created_by_ref?: string;
}

/** STIX types of what attackers did, and of what is told of it. */
export const TOLD = ['campaign', 'report', 'grouping', 'intrusion-set', 'threat-actor', 'malware', 'incident'];

export const collections = queryOptions({
  queryKey: ['collections'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/collections', { signal }))).collections,
  staleTime: 300_000,
});

/** So many objects are on a page: no more than are asked about at once. */
const PAGE = 120;

/** Objects of a collection, page by page. */
export function objects(collection: string, type: string, q: string) {
  return infiniteQueryOptions({
    queryKey: ['objects', collection, type, q],
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/v1/collections/{collection}/objects', {
          params: {
            path: { collection },
            query: { limit: PAGE, type, ...(q === '' ? {} : { q }), ...(pageParam === '' ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
}

export function counts(collection: string) {
  return queryOptions({
    queryKey: ['object-counts', collection],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/collections/{collection}/counts', { params: { path: { collection } }, signal })),
  });
}

export const proposals = queryOptions({
  queryKey: ['proposals'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/proposals', { signal }))).proposals,
});

export function stix(shown: Shown): Stix {
  return shown.object as unknown as Stix;
}

/** The identifiers that STIX gives the levels of TLP 2.0. */
const LEVELS: Record<string, string> = {
  'marking-definition--94868c89-83c2-464b-929b-a1a8aa3aa487': 'CLEAR',
  'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb': 'GREEN',
  'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421': 'AMBER',
  'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003': 'AMBER+STRICT',
  'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1': 'RED',
};

/** Its level of TLP; empty if it has none. */
export function level(object: Stix): string {
  return object.object_marking_refs?.map((each) => LEVELS[each] ?? '').find((each) => each !== '') ?? '';
}

export const TLP = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'];

export type Seen = Schema<'SeenObject'>;

/** So many weeks of sightings are shown. */
export const WEEKS = 52;

/** By how many parties these objects were seen and when, and what leads to them: of what the reader may read. */
export function seen(collection: string, ids: string[]) {
  return queryOptions({
    queryKey: ['seen', collection, ids],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/v1/collections/{collection}/counts', {
          params: { path: { collection }, query: { of: ids.join(',') } },
          signal,
        }),
      ),
    enabled: ids.length > 0,
    staleTime: COUNTS_LAST,
  });
}

/** What parties are called, by their identities. */
export const parties = queryOptions({
  queryKey: ['parties', 'all'],
  queryFn: async ({ signal }) =>
    (await answer(api.GET('/api/v1/parties', { params: { query: { limit: 1000 } }, signal }))).parties,
  staleTime: 300_000,
});
