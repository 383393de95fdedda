import type { Daily, Day } from '../../charts/daily';
import { sevenDays } from '../../charts/average';
import { type Column, Table } from '../../parts/Table';
import { weekday, whole } from '../../texts/formats';
import { t } from '../../texts/texts';
import type { Series } from './queries';

/** The numbers behind the chart, the last day first. */
export function Days({ data, series }: { data: Daily; series: Series }) {
  const averages = sevenDays(data.days.map((each) => each.count));
  const sensors = series.periods.slice(-data.days.length);
  const rows = data.days.map((each, i) => ({ ...each, average: averages[i] ?? null, sensors: sensors[i]?.sensors ?? 0 })).reverse();
  type Row = Day & { average: number | null; sensors: number };
  const number = (id: string, name: string, value: (row: Row) => number | null): Column<Row> => ({
    id,
    name,
    value,
    number: true,
    show: (row) => {
      const shown = value(row);
      return shown === null ? '–' : whole(shown);
    },
  });
  const columns: Column<Row>[] = [
    { id: 'day', name: t('charts.column.day'), value: (row) => row.at.getTime(), show: (row) => weekday(row.at) },
    number('count', t('charts.column.count'), (row) => row.count),
    number('average', t('charts.column.average'), (row) => row.average),
    number('expected', t('charts.column.expected'), (row) => row.expected),
    number('downTo', t('charts.column.downTo'), (row) => row.downTo),
    number('upTo', t('charts.column.upTo'), (row) => row.upTo),
    number('sensors', t('charts.column.sensors'), (row) => row.sensors),
    {
      id: 'mark',
      name: t('charts.column.mark'),
      value: (row) =>
        row.count === null
          ? t('charts.missing')
          : [
              ...data.rises
                .filter((rise) => rise.from <= row.at && row.at < rise.to)
                .map(() => t('charts.day.surge')),
              ...data.votes.filter((vote) => vote.at.getTime() === row.at.getTime()).map((vote) => vote.name),
            ].join(', '),
    },
  ];
  return (
    <Table
      caption={t('parts.table')}
      columns={columns}
      rows={rows}
      id={(row) => row.at.toISOString()}
      height={420}
    />
  );
}
