import createClient from 'openapi-fetch';
import { language } from '../texts/texts';
import type { components, paths } from './schema';

/** Names of what the server's openapi.yaml describes, such as {@code Schema<'Election'>}. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** The server's API, typed by its openapi.yaml. There is no other door. */
export const api = createClient<paths>({ baseUrl: window.location.origin });

/** So long counts are shown as they are before they are asked for again, in milliseconds; each page says as of when. */
export const COUNTS_LAST = 300_000;

let token = '';

/** What goes with everything that changes something; {@code GET /api/v1/me} tells it. */
export function sendWithChanges(csrf: string): void {
  token = csrf;
}

api.use({
  onRequest({ request }) {
    request.headers.set('X-Requested-With', 'XMLHttpRequest');
    // What the server says in words, it says in the language of the page.
    request.headers.set('Accept-Language', language());
    if (request.method !== 'GET' && token !== '') {
      request.headers.set('X-CSRF-Token', token);
    }
    return request;
  },
});

/** What the server refused, with what to do about it (RFC 9457). */
export class Refused extends Error {
  constructor(
    readonly status: number,
    detail: string,
    readonly remedy: string,
  ) {
    super(detail);
  }
}

interface Answered<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer, or the refusal as an error. */
export async function answer<T>(asked: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await asked;
  if (response.ok && data !== undefined) {
    return data;
  }
  const problem = (error ?? {}) as Partial<Schema<'Problem'>>;
  throw new Refused(
    response.status,
    problem.detail ?? problem.title ?? `${response.status} ${response.statusText}`,
    problem.remedy ?? '',
  );
}

/** Parameters without those that are empty. */
export function given<T extends Record<string, string | undefined>>(
  parameters: T,
): { [K in keyof T]?: T[K] } {
  return Object.fromEntries(
    Object.entries(parameters).filter(([, value]) => value !== '' && value !== undefined),
  ) as { [K in keyof T]?: T[K] };
}
