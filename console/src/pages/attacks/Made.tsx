import { Bars } from '../../charts/Bars';
import { Picture } from '../../parts/Picture';
import { type Column, Table } from '../../parts/Table';
import { day, percent, short, whole } from '../../texts/formats';
import { t } from '../../texts/texts';
import type { Shown } from './Attacks';
import type { Facet, Row } from './queries';
import { word } from './words';

const MOST = 10;

const GROUPED = ['kind', 'sector', 'country'] as const satisfies (Facet & keyof Row)[];

/** By kind, by sector, and by where the sources are. */
export function Made(shown: Shown & { title: string }) {
  return (
    <div className="thirds">
      {GROUPED.filter((facet) => shown.counted.rows.some((row) => row[facet] !== '')).map((facet) => (
        <By key={facet} {...shown} facet={facet} />
      ))}
    </div>
  );
}


function By({ counted, view, change, title, facet }: Shown & { title: string; facet: (typeof GROUPED)[number] }) {
  const sums = new Map<string, number>();
  counted.rows.forEach((row) => sums.set(row[facet], (sums.get(row[facet]) ?? 0) + row.count));
  const rows = [...sums].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
  const heading = t(`attacks.by.${facet}`);
  type Sum = (typeof rows)[number];
  const columns: Column<Sum>[] = [
    { id: 'name', name: t(`attacks.facet.${facet}`), value: (each) => word(facet, each.name) },
    { id: 'count', name: t('attacks.column.count'), value: (each) => each.count, show: (each) => whole(each.count), number: true },
    { id: 'share', name: t('attacks.column.share'), value: (each) => each.count, show: (each) => percent(each.count / counted.count), number: true },
  ];
  return (
    <Picture
      name={`${counted.unit}-${facet}-${counted.from.slice(0, 10)}`}
      heading={heading}
      note={facet === 'country' ? t('attacks.weak') : undefined}
      caption={[
        `${title} ${t('parts.rule', { rule: counted.rule })}`,
        `${day(counted.from)} – ${day(new Date(Date.parse(counted.to) - 1))} · UTC`,
        window.location.href,
      ]}
      numbers={() => [[facet, 'count'], ...rows.map((each) => [each.name, each.count])]}
      tabled={view.table === facet}
      setTabled={(on) => change({ table: on ? facet : '' })}
      table={<Table caption={heading} columns={columns} rows={rows} id={(each) => each.name} height={340} />}
      chart={(picture) => (
        <Bars
          title={heading}
          bars={rows.slice(0, MOST).map((each) => ({
            id: each.name,
            label: word(facet, each.name),
            stretches: [{ from: 0, to: each.count, tone: facet === 'kind' ? 'one' : facet === 'sector' ? 'three' : 'four', name: each.name }],
            value: short(each.count),
          }))}
          most={rows[0]?.count ?? 1}
          picture={picture}
          read={(bar) => {
            const count = sums.get(bar.id) ?? 0;
            return `${bar.label}: ${whole(count)} (${percent(count / counted.count)})`;
          }}
        />
      )}
    />
  );
}
