import { useQuery } from '@tanstack/react-query';
import { useFinding } from '../../api/findings';
import { may, useMe } from '../../api/session';
import { Choice, Select } from '../../parts/Choice';
import { Page } from '../../parts/Page';
import { Paper } from '../../parts/Paper';
import { Source } from '../../parts/Source';
import { Empty, Problem, Waiting } from '../../parts/States';
import { useView } from '../../shell/view';
import { whole } from '../../texts/formats';
import { t } from '../../texts/texts';
import './attacks.css';
import { Facets } from './Facets';
import { Made } from './Made';
import { type Attacks as Counted, FACETS, attacks } from './queries';
import { Rows } from './Rows';
import { word } from './words';

const UNITS = ['alert', 'probe', 'session', 'campaign', 'incident'] as const;
const RANGES = ['30', '90', '365'] as const;

const USUAL = {
  unit: 'alert',
  range: '30',
  from: '',
  to: '',
  kind: '',
  sector: '',
  country: '',
  source: '',
  sensor: '',
  row: '',
  table: '',
};
export type View = typeof USUAL;

/** What a part of the page needs. */
export interface Shown {
  counted: Counted;
  view: View;
  change: (change: Partial<View>) => void;
}

/** What was counted in a time: by kind, by sector, and from where. */
export default function Attacks() {
  const who = useMe();
  const allowed = may(who, 'reader', 'analyst', 'operator');
  const [view, change] = useView(USUAL);
  const asked = {
    unit: view.unit === 'alert' ? '' : view.unit,
    from: view.from || since(view.range),
    to: view.to,
    kind: view.kind,
    sector: view.sector,
    source: view.source,
    sensor: view.sensor,
  };
  const found = useQuery({ ...attacks({ ...asked, country: view.country }), enabled: allowed });
  const said = useFinding('attacks', asked, allowed && view.country === '');
  if (!allowed) {
    return (
      <Page title={t('shell.page.attacks')}>
        <div className="card">
          <Empty title={t('attacks.no-role')}>{t('attacks.no-role.remedy')}</Empty>
        </div>
      </Page>
    );
  }
  const filters = <Filters view={view} change={change} />;
  if (found.error !== null) {
    return (
      <Page title={said?.title ?? t('shell.page.attacks')} subtitle={said?.subtitle}>
        {filters}
        <Problem error={found.error} again={() => void found.refetch()} />
      </Page>
    );
  }
  if (found.data === undefined) {
    return (
      <Page title={said?.title ?? t('shell.page.attacks')}>
        {filters}
        <Waiting />
      </Page>
    );
  }
  const counted = found.data;
  const shown = { counted, view, change };
  const title = view.country === '' ? said?.title : t('attacks.from', { count: whole(counted.count), country: word('country', name(view.country)) });
  return (
    <Page title={title ?? t('shell.page.attacks')} subtitle={said?.subtitle}>
      {filters}
      <Facets {...shown} />
      {counted.count === 0 ? <Nothing {...shown} /> : (
        <>
          <Made {...shown} title={title ?? t('shell.page.attacks')} />
          <Rows {...shown} />
        </>
      )}
      <div className="card">
        <Source
          rule={counted.rule}
          known={counted.knownAt}
          pin={{
            pinned: view.to !== '',
            set: (pinned) => change(pinned ? { from: counted.from, to: counted.to } : { from: '', to: '' }),
          }}
        >
          {counted.drawn && <span>{t('attacks.drawn')}</span>}
          <span>{t('attacks.caution')}</span>
          <Paper report="monthly" name={t('attacks.paper')} parameters={{ unit: view.unit, sensor: view.sensor }} />
        </Source>
      </div>
    </Page>
  );
}

/** The word of a facet that an address names. */
export function name(written: string): string {
  return written === '-' ? '' : written;
}

/** The beginning of so many days up to today; the server's own for the usual range. */
function since(range: string): string {
  if (range === USUAL.range) {
    return '';
  }
  const today = Math.floor(Date.now() / 86_400_000);
  return `${new Date((today + 1 - Number(range)) * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`;
}

function Filters({ view, change }: Pick<Shown, 'view' | 'change'>) {
  return (
    <div className="buttons no-print">
      <Select
        label={t('surges.unit')}
        chosen={view.unit}
        choose={(unit) => change({ unit, row: '' })}
        options={UNITS.map((unit) => ({ value: unit as string, name: t(`surges.unit.${unit}`) }))}
      />
      <Choice
        label={t('surges.range')}
        chosen={view.range as (typeof RANGES)[number]}
        choose={(range) => change({ range, from: '', to: '', row: '' })}
        options={RANGES.map((range) => ({ value: range, name: t(`attacks.range.${range}`) }))}
      />
    </div>
  );
}

/** What each filter keeps away: without it, so many would be left. */
function Nothing({ counted, view, change }: Shown) {
  const set = FACETS.filter((facet) => view[facet] !== '');
  return (
    <div className="card">
      <div className="empty">
        <b>{t(set.length === 0 ? 'attacks.empty' : 'attacks.nothing')}</b>
        {set.map((facet) => (
          <button key={facet} type="button" className="button" onClick={() => change({ [facet]: '' })}>
            {t('attacks.remove', {
              filter: `${t(`attacks.facet.${facet}`)}: ${word(facet, name(view[facet]))}`,
              count: whole(counted.facets[facet].reduce((sum, each) => sum + each.count, 0)),
            })}
          </button>
        ))}
        {set.length === 0 && <span>{t('attacks.empty.remedy')}</span>}
      </div>
    </div>
  );
}
