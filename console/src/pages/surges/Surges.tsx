import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { type Schema } from '../../api/client';
import { useDeployment } from '../../api/deployment';
import { useFinding } from '../../api/findings';
import { DailyChart } from '../../charts/DailyChart';
import type { Daily } from '../../charts/daily';
import { csv, png, save, svgText } from '../../charts/download';
import { Choice, Select } from '../../parts/Choice';
import { Menu } from '../../parts/Menu';
import { Figures, Page } from '../../parts/Page';
import { Source } from '../../parts/Source';
import { Empty, Problem, Waiting } from '../../parts/States';
import { useView } from '../../shell/view';
import { day, instant, short, times } from '../../texts/formats';
import { named, t } from '../../texts/texts';
import { Days } from './Days';
import { Elections } from './Elections';
import { type Series, type Surge, type Surges as Found, elections, series, surges } from './queries';
import { Rises } from './Rises';
import { daily } from './daily';
import { days, span } from './spans';

const UNITS = ['alert', 'probe', 'session', 'campaign', 'incident'] as const;
const RANGES = ['90', '365', '730'] as const;

const USUAL = {
  unit: 'alert',
  kind: '',
  sector: '',
  source: '',
  range: '730',
  to: '',
  view: 'chart',
  surge: '',
};
export type View = typeof USUAL;

/** Counts by the day over two years, what rose above the expected level, and the votes nearby. */
export default function Surges() {
  const [view, change] = useView(USUAL);
  const asked = { unit: view.unit, kind: view.kind, sector: view.sector, source: view.source, to: view.to };
  const counted = useQuery(series(asked));
  const found = useQuery(surges(asked));
  const votes = useQuery(elections);
  const finding = useFinding('surges', asked);

  if (counted.error) {
    return (
      <Page title={t('shell.page.surges')}>
        <Filters view={view} change={change} kinds={[]} sectors={[]} />
        <Problem error={counted.error} again={() => void counted.refetch()} />
      </Page>
    );
  }
  if (counted.data === undefined) {
    return (
      <Page title={finding?.title ?? t('shell.page.surges')}>
        <Waiting />
      </Page>
    );
  }
  const rises = found.data?.surges ?? [];
  return (
    <Page title={finding?.title ?? t('shell.page.surges')} subtitle={finding?.subtitle ?? subtitle(counted.data)}>
      <Filters
        view={view}
        change={change}
        kinds={names(rises, (rise) => rise.kinds)}
        sectors={names(rises, (rise) => rise.sectors)}
      />
      {counted.data.periods.length === 0 ? (
        <div className="card">
          <Empty
            title={t('surges.empty')}
            commands={[
              'cwatch token add north --party CERT-XA --role sensor --out north.netrc',
              'cwatch ingest eve.json.gz --netrc north.netrc',
            ]}
          >
            {t('surges.empty.remedy')}
          </Empty>
        </div>
      ) : (
        <>
          <Numbers series={counted.data} surges={rises} />
          <Picture
            series={counted.data}
            found={found.data}
            votes={votes.data?.elections ?? []}
            view={view}
            change={change}
            title={finding?.title ?? t('shell.page.surges')}
          />
          {found.error ? (
            counted.data.note === '' && <Problem error={found.error} />
          ) : (
            <Rises found={found.data} chosen={view.surge} choose={(surge) => change({ surge })} />
          )}
        </>
      )}
      <Elections elections={votes.data?.elections} asked={asked} />
    </Page>
  );
}

function subtitle(counted: Series): string {
  const first = counted.periods[0];
  const last = counted.periods[counted.periods.length - 1];
  return first === undefined || last === undefined
    ? ''
    : t('surges.subtitle', {
        unit: t(`surges.unit.${counted.unit}` as 'surges.unit.alert'),
        from: day(first.start),
        to: day(last.start),
        rule: counted.rule,
        n: Math.max(...counted.periods.map((period) => period.sensors)),
      });
}

