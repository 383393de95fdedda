import { Bars } from '../../charts/Bars';
import { Tiles } from '../../charts/Tiles';
import { Picture } from '../../parts/Picture';
import { type Column, Table } from '../../parts/Table';
import { day, percent, short, whole } from '../../texts/formats';
import { t } from '../../texts/texts';
import type { Shown } from './Attacks';
import type { Facet, Row } from './queries';
import { word } from './words';

const MOST = 10;

/** So many codes have a tile. */
const CODES = 60;

const GROUPED = ['kind', 'sector', 'country'] as const satisfies (Facet & keyof Row)[];

/** By kind, by sector, and by where the sources are. */
export function Made(shown: Shown & { title: string }) {
  const known = GROUPED.filter((facet) => shown.counted.rows.some((row) => row[facet] !== ''));
  return (
    <>
      <div className="thirds level">
        {known
          .filter((facet) => facet !== 'country')
          .map((facet) => (
            <By key={facet} {...shown} facet={facet} />
          ))}
      </div>
      {known.includes('country') && <By {...shown} facet="country" />}
    </>
  );
}

function By({ counted, view, change, title, facet }: Shown & { title: string; facet: (typeof GROUPED)[number] }) {
  const sums = new Map<string, number>();
  counted.rows.forEach((row) => sums.set(row[facet], (sums.get(row[facet]) ?? 0) + row.count));
  const rows = [...sums].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
  const read = (name: string) => {
    const count = sums.get(name) ?? 0;
    return `${word(facet, name)}: ${whole(count)} (${percent(count / counted.count)})`;
  };
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
      note={
        facet !== 'country'
          ? undefined
          : [t('attacks.weak'), ...(rows.length > CODES ? [t('attacks.codes.shown', { n: CODES })] : [])].join(' ')
      }
      caption={[
        `${title} ${t('parts.rule', { rule: counted.rule })}`,
        `${day(counted.from)} – ${day(new Date(Date.parse(counted.to) - 1))} · UTC`,
        window.location.href,
      ]}
      numbers={() => [[facet, 'count'], ...rows.map((each) => [each.name, each.count])]}
      tabled={view.table === facet}
      setTabled={(on) => change({ table: on ? facet : '' })}
      table={<Table caption={heading} columns={columns} rows={rows} id={(each) => each.name} height={340} />}
      chart={(picture) =>
        facet === 'country' ? (
          <Tiles
            title={heading}
            tiles={rows
              .slice(0, CODES)
              .sort((a, b) => a.name.localeCompare(b.name))
              .map((each) => ({
                id: each.name,
                code: /^[A-Z]{2}$/.test(each.name) ? each.name : word(facet, each.name),
                value: short(each.count),
                count: each.count,
              }))}
            picture={picture}
            read={(tile) => read(tile.id)}
          />
        ) : (
          <Bars
            title={heading}
            bars={rows.slice(0, MOST).map((each) => ({
              id: each.name,
              label: word(facet, each.name),
              stretches: [{ from: 0, to: each.count, tone: facet === 'kind' ? 'one' : 'three', name: each.name }],
              value: short(each.count),
            }))}
            most={rows[0]?.count ?? 1}
            picture={picture}
            read={(bar) => read(bar.id)}
          />
        
        )
      }
    />
  );
}
