import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Schema, answer, api } from '../../api/client';
import { Command, Problem, Waiting } from '../../parts/States';
import { type Column, Table } from '../../parts/Table';
import { Field, Trouble, submit, text } from '../../shell/SignIn';
import { instant, list } from '../../texts/formats';
import { named, t } from '../../texts/texts';
import { users } from './queries';

const ROLES = ['reader', 'analyst', 'clerk', 'signer', 'secretary', 'auditor'] as const;

type User = Schema<'User'>;

/** Who signs in; gives people a name to sign in with, another password, or the door. */
export function People() {
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['users'] });
  const adding = useMutation({
    mutationFn: (form: FormData) =>
      answer(
        api.POST('/api/v1/users', {
          body: {
            name: text(form, 'name'),
            party: text(form, 'party'),
            password: text(form, 'password'),
            roles: ROLES.filter((role) => form.has(role)),
          },
        }),
      ),
    onSuccess: again,
  });
  const changing = useMutation({
    mutationFn: (form: FormData) =>
      answer(
        api.PUT('/api/v1/users/{name}', {
          params: { path: { name: text(form, 'name') } },
          body: { password: text(form, 'password') },
        }),
      ),
  });
  const ending = useMutation({
    mutationFn: (form: FormData) => answer(api.DELETE('/api/v1/names/{name}', { params: { path: { name: text(form, 'name') } } })),
    onSuccess: again,
  });
  return (
    <>
      <Users />
      <div className="thirds">
        <form className="card" onSubmit={(event) => submit(event, adding.mutate)}>
          <div className="inside stack">
            <h2>{t('admin.people.add')}</h2>
            <Field label={t('shell.sign-in.name')} name="name" autoComplete="off" />
            <Field label={t('admin.party')} name="party" autoComplete="off" />
            <Field label={t('shell.set-up.password')} name="password" type="password" autoComplete="new-password" minLength={12} />
            <fieldset className="roles">
              <legend>{t('admin.roles')}</legend>
              {ROLES.map((role) => (
                <label key={role}>
                  <input type="checkbox" name={role} defaultChecked={role === 'reader'} /> {t(`admin.role.${role}`)}
                </label>
              ))}
            </fieldset>
            <Trouble error={adding.error} />
            <p role="status">
              {adding.data !== undefined &&
                t('admin.people.added', { name: adding.data.name, party: adding.data.party, roles: list(adding.data.roles) })}
            </p>
            <button type="submit" className="button main" disabled={adding.isPending}>
              {t('admin.people.add')}
            </button>
          </div>
        </form>
        <form className="card" onSubmit={(event) => submit(event, changing.mutate)}>
          <div className="inside stack">
            <h2>{t('admin.people.change')}</h2>
            <Field label={t('shell.sign-in.name')} name="name" autoComplete="off" />
            <Field label={t('shell.set-up.password')} name="password" type="password" autoComplete="new-password" minLength={12} />
            <Trouble error={changing.error} />
            <p role="status">{changing.isSuccess && t('admin.people.changed')}</p>
            <button type="submit" className="button" disabled={changing.isPending}>
              {t('admin.people.change')}
            </button>
          </div>
        </form>
        <form className="card" onSubmit={(event) => submit(event, ending.mutate)}>
          <div className="inside stack">
            <h2>{t('admin.people.end')}</h2>
            <p className="note small">{t('admin.people.end.note')}</p>
            <Field label={t('shell.sign-in.name')} name="name" autoComplete="off" />
            <Trouble error={ending.error} />
            <p role="status">{ending.isSuccess && t('admin.people.ended')}</p>
            <button type="submit" className="button" disabled={ending.isPending}>
              {t('admin.people.end')}
            </button>
            <p className="note small">{t('admin.people.operator')}</p>
            <Command text="cwatch user link" />
          </div>
        </form>
      </div>
    </>
  );
}

/** Everybody who signs in with a password or a certificate. */
function Users() {
  const found = useQuery(users);
  if (found.error !== null) {
    return <Problem error={found.error} again={() => void found.refetch()} />;
  }
  const columns: Column<User>[] = [
    { id: 'name', name: t('shell.sign-in.name'), value: (each) => each.name, show: (each) => <b>{each.name}</b> },
    { id: 'party', name: t('admin.party'), value: (each) => each.party ?? '', show: (each) => each.party ?? <span className="note">–</span> },
    { id: 'roles', name: t('admin.roles'), value: (each) => list(each.roles.map((role) => named('admin', 'role.', role))) },
    { id: 'with', name: t('admin.column.with'), value: (each) => t(`admin.with.${each.with}`) },
    { id: 'since', name: t('admin.column.since'), value: (each) => each.since, show: (each) => instant(each.since) },
  ];
  return (
    <section className="card">
      <div className="inside section-head">
        <h2>{found.data === undefined ? t('admin.tab.people') : t('admin.people.all', { n: found.data.length })}</h2>
        <p className="note small">{t('admin.people.note')}</p>
      </div>
      {found.data === undefined ? (
        <Waiting />
      ) : (
        <Table caption={t('admin.tab.people')} columns={columns} rows={found.data} id={(each) => each.name} height={360} />
      )}
    </section>
  );
}
