import { Bars } from '../../charts/Bars';
import { Picture } from '../../parts/Picture';
import { type Column, Table } from '../../parts/Table';
import { whole } from '../../texts/formats';
import { t } from '../../texts/texts';
import { type Shown, caption, fileName } from './Gap';
import type { Gap } from './queries';

type Act = Gap['acts'][number];

/** What one act, done before all of this, would have released. */
export function Acts({ told, view, change }: Shown) {
  if (told.acts.length === 0) {
    return null;
  }
  const most = told.gap?.indicators ?? Math.max(...told.acts.map((each) => each.indicators));
  const said = (each: Act) => (told.scope === 'own' ? `≥ ${whole(each.indicators)}` : whole(each.indicators));
  const columns: Column<Act>[] = [
    { id: 'act', name: t('gap.column.act'), value: (each) => each.act, show: (each) => <span className="reason">{each.act}</span> },
    { id: 'indicators', name: t('gap.column.indicators'), value: (each) => each.indicators, show: said, number: true },
    {
      id: 'sessions',
      name: t('gap.column.sessions'),
      value: (each) => each.sessions,
      show: (each) => (each.sessions === null ? '–' : whole(each.sessions)),
      number: true,
    },
  ];
  return (
    <Picture
      name={fileName(told, 'acts')}
      heading={t('gap.acts')}
      note={t('gap.acts.note')}
      caption={caption(told)}
      numbers={() => [
        ['act', 'indicators', 'sessions'],
        ...told.acts.map((each) => [each.act, each.indicators, each.sessions]),
      ]}
      tabled={view.table === 'acts'}
      setTabled={(on) => change({ table: on ? 'acts' : '' })}
      table={<Table caption={t('gap.acts')} columns={columns} rows={told.acts} id={(each) => each.act} />}
      chart={(picture) => (
        <Bars
          title={t('gap.acts')}
          bars={told.acts.slice(0, 8).map((each) => ({
            id: each.act,
            label: each.act,
            stretches: [{ from: 0, to: each.indicators, tone: 'full', name: each.act }],
            value: said(each),
          }))}
          most={most}
          picture={picture}
          read={(bar) => `${bar.value} · ${bar.label}`}
        />
      )}
    />
  );
}
