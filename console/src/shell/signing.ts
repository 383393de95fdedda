import { answer, api, sendWithChanges } from '../api/client';

export async function signIn(name: string, password: string): Promise<void> {
  const session = await answer(api.POST('/api/v1/session', { body: { name, password } }));
  sendWithChanges(session.csrf);
}

export async function signOut(): Promise<void> {
  await answer(api.DELETE('/api/v1/session'));
}

/** Makes an operator of whoever has the link; it serves once. */
export async function setUp(key: string, name: string, password: string): Promise<void> {
  const answered = await answer(
    api.POST('/api/v1/set-up', {
      body: { key, name, password },
      headers: { 'Content-Type': 'application/json' },
    }),
  );
  // The contract also has a page, for forms without a script.
  sendWithChanges((answered as { csrf: string }).csrf);
}
