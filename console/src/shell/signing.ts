import { Refused, answer, api, sendWithChanges } from '../api/client';

export async function signIn(name: string, password: string): Promise<void> {
  const session = await answer(api.POST('/api/v1/session', { body: { name, password } }));
  sendWithChanges(session.csrf);
}

export async function signOut(): Promise<void> {
  await answer(api.DELETE('/api/v1/session'));
}

/** Makes an operator of whoever has the link; it serves once. */
export async function setUp(key: string, name: string, password: string): Promise<void> {
  const response = await fetch('/api/v1/set-up', {
    method: 'POST',
    headers: { Accept: 'application/json, application/problem+json' },
    body: new URLSearchParams({ key, name, password }),
  });
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as { detail?: string; remedy?: string };
    throw new Refused(response.status, problem.detail ?? response.statusText, problem.remedy ?? '');
  }
}