function names(rises: Surge[], of: (rise: Surge) => Schema<'SurgeShare'>[]): string[] {
  return [...new Set(rises.flatMap((rise) => of(rise).map((share) => share.name)))].sort();
}

interface FilterProperties {
  view: View;
  change: (change: Partial<View>) => void;
  kinds: string[];
  sectors: string[];
}

function Filters({ view, change, kinds, sectors }: FilterProperties) {
  const options = (known: string[], chosen: string, name = (value: string) => value) => [
    { value: '', name: t('parts.all') },
    ...[...new Set([...known, ...(chosen === '' ? [] : [chosen])])].map((value) => ({
      value,
      name: name(value),
    })),
  ];
  return (
    <div className="buttons no-print">
      <Select
        label={t('surges.unit')}
        chosen={view.unit}
        choose={(unit) => change({ unit, kind: '', sector: '', surge: '' })}
        options={UNITS.map((unit) => ({ value: unit as string, name: t(`surges.units.${unit}`) }))}
      />
      <Select
        label={t('surges.kind')}
        chosen={view.kind}
        choose={(kind) => change({ kind, surge: '' })}
        options={options(kinds, view.kind, (kind) => named('attacks', 'kind.', kind))}
      />
      <Select
        label={t('surges.sector')}
        chosen={view.sector}
        choose={(sector) => change({ sector, surge: '' })}
        options={options(sectors, view.sector)}
      />
      <Select
        label={t('surges.source')}
        chosen={view.source}
        choose={(source) => change({ source, surge: '' })}
        options={[
          { value: '', name: t('parts.all') },
          { value: 'established', name: t('surges.source.established') },
          { value: 'claimed', name: t('surges.source.claimed') },
        ]}
      />
    </div>
  );
}

function Numbers({ series: counted, surges: rises }: { series: Series; surges: Surge[] }) {
  const last30 = counted.periods.slice(-30).filter((period) => period.sensors > 0);
  const sum = last30.reduce((total, period) => total + period.count, 0);
  const judged = last30.filter((period) => period.expected !== null);
  const expected = judged.reduce((total, period) => total + (period.expected ?? 0), 0);
  const ratio = judged.length === last30.length && expected > 0 ? sum / expected : null;
  const latest = rises[rises.length - 1];
  const peak =
    latest === undefined
      ? undefined
      : counted.periods
          .filter((period) => period.start >= latest.from && period.start < latest.to)
          .reduce<Series['periods'][number] | undefined>(
            (most, period) => (most === undefined || period.count > most.count ? period : most),
            undefined,
          );
  return (
    <Figures
      figures={[
        {
          name: t('surges.last30'),
          value: short(sum),
          beside:
            ratio === null
              ? t('surges.last30.unjudged')
              : t('surges.times', { times: times(ratio) }),
        },
        ...(latest === undefined
          ? [{ name: t('surges.latest'), value: t('surges.latest.none') }]
          : [
              {
                name: t('surges.latest'),
                value: t('surges.days', { n: days(latest) }),
                beside: span(latest),
              },
              {
                name: t('surges.excess'),
                value: short(latest.excess),
                beside: t('surges.times', { times: times(latest.ratio) }),
              },
              {
                name: t('surges.peak'),
                value: short(peak?.count ?? 0),
                beside: peak === undefined ? '' : day(peak.start),
              },
            ]),
      ]}
    />
  );
}

interface PictureProperties {
  series: Series;
  found: Found | undefined;
  votes: Schema<'Election'>[];
  view: View;
  change: (change: Partial<View>) => void;
  title: string;
}

