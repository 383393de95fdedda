import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bars } from '../../charts/Bars';
import { countTicks } from '../../charts/ticks';
import { Select } from '../../parts/Choice';
import { Picture } from '../../parts/Picture';
import { Figures } from '../../parts/Page';
import { type Column, Table } from '../../parts/Table';
import { short, whole } from '../../texts/formats';
import { t } from '../../texts/texts';
import { type Shown, caption, fileName } from './Gap';
import { type Gap, parties } from './queries';

type Instead = NonNullable<Gap['instead']>;

/** What another standing would have changed, in bounds: what may follow from a warning is not known exactly. */
export function WhatIf({ told, view, change, allowed }: Shown & { allowed: boolean }) {
  const known = useQuery({ ...parties, enabled: allowed, retry: false });
  if (!allowed) {
    return (
      <section className="card">
        <div className="inside section-head">
          <h2>{t('gap.what-if')}</h2>
          <p className="note">{t('gap.what-if.others')}</p>
          <p>
            <Link to="/who-sees-what">{t('gap.what-if.single')}</Link>
          </p>
        </div>
      </section>
    );
  }
  const types = [...new Set((known.data ?? []).flatMap((party) => party.bodies.flatMap((body) => body.standings.map((each) => each.type))))].sort();
  const choices = (
    <>
      {types.length > 0 || known.data !== undefined ? (
        <Select
          label={t('gap.standing')}
          chosen={view.standing}
          choose={(standing) => change({ standing })}
          options={[
            { value: '', name: t('gap.standing.none') },
            ...[...new Set([...types, ...(view.standing === '' ? [] : [view.standing])])].map((value) => ({ value, name: value })),
          ]}
        />
      ) : (
        <Written label={t('gap.standing')} value={view.standing} change={(standing) => change({ standing })} />
      )}
      {view.standing !== '' && (
        <label className="field inline">
          <span>{t('gap.since')}</span>
          <input
            type="date"
            className="input"
            value={view.since.slice(0, 10)}
            max={told.to.slice(0, 10)}
            onChange={(event) => change({ since: event.target.value === '' ? '' : `${event.target.value}T00:00:00Z` })}
          />
        </label>
      )}
    </>
  );
  if (told.instead === null) {
    return (
      <section className="card">
        <div className="inside chart-head">
          <div className="section-head">
            <h2>{t('gap.what-if')}</h2>
            <p className="note">{t('gap.what-if.choose', { party: told.party.name })}</p>
          </div>
          <div className="buttons no-print">{choices}</div>
        </div>
      </section>
    );
  }
  return <Supposed told={told} view={view} change={change} instead={told.instead} choices={choices} />;
}

/** For an operator, who knows the standings of the body by heart. */
function Written({ label, value, change }: { label: string; value: string; change: (value: string) => void }) {
  return (
    <label className="field inline">
      <span>{label}</span>
      <input
        key={value}
        className="input"
        defaultValue={value}
        placeholder="member"
        onKeyDown={(event) => event.key === 'Enter' && change(event.currentTarget.value.trim())}
        onBlur={(event) => event.currentTarget.value.trim() !== value && change(event.currentTarget.value.trim())}
      />
    </label>
  );
}

function Supposed({ told, view, change, instead, choices }: Shown & { instead: Instead; choices: React.ReactNode }) {
  const cost = Number(view.cost);
  const rows = bounds(instead, cost);
  type Row = (typeof rows)[number];
  const most = Math.max(1, ...rows.map((each) => Math.max(each.low, each.high)));
  const columns: Column<Row>[] = [
    { id: 'what', name: t('gap.column.what'), value: (row) => row.label },
    { id: 'low', name: t('gap.column.low'), value: (row) => row.low, show: (row) => whole(row.low), number: true },
    { id: 'high', name: t('gap.column.high'), value: (row) => row.high, show: (row) => whole(row.high), number: true },
  ];
  return (
    <Picture
      name={fileName(told, 'what-if')}
      heading={t('gap.what-if')}
      note={t('gap.what-if.note', { party: told.party.name, standing: instead.standing, body: instead.body })}
      choices={choices}
      legend={
        <>
          <Figures
            figures={[
              { name: t('gap.gained'), value: whole(instead.gained) },
              { name: t('gap.lost'), value: whole(instead.lost) },
            ]}
          />
          <label className="field inline cost">
            <span>{t('gap.cost')}</span>
            <input type="range" min="0" max="10" step="0.5" value={view.cost} onChange={(event) => change({ cost: event.target.value })} />
            <output>{t('gap.cost.sessions', { n: cost })}</output>
          </label>
        </>
      }
      caption={[t('gap.what-if.note', { party: told.party.name, standing: instead.standing, body: instead.body }), ...caption(told)]}
      numbers={() => [['what', 'at_least', 'at_most'], ...rows.map((each) => [each.label, each.low, each.high])]}
      tabled={view.table === 'what-if'}
      setTabled={(on) => change({ table: on ? 'what-if' : '' })}
      table={<Table caption={t('gap.what-if')} columns={columns} rows={rows} id={(row) => row.id} />}
      chart={(picture) => (
        <Bars
          title={t('gap.what-if')}
          bars={rows.map((each) => ({
            id: each.id,
            label: each.label,
            stretches: [
              { from: 0, to: Math.max(0, each.low), tone: each.tone, name: t('gap.column.low') },
              { from: Math.max(0, each.low), to: Math.max(0, each.high), tone: each.tone, hatched: true, name: t('gap.column.high') },
            ],
            value: each.low === each.high ? whole(each.low) : `${whole(each.low)} – ${whole(each.high)}`,
            strong: each.id === 'net',
          }))}
          most={most}
          steps={countTicks(most, 4).filter((at) => at <= most).map((at) => ({ at, name: short(at) }))}
          picture={picture}
          read={(bar) => `${bar.label}: ${bar.value}`}
        />
      )}
    />
  );
}

/** Sessions: what it would have been warned of, false alarms, and the one less the cost of the other. */
export function bounds(instead: Pick<Instead, 'warned' | 'falseAlarms'>, cost: number) {
  const { warned, falseAlarms } = instead;
  return [
    { id: 'warned', label: t('gap.warned'), ...warned, tone: 'full' as const },
    { id: 'false', label: t('gap.false'), ...falseAlarms, tone: 'two' as const },
    {
      id: 'net',
      label: t('gap.net'),
      low: warned.low - cost * falseAlarms.high,
      high: warned.high - cost * falseAlarms.low,
      tone: 'one' as const,
    },
  ];
}
