import { Bars } from '../../charts/Bars';
import type { Bar, Stretch } from '../../charts/bars';
import { Legend, Picture } from '../../parts/Picture';
import { type Column, Table } from '../../parts/Table';
import { percent, whole } from '../../texts/formats';
import { t } from '../../texts/texts';
import { type Shown, caption, fileName } from './Gap';
import type { Gap } from './queries';
import { share, shares } from './shares';

/** What others knew of that which hit the party beside what the party knew of that which hit others. */
export function Sides({ told, view, change }: Shown) {
  const bars = sides(told);
  const rows = bars.flatMap((bar) => bar.stretches.map((each) => ({ bar, each })));
  type Row = (typeof rows)[number];
  const columns: Column<Row>[] = [
    { id: 'side', name: t('gap.column.side'), value: (row) => row.bar.label },
    { id: 'what', name: t('gap.column.what'), value: (row) => row.each.name },
    {
      id: 'share',
      name: t('gap.column.share'),
      value: (row) => row.each.to - row.each.from,
      show: (row) => share(row.each.to - row.each.from),
      number: true,
    },
  ];
  return (
    <Picture
      name={fileName(told, 'sides')}
      heading={t('gap.sides')}
      note={t('gap.sides.note')}
      legend={
        <Legend
          of={[
            { tone: 'two', name: t('gap.part.hidden') },
            { tone: 'two', name: t('gap.part.since'), hatched: true },
            { tone: 'full', name: t('gap.part.in-time') },
            ...(told.gap === null
              ? [{ tone: 'rest', name: t('gap.part.untold'), hatched: true }]
              : [{ tone: 'rest', name: t('gap.part.unknown') }]),
            { tone: 'four', name: t('gap.part.reverse') },
          ]}
        />
      }
      caption={caption(told)}
      numbers={() => [
        ['side', 'what', 'share'],
        ...rows.map(({ bar, each }) => [bar.label, each.name, each.to - each.from]),
      ]}
      tabled={view.table === 'sides'}
      setTabled={(on) => change({ table: on ? 'sides' : '' })}
      table={<Table caption={t('gap.sides')} columns={columns} rows={rows} id={(row) => row.bar.id + row.each.name} />}
      chart={(picture) => (
        <Bars
          title={t('gap.sides')}
          bars={bars}
          most={1}
          steps={[0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, name: percent(at) }))}
          picture={picture}
          read={(bar) =>
            `${bar.label}: ${bar.stretches.map((each) => `${each.name} ${share(each.to - each.from)}`).join('; ')}`
          }
        />
      )}
    />
  );
}

/** Shares of what hit, from the left: hidden, readable since, read in time, and the rest. */
function sides(told: Gap): Bar[] {
  const all = told.own.hits || 1;
  const untold = told.gap === null;
  const since = told.own.readSince / all;
  const hidden = (told.gap?.hidden ?? 0) / all;
  const inTime = told.own.readInTime / all;
  const upTo = hidden + since;
  const exposure = told.finding.exposure;
  const parts: Stretch[] = [
    { from: 0, to: hidden, tone: 'two', name: t('gap.part.hidden') },
    { from: hidden, to: upTo, tone: 'two', hatched: true, name: t('gap.part.since') },
    { from: upTo, to: upTo + inTime, tone: 'full', name: t('gap.part.in-time') },
    {
      from: upTo + inTime,
      to: 1,
      tone: 'rest',
      hatched: untold,
      name: untold ? t('gap.part.untold') : t('gap.part.unknown'),
    },
  ];
  const reverse = told.reverse;
  return [
    {
      id: 'gap',
      label: t('gap.side.gap', { party: told.party.name, n: told.own.hits }),
      stretches: told.own.hits === 0 ? [] : parts,
      interval: exposure === null ? undefined : [exposure.low, exposure.high],
      value: exposure === null ? (untold ? t('gap.not-told') : share(upTo)) : shares(exposure.low, exposure.high),
      strong: true,
    },
    {
      id: 'reverse',
      label:
        reverse?.of === null || reverse === null
          ? t('gap.side.reverse.untold', { party: told.party.name })
          : t('gap.side.reverse', { party: told.party.name, n: reverse.of }),
      stretches:
        reverse === null || reverse.share === null
          ? [{ from: 0, to: 1, tone: 'rest', hatched: true, name: t('gap.part.untold') }]
          : [
              { from: 0, to: reverse.share, tone: 'four', name: t('gap.part.reverse') },
              { from: reverse.share, to: 1, tone: 'rest', name: t('gap.part.others') },
            ],
      value:
        reverse === null ? t('gap.not-told') : reverse.share === null ? whole(reverse.indicators) : share(reverse.share),
      strong: true,
    },
  ];
}
