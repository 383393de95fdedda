import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect } from 'react';
import { Refused } from '../api/client';
import { useDeployment } from '../api/deployment';
import { Command } from '../parts/States';
import { t } from '../texts/texts';
import { Mark } from './Mark';
import { LanguageButton, ThemeButton } from './Shell';
import { signIn } from './signing';

/** The way in; whoever comes back after the session has ended goes on at the same address. */
export function SignIn({ ended }: { ended: boolean }) {
  const queries = useQueryClient();
  const deployment = useDeployment();
  const entering = useMutation({
    mutationFn: (form: FormData) => signIn(text(form, 'name'), text(form, 'password')),
    onSuccess: () => queries.resetQueries(),
  });
  return (
    <Door title={t('shell.sign-in')}>
      <form className="inside" onSubmit={(event) => submit(event, entering.mutate)}>
        {ended && <p className="note">{t('shell.sign-in.over')}</p>}
        {deployment.issuer && (
          <>
            <a className="button main" href="/api/v1/session/issuer">
              {t('shell.sign-in.issuer')}
            </a>
            <p className="note small">{t('shell.sign-in.or')}</p>
          </>
        )}
        <Field label={t('shell.sign-in.name')} name="name" autoComplete="username" autoFocus />
        <Field label={t('shell.sign-in.password')} name="password" type="password" autoComplete="current-password" />
        <Trouble error={wrong(entering.error)} />
        <button type="submit" className={deployment.issuer ? 'button' : 'button main'} disabled={entering.isPending}>
          {t('shell.sign-in')}
        </button>
        <p className="note small">{t('shell.sign-in.hint')}</p>
        <Command text="cwatch user add" />
      </form>
    </Door>
  );
}

/** The server speaks to programs too, and of more ways in than there are here. */
function wrong(error: Error | null): Error | null {
  return error instanceof Refused && error.status === 401
    ? new Refused(401, t('shell.sign-in.wrong'), t('shell.sign-in.wrong.remedy'))
    : error;
}

export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

export function submit(event: FormEvent<HTMLFormElement>, send: (form: FormData) => void): void {
  event.preventDefault();
  send(new FormData(event.currentTarget));
}

/** A page outside of the shell, before anybody has signed in. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  const deployment = useDeployment();
  useEffect(() => {
    document.title = `${title} · ${t('shell.product')}`;
  }, [title]);
  return (
    <main className="door">
      <div className="buttons">
        <span className="brand">
          <Mark />
          {t('shell.product')}
        </span>
        <span className="end buttons">
          <LanguageButton />
          <ThemeButton />
        </span>
      </div>
      <div className="card">
        <h1 className="door-title">{title}</h1>
        {children}
      </div>
      {deployment.synthetic && (
        <p>
          <span className="pill warm">{t('shell.synthetic')}</span>
        </p>
      )}
    </main>
  );
}

interface FieldProperties {
  label: string;
  name: string;
  type?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  minLength?: number;
}

export function Field({ label, ...input }: FieldProperties) {
  return (
    <label className="field">
      <span>{label}</span>
      <input className="input" required {...input} />
    </label>
  );
}

/** Why a form was refused. */
export function Trouble({ error }: { error: Error | null }) {
  if (error === null) {
    return null;
  }
  return (
    <p role="alert" className="trouble">
      <b>{error instanceof Refused ? error.message : t('parts.unreachable')}</b>{' '}
      {error instanceof Refused ? error.remedy : t('parts.unreachable.remedy')}
    </p>
  );
}
