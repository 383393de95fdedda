import { useQuery } from '@tanstack/react-query';
import type { Schema } from '../../api/client';
import { Command, Empty, Problem, Waiting } from '../../parts/States';
import { type Column, Table } from '../../parts/Table';
import { named, t } from '../../texts/texts';
import { settings } from './queries';

type Told = Schema<'ToldSetting'>;

/** What is set, and where; it is changed there and not here. */
export function Settings() {
  const found = useQuery(settings);
  if (found.error !== null) {
    return <Problem error={found.error} again={() => void found.refetch()} />;
  }
  if (found.data === undefined) {
    return <Waiting />;
  }
  const columns: Column<Told>[] = [
    {
      id: 'name',
      name: t('admin.column.setting'),
      value: (each) => each.name,
      show: (each) => (
        <>
          <b className="mono">{each.name}</b>
          <span className="note small meaning">{meaning(each)}</span>
        </>
      ),
    },
    { id: 'value', name: t('admin.column.value'), value: value, show: (each) => <span className="value">{value(each)}</span> },
    { id: 'set', name: t('admin.column.set'), value: origin, show: (each) => <span className="value">{origin(each)}</span> },
  ];
  return (
    <section className="card">
      <div className="inside section-head">
        <h2>{t('admin.tab.settings')}</h2>
        <p className="note small">{t('admin.settings.note')}</p>
      </div>
      {found.data.length === 0 ? (
        <Empty title={t('admin.settings.none')} />
      ) : (
        <Table caption={t('admin.tab.settings')} columns={columns} rows={found.data} id={(each) => each.name} height={620} />
      )}
      <div className="inside">
        <Command text="cwatch config show --origin" />
      </div>
    </section>
  );
}

function value(of: Told): string {
  return of.secret ? t(of.set === 'usual' ? 'admin.settings.nothing' : 'admin.settings.secret') : of.value || t('admin.settings.nothing');
}

function origin(of: Told): string {
  return t(`admin.set.${of.set}`, { by: of.by });
}

/** What it is for, in the reader's language if it is said there. */
function meaning(of: Told): string {
  const said = named('admin', 'setting.', of.name);
  return said === of.name ? of.meaning : said;
}
