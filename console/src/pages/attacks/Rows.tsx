import { Link } from '@tanstack/react-router';
import { csv, save } from '../../charts/download';
import { Drawer } from '../../parts/Drawer';
import { Command } from '../../parts/States';
import { type Column, Table } from '../../parts/Table';
import { useKeys } from '../../shell/keys';
import { day, percent, whole } from '../../texts/formats';
import { t } from '../../texts/texts';
import type { Shown } from './Attacks';
import type { Row } from './queries';
import { word } from './words';

/** Each combination once, the most first; the chosen one with where to go from it. */
export function Rows({ counted, view, change }: Shown) {
  const chosen = counted.rows.find((row) => id(row) === view.row);
  const choose = (row: Row) => change({ row: id(row) === view.row ? '' : id(row) });
  useKeys({ e: () => counted.rows[0] !== undefined && choose(chosen ?? counted.rows[0]) });
  const columns: Column<Row>[] = [
    { id: 'kind', name: t('attacks.facet.kind'), value: (row) => word('kind', row.kind) },
    { id: 'sector', name: t('attacks.facet.sector'), value: (row) => word('sector', row.sector) },
    { id: 'country', name: t('attacks.facet.country'), value: (row) => word('country', row.country) },
    { id: 'source', name: t('attacks.facet.source'), value: (row) => word('source', row.source) },
    { id: 'count', name: t('attacks.column.count'), value: (row) => row.count, show: (row) => whole(row.count), number: true },
    {
      id: 'share',
      name: t('attacks.column.share'),
      value: (row) => row.count,
      show: (row) => percent(row.count / counted.count),
      number: true,
    },
  ];
  return (
    <section className="card">
      <div className="inside chart-head flush">
        <div className="section-head">
          <h2>{t('attacks.rows', { n: counted.rows.length })}</h2>
          {counted.rest > 0 && <p className="note small">{t('attacks.rest', { count: whole(counted.rest) })}</p>}
        </div>
        <button
          type="button"
          className="button no-print"
          onClick={() =>
            save(
              `${counted.unit}-${counted.from.slice(0, 10)}.csv`,
              csv([
                ['kind', 'sector', 'country', 'source', 'count'],
                ...counted.rows.map((row) => [row.kind, row.sector, row.country, row.source, row.count]),
              ]),
              'text/csv',
            )
          }
        >
          {t('parts.download')} CSV
        </button>
      </div>
      <Table
        caption={t('attacks.rows', { n: counted.rows.length })}
        columns={columns}
        rows={counted.rows}
        id={id}
        chosen={view.row}
        choose={choose}
        height={440}
      />
      {chosen !== undefined && (
        <Drawer title={combination(chosen)} name={combination(chosen)} close={() => change({ row: '' })}>
          <section>
            <p>{t('attacks.row', { count: whole(chosen.count), share: percent(chosen.count / counted.count), rule: counted.rule })}</p>
            <dl className="facts">
              {(['kind', 'sector', 'country', 'source'] as const).map((facet) => (
                <div key={facet}>
                  <dt>{t(`attacks.facet.${facet}`)}</dt>
                  <dd>{word(facet, chosen[facet])}</dd>
                </div>
              ))}
              <div>
                <dt>{t('attacks.time')}</dt>
                <dd>
                  {day(counted.from)} – {day(new Date(Date.parse(counted.to) - 1))} · UTC
                </dd>
              </div>
            </dl>
            <p>
              <Link
                to="/surges"
                search={{ unit: counted.unit, kind: chosen.kind, ...(chosen.sector === '' ? {} : { sector: chosen.sector }) } as never}
              >
                {t('attacks.to-surges')}
              </Link>
            </p>
          </section>
          <section>
            <p className="note small">{t('attacks.lines')}</p>
            <Command text={`cwatch archive show DATA/archive --from ${counted.from.slice(0, 10)}`} />
          </section>
        </Drawer>
      )}
    </section>
  );
}

function combination(row: Row): string {
  return [word('kind', row.kind), word('sector', row.sector), word('country', row.country)].join(' · ');
}

function id(row: Row): string {
  return [row.kind, row.source, row.country, row.sector].join('/');
}
