import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Schema, answer, api } from '../../api/client';
import { Copy } from '../../parts/Copy';
import { Problem, Waiting } from '../../parts/States';
import { type Column, Table } from '../../parts/Table';
import { Field, Trouble, submit, text } from '../../shell/SignIn';
import { day, instant, list } from '../../texts/formats';
import { named, t } from '../../texts/texts';
import { tokens } from './queries';

type Token = Schema<'Token'>;

/** Every token that opens the door, and another for a reader or a sensor. */
export function Tokens() {
  const queries = useQueryClient();
  const found = useQuery(tokens);
  const again = () => queries.invalidateQueries({ queryKey: ['tokens'] });
  const ending = useMutation({
    mutationFn: (token: string) => answer(api.DELETE('/api/v1/tokens/{token}', { params: { path: { token } } })),
    onSuccess: again,
  });
  const giving = useMutation({
    mutationFn: (form: FormData) =>
      answer(
        api.POST('/api/v1/tokens', {
          body: {
            name: text(form, 'name'),
            party: text(form, 'party'),
            role: text(form, 'role') === 'sensor' ? 'sensor' : 'reader',
            tlp: text(form, 'tlp'),
            days: Number(text(form, 'days')),
            readOnly: false,
            paths: [],
          },
        }),
      ),
    onSuccess: again,
  });
  if (found.error !== null) {
    return <Problem error={found.error} again={() => void found.refetch()} />;
  }
  if (found.data === undefined) {
    return <Waiting />;
  }
  const columns: Column<Token>[] = [
    { id: 'name', name: t('shell.sign-in.name'), value: (each) => each.name, show: (each) => <b>{each.name}</b> },
    { id: 'label', name: t('admin.column.label'), value: (each) => each.label },
    { id: 'roles', name: t('admin.roles'), value: (each) => list(each.roles.map((role) => named('admin', 'role.', role))) },
    { id: 'used', name: t('admin.column.used'), value: (each) => each.used ?? '', show: (each) => (each.used === undefined ? '–' : instant(each.used)) },
    { id: 'expires', name: t('admin.column.expires'), value: (each) => each.expires ?? '', show: (each) => (each.expires === undefined ? '–' : day(each.expires)) },
    {
      id: 'end',
      name: t('admin.column.end'),
      value: () => '',
      show: (each) => (
        <button type="button" className="linkish" disabled={ending.isPending} onClick={() => ending.mutate(each.id)}>
          {t('admin.tokens.end')}
        </button>
      ),
    },
  ];
  const secret = giving.data;
  return (
    <>
      <form className="card" onSubmit={(event) => submit(event, giving.mutate)}>
        <div className="inside stack">
          <h2>{t('admin.tokens.give')}</h2>
          <div className="fields">
            <Field label={t('shell.sign-in.name')} name="name" autoComplete="off" />
            <Field label={t('admin.party')} name="party" autoComplete="off" />
            <label className="field">
              <span>{t('admin.roles')}</span>
              <select className="input" name="role">
                <option value="sensor">{t('admin.role.sensor')}</option>
                <option value="reader">{t('admin.role.reader')}</option>
              </select>
            </label>
            <label className="field">
              <span>{t('admin.tokens.tlp')}</span>
              <select className="input" name="tlp" defaultValue="TLP:AMBER">
                {['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'].map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </select>
            </label>
            <label className="field">
              <span>{t('admin.tokens.days')}</span>
              <input className="input" name="days" type="number" min="1" max="3660" defaultValue="365" required />
            </label>
          </div>
          <Trouble error={giving.error} />
          {secret !== undefined && (
            <div role="status" className="buttons">
              <span>{t('admin.tokens.once')}</span>
              <code className="secret">{secret.token}</code>
              <Copy text={secret.token} />
            </div>
          )}
          <div className="buttons">
            <button type="submit" className="button main" disabled={giving.isPending}>
              {t('admin.tokens.give')}
            </button>
          </div>
        </div>
      </form>
      <section className="card">
        <div className="inside section-head">
          <h2>{t('admin.tab.tokens')}</h2>
          <Trouble error={ending.error} />
        </div>
        <Table caption={t('admin.tab.tokens')} columns={columns} rows={found.data} id={(each) => each.id} height={440} />
      </section>
    </>
  );
}
