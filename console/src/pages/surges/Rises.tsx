import { type Column, Table } from '../../parts/Table';
import { Waiting } from '../../parts/States';
import { useKeys } from '../../shell/keys';
import { day, percent, times, whole } from '../../texts/formats';
import { named, t } from '../../texts/texts';
import { days, span } from './spans';
import type { Surge, Surges } from './queries';

interface Properties {
  found: Surges | undefined;
  /** The first day of the one that is explained. */
  chosen: string;
  choose: (surge: string) => void;
}

/** Each surge once, the last first; the chosen one in plain words. */
export function Rises({ found, chosen, choose }: Properties) {
  const rows = (found?.surges ?? []).slice().reverse();
  const one = rows.find((rise) => id(rise) === chosen);
  useKeys({ e: () => choose(one === undefined && rows[0] !== undefined ? id(rows[0]) : '') });
  if (found === undefined) {
    return (
      <section className="card">
        <Waiting />
      </section>
    );
  }
  return (
    <section className="card">
      <div className="inside section-head">
        <h2>{t('surges.rises')}</h2>
        <p className="note small">
          {t('surges.rises.note', {
            n: found.budget.episodes,
            days: found.budget.days,
            from: day(found.judgedFrom),
          })}
        </p>
      </div>
      {rows.length === 0 ? (
        <p className="inside note">{t('surges.rises.none')}</p>
      ) : (
        <Table
          caption={t('surges.rises')}
          columns={columns()}
          rows={rows}
          id={id}
          chosen={chosen}
          choose={(rise) => choose(id(rise) === chosen ? '' : id(rise))}
        />
      )}
      {one !== undefined && <Explained rise={one} />}
    </section>
  );
}

function id(rise: Surge): string {
  return rise.from.slice(0, 10);
}

function columns(): Column<Surge>[] {
  return [
    { id: 'span', name: t('surges.column.span'), value: (rise) => rise.from, show: (rise) => <b>{span(rise)}</b> },
    { id: 'days', name: t('surges.column.days'), value: days, number: true },
    {
      id: 'ratio',
      name: t('surges.column.ratio'),
      value: (rise) => rise.ratio,
      number: true,
      show: (rise) => (
        <>
          {times(rise.ratio)}× <span className="note">({fine(rise.low)} – {fine(rise.high)})</span>
        </>
      ),
    },
    {
      id: 'excess',
      name: t('surges.column.excess'),
      value: (rise) => rise.excess,
      number: true,
      show: (rise) => whole(rise.excess),
    },
    {
      id: 'kinds',
      name: t('surges.column.drivers'),
      value: (rise) => named('attacks', 'kind.', rise.kinds[0]?.name ?? ''),
      show: (rise) =>
        rise.kinds
          .slice(0, 2)
          .map((share) => `${named('attacks', 'kind.', share.name)} ${percent(share.share)}`)
          .join(' · '),
    },
    {
      id: 'nearest',
      name: t('surges.column.nearest'),
      value: (rise) => rise.nearest?.date ?? '',
      show: (rise) =>
        rise.nearest === null ? <span className="note">–</span> : <>{rise.nearest.name}</>,
    },
  ];
}

function fine(value: number): string {
  return value.toFixed(2);
}

function Explained({ rise }: { rise: Surge }) {
  return (
    <div className="inside explained" aria-live="polite">
      <p>{rise.reason}</p>
      <p className="note small">{t('surges.caution')}</p>
    </div>
  );
}
