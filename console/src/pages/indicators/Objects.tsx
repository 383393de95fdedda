import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Sparkline } from '../../charts/Sparkline';
import { save } from '../../charts/download';
import { Copy } from '../../parts/Copy';
import { Source } from '../../parts/Source';
import { Problem, Waiting } from '../../parts/States';
import { type Column, Table } from '../../parts/Table';
import { useKeys } from '../../shell/keys';
import { day, instant, whole } from '../../texts/formats';
import { named, t } from '../../texts/texts';
import type { View } from './Indicators';
import { type Seen, type Shown, TOLD, WEEKS, level, objects, parties, seen, stix } from './queries';

interface Properties {
  collection: string;
  tab: 'campaigns' | 'indicators';
  view: View;
  change: (change: Partial<View>) => void;
  open: (tab: 'paste') => void;
}

/** Objects that the reader may see, as they became readable; the chosen one whole. */
export function Objects({ collection, tab, view, change, open }: Properties) {
  const type = tab === 'campaigns' ? TOLD.join(',') : 'indicator';
  const found = useInfiniteQuery(objects(collection, type, view.q));
  const sighted = useSighted(collection, found.data?.pages.map((page) => page.objects.map((each) => each.id)) ?? []);
  const known = useQuery({ ...parties, enabled: tab === 'campaigns' });
  const rows = found.data?.pages.flatMap((page) => page.objects) ?? [];
  const chosen = rows.find((each) => each.id === view.object);
  const choose = (each: Shown) => change({ object: each.id === view.object ? '' : each.id });
  useKeys({ e: () => rows[0] !== undefined && choose(chosen ?? rows[0]) });
  if (found.error !== null) {
    return <Problem error={found.error} again={() => void found.refetch()} />;
  }
  /** As its own list or the relationships that lead to it have it. */
  const size = (each: Shown) =>
    stix(each).object_refs?.length ?? (sighted.known ? (sighted.of(each)?.objects ?? 0) : undefined);
  const by = (each: Shown) => known.data?.find((party) => party.id === stix(each).created_by_ref)?.name ?? '';
  const columns: Column<Shown>[] = [
    {
      id: 'name',
      name: t('indicators.column.name'),
      value: (each) => stix(each).name ?? each.id,
      show: (each) => <b className="object-name">{stix(each).name ?? each.id}</b>,
    },
    ...(tab === 'campaigns'
      ? [
          { id: 'type', name: t('indicators.column.type'), value: (each: Shown) => named('indicators', 'type.', stix(each).type) },
          {
            id: 'objects',
            name: t('indicators.column.objects'),
            value: (each: Shown) => size(each) ?? null,
            show: (each: Shown) => (size(each) === undefined ? '–' : whole(size(each) ?? 0)),
            number: true,
          },
          { id: 'by', name: t('indicators.column.by'), value: by },
        ]
      : [
          {
            id: 'pattern',
            name: t('indicators.column.pattern'),
            value: (each: Shown) => stix(each).pattern ?? '',
            show: (each: Shown) => <span className="mono object-name">{stix(each).pattern ?? ''}</span>,
          },
          {
            id: 'until',
            name: t('indicators.column.until'),
            value: (each: Shown) => stix(each).valid_until ?? null,
            show: (each: Shown) => (stix(each).valid_until === undefined ? '–' : day(stix(each).valid_until ?? '')),
          },
        ]),
    {
      id: 'sightings',
      name: t('indicators.column.sightings', { n: WEEKS }),
      value: (each) => recent(sighted.of(each)),
      show: (each) => <Trend seen={sighted.of(each)} last={sighted.last} />,
    },
    {
      id: 'parties',
      name: t('indicators.column.parties'),
      value: (each) => sighted.of(each)?.parties ?? null,
      show: (each) => {
        const n = sighted.of(each)?.parties ?? 0;
        return n === 0 ? '–' : <span className="unbroken">{t('indicators.parties', { n })}</span>;
      },
    },
    {
      id: 'tlp',
      name: 'TLP',
      value: (each) => level(stix(each)),
      show: (each) => (level(stix(each)) === '' ? '–' : <span className="tag">{level(stix(each))}</span>),
    },
    { id: 'added', name: t('indicators.column.added'), value: (each) => each.dateAdded, show: (each) => instant(each.dateAdded) },
  ];
  return (
    <section className="card">
      <div className="inside chart-head flush">
        <Search q={view.q} change={(q) => change({ q, object: '' })} />
        <div className="buttons no-print">
          {found.hasNextPage && (
            <button type="button" className="button" disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              {t('indicators.more')}
            </button>
          )}
          <button
            type="button"
            className="button"
            disabled={rows.length === 0}
            onClick={() =>
              save(
                `${tab}.stix.json`,
                `${JSON.stringify({ type: 'bundle', id: `bundle--${crypto.randomUUID()}`, objects: rows.map(stix) })}\n`,
                'application/stix+json',
              )
            }
          >
            {t('indicators.bundle', { n: rows.length })}
          </button>
        </div>
      </div>
      {found.data === undefined ? (
        <Waiting />
      ) : rows.length === 0 ? (
        view.q !== '' ? (
          <div className="empty">
            <b>{t('indicators.nothing', { q: view.q })}</b>
            <button type="button" className="button" onClick={() => change({ q: '' })}>
              {t('indicators.all')}
            </button>
          </div>
        ) : (
          <Nothing tab={tab} open={open} />
        )
      ) : (
        <Table
          caption={t(`indicators.tab.${tab}`)}
          columns={columns}
          rows={rows}
          id={(each) => each.id}
          chosen={view.object}
          choose={choose}
          height={520}
        />
      )}
      {chosen !== undefined && <Whole shown={chosen} seen={sighted.of(chosen)} />}
      <Source>
        <span>{t('indicators.shown', { n: rows.length })}</span>
        {sighted.known && <span>{t(sighted.whole ? 'indicators.seen.note' : 'indicators.seen.partly')}</span>}
      </Source>
    </section>
  );
}

