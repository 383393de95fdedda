import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Schema, answer, api } from '../../api/client';
import { Command, Problem, Waiting } from '../../parts/States';
import { Trouble, submit, text } from '../../shell/SignIn';
import { t } from '../../texts/texts';
import { retention } from './queries';

type Kept = Schema<'KeptClass'>;
type Name = 'raw';

/** For how many days each class of what there is is kept. */
export function Keeping() {
  const found = useQuery(retention);
  if (found.error !== null) {
    return <Problem error={found.error} again={() => void found.refetch()} />;
  }
  if (found.data === undefined) {
    return <Waiting />;
  }
  return (
    <section className="card">
      <div className="inside section-head">
        <h2>{t('admin.tab.keeping')}</h2>
        <p className="note small">{t('admin.keeping.note')}</p>
      </div>
      <ul className="kept">
        {found.data.map((each) => (
          <One key={each.name} of={each} />
        ))}
      </ul>
      <div className="inside stack tight">
        <p className="note small">{t('admin.keeping.settings')}</p>
        <Command text="cwatch config show --origin" />
      </div>
    </section>
  );
}

function One({ of }: { of: Kept }) {
  const queries = useQueryClient();
  const setting = useMutation({
    mutationFn: (form: FormData) => {
      const days = text(form, 'days').trim();
      return answer(
        api.PUT('/api/v1/retention/{class}', {
          params: { path: { class: of.name as Name } },
          body: days === '' ? {} : { days: Number(days) },
        }),
      );
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['retention'] }),
  });
  return (
    <li className="inside">
      <form className="keeping" onSubmit={(event) => submit(event, setting.mutate)}>
        <span>
          <b>{of.name}</b>
          <span className="note small">{of.meaning}</span>
        </span>
        <label className="field inline">
          <input
            key={of.days ?? ''}
            className="input days"
            name="days"
            type="number"
            min="1"
            max="36500"
            defaultValue={of.days ?? ''}
            placeholder="∞"
            aria-label={t('admin.keeping.days', { name: of.name })}
          />
          <span>{t('admin.days')}</span>
        </label>
        <button type="submit" className="button" disabled={setting.isPending}>
          {t('admin.keeping.set')}
        </button>
      </form>
      <Trouble error={setting.error} />
    </li>
  );
}
