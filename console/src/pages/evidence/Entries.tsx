import { useQuery } from '@tanstack/react-query';
import { save } from '../../charts/download';
import { Select } from '../../parts/Choice';
import { Problem, Waiting } from '../../parts/States';
import { type Column, Table } from '../../parts/Table';
import { useKeys } from '../../shell/keys';
import { instant, whole } from '../../texts/formats';
import { named, t } from '../../texts/texts';
import type { Entry } from './chain';
import type { View } from './Evidence';
import { One } from './One';
import { SHOWN, entries } from './queries';

interface Properties {
  last: { number: number; hash: string };
  view: View;
  change: (change: Partial<View>) => void;
}

/** Some entries, the last first; the chosen one with all that it says. */
export function Entries({ last, view, change }: Properties) {
  const to = Math.min(last.number, Number(view.to) || last.number);
  const from = Math.max(1, to - SHOWN + 1);
  const found = useQuery({ ...entries(from, SHOWN), enabled: last.number > 0 });
  const all = (found.data ?? []).slice().reverse();
  const kinds = [...new Set(all.map((each) => each.kind))].sort();
  const rows = all.filter((each) => view.kind === '' || each.kind === view.kind);
  const chosen = rows.find((each) => String(each.number) === view.entry);
  const choose = (each: Entry) =>
    change({ entry: view.entry === String(each.number) ? '' : String(each.number), to: String(to) });
  useKeys({ e: () => rows[0] !== undefined && choose(chosen ?? rows[0]) });
  if (found.error !== null) {
    return <Problem error={found.error} again={() => void found.refetch()} />;
  }
  const columns: Column<Entry>[] = [
    { id: 'number', name: t('evidence.column.number'), value: (each) => each.number, show: (each) => whole(each.number), number: true },
    { id: 'at', name: t('evidence.column.at'), value: (each) => each.at, show: (each) => instant(each.at) },
    { id: 'kind', name: t('evidence.column.kind'), value: (each) => each.kind, show: (each) => kind(each) },
    { id: 'user', name: t('evidence.column.user'), value: user },
    { id: 'what', name: t('evidence.column.what'), value: what, show: (each) => <span className="what">{what(each)}</span> },
    { id: 'hash', name: t('evidence.column.hash'), value: (each) => each.hash, show: (each) => <span className="tag">{each.hash.slice(0, 12)}</span> },
  ];
  return (
    <section className="card">
      <div className="inside chart-head flush">
        <div className="section-head">
          <h2>{t('evidence.list')}</h2>
          <p className="note small">{t('evidence.list.note', { from: whole(from), to: whole(to) })}</p>
        </div>
        <div className="buttons no-print">
          <Select
            label={t('evidence.column.kind')}
            chosen={view.kind}
            choose={(each) => change({ kind: each, entry: '' })}
            options={[
              { value: '', name: t('parts.all') },
              ...[...new Set([...kinds, ...(view.kind === '' ? [] : [view.kind])])].map((value) => ({
                value,
                name: named('evidence', 'kind.', value),
              })),
            ]}
          />
          <button type="button" className="button" disabled={from <= 1} onClick={() => change({ to: String(from - 1), entry: '' })}>
            {t('evidence.older')}
          </button>
          <button
            type="button"
            className="button"
            disabled={to >= last.number}
            onClick={() => change({ to: to + SHOWN >= last.number ? '' : String(to + SHOWN), entry: '' })}
          >
            {t('evidence.newer')}
          </button>
          <button
            type="button"
            className="button"
            disabled={all.length === 0}
            onClick={() =>
              save(
                `record-${from}-${to}.jsonl`,
                (found.data ?? []).map((each) => `${JSON.stringify(each)}\n`).join(''),
                'application/jsonl',
              )
            }
          >
            {t('evidence.export')}
          </button>
        </div>
      </div>
      {found.data === undefined ? (
        <Waiting />
      ) : (
        <Table
          caption={t('evidence.list')}
          columns={columns}
          rows={rows}
          id={(each) => String(each.number)}
          chosen={view.entry}
          choose={choose}
          height={460}
        />
      )}
      {chosen !== undefined && <One entry={chosen} last={last} close={() => change({ entry: '' })} />}
    </section>
  );
}

function kind(entry: Entry): string {
  return named('evidence', 'kind.', entry.kind);
}

interface Said {
  user?: string;
  what?: unknown;
  surface?: string;
  filter?: unknown;
  count?: number;
}

function said(entry: Entry): Said {
  return JSON.parse(entry.body) as Said;
}

function user(entry: Entry): string {
  return said(entry).user ?? '';
}

/** Of a change what was changed; of an answer what was asked and how much left. */
function what(entry: Entry): string {
  const { what: changed, surface, filter, count } = said(entry);
  return changed === undefined
    ? [surface, words(filter), ...(count === undefined ? [] : [t('evidence.sent', { n: count })])].filter(Boolean).join(' · ')
    : words(changed);
}

/** The values of whatever it is, in their order. */
function words(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? Object.values(value).map(words).filter((each) => each !== '').join(' · ')
    : value === undefined || value === null
      ? ''
      : String(value);
}
