import { Bars } from '../../charts/Bars';
import type { Bar } from '../../charts/bars';
import { countTicks } from '../../charts/ticks';
import { Picture } from '../../parts/Picture';
import { type Column, Table } from '../../parts/Table';
import { times, whole } from '../../texts/formats';
import { t } from '../../texts/texts';
import { type Shown, caption, fileName } from './Gap';
import type { Gap } from './queries';

type Quantiles = Gap['leads']['beforeHit'];

/** How long others had known it, and how long it took until it could be read: the middle eight tenths. */
export function Leads({ told, view, change }: Shown) {
  const known = [
    { id: 'before', label: t('gap.leads.before'), of: told.leads.beforeHit },
    { id: 'until', label: t('gap.leads.until'), of: told.leads.untilReadable },
  ].filter((each) => each.of !== null);
  if (known.length === 0) {
    return null;
  }
  const furthest = Math.max(1, ...known.flatMap(({ of }) => [of?.median ?? 0, ...(of?.deciles ?? []).map((each) => each ?? 0)]));
  const bars = known.map(({ id, label, of }): Bar => {
    const from = of?.deciles[0] ?? of?.median ?? furthest;
    const to = of?.deciles.length === 0 ? from : (of?.deciles[8] ?? furthest);
    return {
      id,
      label,
      stretches: [
        { from, to, tone: id === 'before' ? 'two' : 'three', hatched: of?.deciles[8] === null, name: label },
      ],
      mark: of?.median ?? undefined,
      value: median(of),
    };
  });
  const rows = Array.from({ length: 9 }, (_, i) => ({ tenth: i + 1, at: known.map(({ of }) => of?.deciles[i] ?? null) }));
  type Row = (typeof rows)[number];
  const columns: Column<Row>[] = [
    { id: 'tenth', name: t('gap.column.tenth'), value: (row) => row.tenth, show: (row) => `${row.tenth * 10} %`, number: true },
    ...known.map(
      (each, i): Column<Row> => ({
        id: each.id,
        name: each.label,
        value: (row) => row.at[i] ?? null,
        show: (row) => (row.at[i] === null || row.at[i] === undefined ? t('gap.longer') : times(row.at[i])),
        number: true,
      }),
    ),
  ];
  return (
    <Picture
      name={fileName(told, 'leads')}
      heading={t('gap.leads')}
      note={t('gap.leads.note')}
      caption={caption(told)}
      numbers={() => [
        ['tenths', ...known.map((each) => each.id)],
        ...rows.map((row) => [row.tenth, ...row.at]),
      ]}
      tabled={view.table === 'leads'}
      setTabled={(on) => change({ table: on ? 'leads' : '' })}
      table={<Table caption={t('gap.leads')} columns={columns} rows={rows} id={(row) => String(row.tenth)} />}
      chart={(picture) => (
        <Bars
          title={t('gap.leads')}
          bars={bars}
          most={furthest}
          steps={countTicks(furthest, 4).filter((at) => at <= furthest).map((at) => ({ at, name: whole(at) }))}
          picture={picture}
          read={(bar) => `${bar.label}: ${bar.value}`}
        />
      )}
    />
  );
}

function median(of: Quantiles): string {
  return of?.median === null || of?.median === undefined
    ? t('gap.median.longer')
    : t('gap.median', { days: times(of.median) });
}