function Nothing({ tab, open }: Pick<Properties, 'tab' | 'open'>) {
  return tab === 'campaigns' ? (
    <div className="empty">
      <b>{t('indicators.empty.campaigns')}</b>
      <span>{t('indicators.empty.campaigns.remedy')}</span>
      <Link className="button" to="/surges">
        {t('indicators.empty.surges')}
      </Link>
    </div>
  ) : (
    <div className="empty">
      <b>{t('indicators.empty.indicators')}</b>
      <span>{t('indicators.empty.indicators.remedy')}</span>
      <button type="button" className="button" onClick={() => open('paste')}>
        {t('indicators.tab.paste')}
      </button>
    </div>
  );
}

/** Asked when the typing rests. */
function Search({ q, change }: { q: string; change: (q: string) => void }) {
  const [written, setWritten] = useState(q);
  useEffect(() => setWritten(q), [q]);
  useEffect(() => {
    if (written.trim() === q) {
      return undefined;
    }
    const timer = setTimeout(() => change(written.trim()), 350);
    return () => clearTimeout(timer);
  });
  return (
    <label className="field inline no-print">
      <span>{t('indicators.search')}</span>
      <input className="input" type="search" data-filter="" value={written} onChange={(event) => setWritten(event.target.value)} />
    </label>
  );
}

/** What is known of who saw the objects of each page. */
function useSighted(collection: string, pages: string[][]) {
  const found = useQueries({ queries: pages.map((ids) => seen(collection, ids)) });
  const told = found.flatMap((each) => each.data ?? []);
  return {
    known: pages.length > 0 && told.length === pages.length,
    whole: told.every((each) => each.exact),
    last: told.reduce((last, each) => ((each.lastSeen ?? '') > last ? (each.lastSeen ?? '') : last), ''),
    of: (object: Shown): Seen | undefined => told.find((each) => each.seen?.[object.id] !== undefined)?.seen?.[object.id],
  };
}

/** How often it was seen in the weeks that are shown. */
function recent(of: Seen | undefined): number {
  return Object.values(of?.days ?? {}).reduce((sum, count) => sum + count, 0);
}

const WEEK = 7 * 86_400_000;

function Trend({ seen: of, last }: { seen: Seen | undefined; last: string }) {
  const days = Object.entries(of?.days ?? {});
  const [most] = days.slice().sort((a, b) => b[1] - a[1]);
  if (most === undefined) {
    return '–';
  }
  const counts = new Array<number>(WEEKS).fill(0);
  for (const [at, count] of days) {
    const week = WEEKS - 1 - Math.floor((Date.parse(last) - Date.parse(at)) / WEEK);
    counts[week] = (counts[week] ?? 0) + count;
  }
  return (
    <Sparkline
      counts={counts}
      label={t('indicators.trend', { count: whole(recent(of)), n: WEEKS, last: day(last), most: day(most[0]) })}
    />
  );
}

function Whole({ shown, seen: of }: { shown: Shown; seen: Seen | undefined }) {
  const object = stix(shown);
  const facts: [string, string | undefined][] = [
    [t('indicators.fact.id'), shown.id],
    [t('indicators.fact.aliases'), object.aliases?.join(', ')],
    [t('indicators.fact.seen'), object.first_seen && `${day(object.first_seen)} – ${object.last_seen === undefined ? '' : day(object.last_seen)}`],
    [
      t('indicators.fact.sighted'),
      of === undefined || of.count === 0 ? undefined : t('indicators.sighted', { n: of.parties, count: whole(of.count) }),
    ],
    [t('indicators.fact.valid'), object.valid_from && `${instant(object.valid_from)} – ${object.valid_until === undefined ? '…' : instant(object.valid_until)}`],
    [t('indicators.fact.published'), object.published && instant(object.published)],
    [t('indicators.fact.version'), instant(shown.version)],
    [t('indicators.fact.owner'), object.created_by_ref],
  ];
  return (
    <div className="inside explained">
      <b>{object.name ?? shown.id}</b>
      {object.description !== undefined && <p>{object.description}</p>}
      {object.pattern !== undefined && <code className="pattern">{object.pattern}</code>}
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <div className="buttons no-print">
        <Link className="button" to="/who-sees-what" search={{ q: shown.id } as never}>
          {t('indicators.who')}
        </Link>
        <Copy className="button" text={JSON.stringify(object, null, 2)} says={t('indicators.copy')} />
      </div>
      <details>
        <summary>JSON</summary>
        <pre className="json">{JSON.stringify(object, null, 2)}</pre>
      </details>
    </div>
  );
}
