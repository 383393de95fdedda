import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Command } from '../parts/States';
import { t } from '../texts/texts';
import { Door, Field, Trouble, submit, text } from './SignIn';
import { setUp } from './signing';

/** Behind the link that a server prints at its first start. */
export function SetUp() {
  const { key = '' } = useSearch({ strict: false }) as Record<string, string>;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const setting = useMutation({
    mutationFn: (form: FormData) => setUp(key, text(form, 'name'), text(form, 'password')),
    onSuccess: async () => {
      await queries.resetQueries();
      await navigate({ to: '/', replace: true });
    },
  });
  return (
    <Door title={t('shell.set-up')}>
      {key === '' ? (
        <div className="inside stack">
          <p className="note">{t('shell.set-up.no-key')}</p>
          <Command text="cwatch user link" />
        </div>
      ) : (
        <form className="inside" onSubmit={(event) => submit(event, setting.mutate)}>
          <p className="note">{t('shell.set-up.note')}</p>
          <Field label={t('shell.sign-in.name')} name="name" autoComplete="username" autoFocus />
          <Field
            label={t('shell.set-up.password')}
            name="password"
            type="password"
            autoComplete="new-password"
            minLength={12}
          />
          <Trouble error={setting.error} />
          <button type="submit" className="button main" disabled={setting.isPending}>
            {t('shell.set-up.submit')}
          </button>
        </form>
      )}
    </Door>
  );
}