function Picture({ series: counted, found, votes, view, change, title }: PictureProperties) {
  const picture = useRef<SVGSVGElement>(null);
  const data = useMemo(
    () => daily(counted, found, votes, Number(view.range)),
    [counted, found, votes, view.range],
  );
  const missing = data.days.filter((each) => each.count === null).length;
  const planned = counted.periods.slice(-data.days.length).filter((period) => period.drawn).length;
  const name = `${counted.unit}-${data.until.toISOString().slice(0, 10)}`;
  const { synthetic } = useDeployment();
  const caption = [
    ...(synthetic ? [`${t('shell.synthetic')}: ${t('shell.synthetic.note')}`] : []),
    `${t('parts.rule', { rule: counted.rule })} · ${t('parts.known', { at: instant(counted.knownAt) })} · UTC`,
    window.location.href,
  ];
  const drawn = () => (picture.current === null ? undefined : svgText(picture.current, title, caption));
  return (
    <figure className="card">
      <div className="inside">
        <div className="chart-head">
          <Legend />
          <div className="buttons no-print">
            <Choice
              label={t('surges.range')}
              chosen={view.range as (typeof RANGES)[number]}
              choose={(range) => change({ range })}
              options={RANGES.map((range) => ({ value: range, name: t(`surges.range.${range}`) }))}
            />
            <button
              type="button"
              className="button"
              aria-pressed={view.view === 'table'}
              onClick={() => change({ view: view.view === 'table' ? 'chart' : 'table' })}
            >
              {t('parts.table')}
            </button>
            <Menu
              says={t('parts.download')}
              items={[
                { name: 'CSV', act: () => save(`${name}.csv`, table(data, caption), 'text/csv') },
                ...(view.view === 'table'
                  ? []
                  : [
                      {
                        name: 'SVG',
                        act: () => {
                          const svg = drawn();
                          if (svg !== undefined) save(`${name}.svg`, svg, 'image/svg+xml');
                        },
                      },
                      {
                        name: 'PNG',
                        act: () => {
                          const svg = drawn();
                          if (svg !== undefined)
                            void png(svg).then((blob) => save(`${name}.png`, blob, 'image/png'));
                        },
                      },
                    ]),
              ]}
            />
          </div>
        </div>
        {counted.note !== '' && <p className="note">{counted.note}</p>}
        {view.view === 'table' ? (
          <Days data={data} series={counted} />
        ) : (
          <DailyChart
            data={data}
            title={title}
            picture={picture}
            chosen={view.surge === '' ? undefined : view.surge}
          />
        )}
      </div>
      <figcaption>
        <Source
          rule={counted.rule}
          known={counted.knownAt}
          pin={{
            pinned: view.to !== '',
            set: (pinned) =>
              change({ to: pinned ? new Date(last(counted) + 86_400_000).toISOString() : '' }),
          }}
        >
          {planned > 0 && <span>{t('surges.drawn', { n: planned })}</span>}
          {missing > 0 && <span>{t('surges.missing', { n: missing })}</span>}
        </Source>
      </figcaption>
    </figure>
  );
}

function last(counted: Series): number {
  return Date.parse(counted.periods[counted.periods.length - 1]?.start ?? '');
}

function Legend() {
  return (
    <ul className="legend">
      <li>
        <svg width="20" height="12" aria-hidden="true" className="chart-key">
          <rect className="surge" width="20" height="12" />
        </svg>
        {t('charts.surge')}
      </li>
      <li>
        <svg width="20" height="12" aria-hidden="true" className="chart-key">
          <rect className="band" width="20" height="12" />
        </svg>
        {t('charts.expected')}
      </li>
      <li>
        <svg width="20" height="12" aria-hidden="true" className="chart-key">
          <path className="count" d="M0 6h20" />
        </svg>
        {t('charts.count')}
      </li>
      <li>
        <svg width="20" height="12" aria-hidden="true" className="chart-key">
          <path className="average" d="M0 6h20" />
        </svg>
        {t('charts.average')}
      </li>
    </ul>
  );
}

function table(data: Daily, caption: string[]): string {
  return csv([
    ['day', 'counted', 'expected', 'usual_from', 'usual_to'],
    ...data.days.map((each) => [
      each.at.toISOString().slice(0, 10),
      each.count,
      each.expected,
      each.downTo,
      each.upTo,
    ]),
    ...caption.map((line) => [line]),
  ]);
}
