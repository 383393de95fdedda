import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { MOST, Room } from '../../parts/Table';
import { useKeys } from '../../shell/keys';
import { t } from '../../texts/texts';
import { instantOf } from './AsParty';
import { Explanation } from './Explanation';
import { type Group, type Row, called, reads } from './groups';
import type { Party } from './queries';
import { Sign } from './Sign';
import type { View } from './WhoSeesWhat';

interface Properties {
  rows: Row[];
  groups: Group[];
  own: string;
  view: View;
  change: (change: Partial<View>) => void;
}

/** A cell, by its row and by the party's place among those shown. */
interface Place {
  row: number;
  column: number;
}

/** How high a row is, in pixels. */
const ROW = 32;

/** Up to so many parties have wide columns. */
const FEW = 8;

/** So long one points before it is explained, in milliseconds. */
const PATIENCE = 180;

/**
 * The matrix. Arrow keys go from cell to cell, Enter and e explain one, and so does pointing at it. On a narrow screen
 * one party is shown at a time.
 */
export function Cells({ rows, groups, own, view, change }: Properties) {
  const frame = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => groups.flatMap((group) => group.parties), [groups]);
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const [pointed, setPointed] = useState<Place | null>(null);
  const [narrow, setNarrow] = useState(0);
  const timer = useRef(0);

  const pinned = useMemo((): Place | null => {
    const row = rows.findIndex((each) => each.object.id === view.object);
    const column = columns.findIndex((each) => each.party.id === view.party);
    return row < 0 || column < 0 ? null : { row, column };
  }, [rows, columns, view.object, view.party]);
  const shown = pointed ?? pinned;

  const windowed = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW,
    overscan: 12,
    scrollMargin: frame.current?.offsetTop ?? 0,
    enabled: rows.length > MOST,
  });
  const all = rows.length <= MOST;
  const items = windowed.getVirtualItems();
  const inSight = all ? rows.map((_, index) => ({ index })) : items;
  const margin = windowed.options.scrollMargin;
  const before = all ? 0 : (items[0]?.start ?? margin) - margin;
  const after = all ? 0 : windowed.getTotalSize() - ((items[items.length - 1]?.end ?? margin) - margin);

  const pin = ({ row, column }: Place) => {
    const object = rows[row]?.object.id ?? '';
    const party = columns[column]?.party.id ?? '';
    const again = object === view.object && party === view.party;
    setPointed(null);
    change(again ? { object: '', party: '' } : { object, party });
  };
  const go = (to: Place) => {
    const place = {
      row: Math.max(0, Math.min(rows.length - 1, to.row)),
      column: Math.max(0, Math.min(columns.length - 1, to.column)),
    };
    setAt(place);
    if (!all) {
      windowed.scrollToIndex(place.row);
    }
    requestAnimationFrame(() =>
      frame.current
        ?.querySelector<HTMLElement>(`[data-cell="${place.row}-${place.column}"]`)
        ?.focus(),
    );
    if (pinned !== null) {
      change({ object: rows[place.row]?.object.id ?? '', party: columns[place.column]?.party.id ?? '' });
    }
  };
  useKeys({
    e: () => pin(at),
    j: () => go({ ...at, row: at.row + 1 }),
    k: () => go({ ...at, row: at.row - 1 }),
    Escape: () => change({ object: '', party: '' }),
  });
  const keys = (event: KeyboardEvent) => {
    const step: Record<string, Place | undefined> = {
      ArrowUp: { row: at.row - 1, column: at.column },
      ArrowDown: { row: at.row + 1, column: at.column },
      ArrowLeft: { row: at.row, column: at.column - 1 },
      ArrowRight: { row: at.row, column: at.column + 1 },
      Home: { row: at.row, column: 0 },
      End: { row: at.row, column: columns.length - 1 },
    };
    const to = step[event.key];
    if (to !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      go(to);
    }
  };
  const point = (place: Place | null) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setPointed(place), place === null ? 2 * PATIENCE : PATIENCE);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const cell = shown === null ? undefined : rows[shown.row];
  const about = shown === null ? undefined : columns[shown.column];
  return (
    <div ref={frame} className="cells">
      <label className="field inside one-party no-print">
        <span>{t('who-sees-what.one-party')}</span>
        <select className="input" value={narrow} onChange={(event) => setNarrow(Number(event.target.value))}>
          {columns.map(({ party }, i) => (
            <option key={party.id} value={i}>
              {party.name}
            </option>
          ))}
        </select>
      </label>
      <div className="scrolls" tabIndex={-1}>
        <table className={columns.length <= FEW ? 'grid roomy' : 'grid'} role="grid" aria-rowcount={rows.length + 2} onKeyDown={keys}>
          <caption className="hidden-text">{t('who-sees-what.caption')}</caption>
          <thead>
            <tr>
              <th rowSpan={2} scope="col" className="object">
                {t('who-sees-what.object')}
              </th>
              {groups.map((group) => (
                <th key={group.kind} colSpan={group.parties.length} scope="colgroup" className="kind starts">
                  {t(`who-sees-what.kind.${group.kind}`)}
                </th>
              ))}
              <th rowSpan={2} scope="col" className="seen starts">
                {t('who-sees-what.seen')}
              </th>
            </tr>
            <tr>
              {groups.flatMap((group) =>
                group.parties.map(({ party }, i) => (
                  <Head
                    key={party.id}
                    party={party}
                    starts={i === 0}
                    narrow={columns[narrow]?.party === party}
                    look={party.id === own ? undefined : () => change({ as: party.id, object: '', party: '' })}
                  />
                )),
              )}
            </tr>
          </thead>
          <tbody onPointerLeave={() => point(null)}>
            {before > 0 && <Room height={before} columns={columns.length + 2} />}
            {inSight.map(({ index: r }) => {
              const row = rows[r];
              return row === undefined ? null : (
                <tr key={row.object.id} aria-rowindex={r + 3} data-chosen={shown?.row === r ? '' : undefined}>
                  <th scope="row" className="object">
                    <span className="name">
                      <span className="words">{called(row.object)}</span>
                      {row.object.marking !== '' && <span className="tag">{row.object.marking.replace('TLP:', '')}</span>}
                    </span>
                  </th>
                  {columns.map(({ party, index }, c) => {
                    const is = row.answers[index] ?? 'nothing';
                    const would = row.supposed?.[index] ?? is;
                    const here = at.row === r && at.column === c;
                    return (
                      <td
                        key={party.id}
                        className={[
                          starts(groups, c) ? 'starts' : '',
                          c === narrow ? 'narrow' : '',
                          row.supposed === undefined ? '' : would === is ? 'same' : 'changed',
                        ].join(' ')}
                      >
                        <button
                          type="button"
                          tabIndex={here ? 0 : -1}
                          data-cell={`${r}-${c}`}
                          aria-pressed={pinned?.row === r && pinned.column === c}
                          aria-label={said(row, party, is, would)}
                          onFocus={() => setAt({ row: r, column: c })}
                          onClick={() => pin({ row: r, column: c })}
                          onPointerEnter={(event) => event.pointerType === 'mouse' && point({ row: r, column: c })}
                        >
                          <Sign answer={would} />
                        </button>
                      </td>
                    );
                  })}
                  <td className="seen starts">
                    {t('who-sees-what.seen-by', {
                      count: (row.supposed ?? row.answers).filter(reads).length,
                      all: columns.length,
                    })}
                  </td>
                </tr>
              );
            })}
            {after > 0 && <Room height={after} columns={columns.length + 2} />}
          </tbody>
        </table>
      </div>
      {shown !== null && cell !== undefined && about !== undefined && (
        <Floating frame={frame} place={shown} keep={() => window.clearTimeout(timer.current)} leave={() => point(null)}>
          <Explanation
            object={cell.object}
            party={about.party}
            own={about.party.id === own}
            answer={cell.answers[about.index] ?? 'nothing'}
            at={instantOf(view.at)}
            close={pinned === null ? undefined : () => change({ object: '', party: '' })}
          />
        </Floating>
      )}
    </div>
  );
}

function starts(groups: Group[], column: number): boolean {
  let first = 0;
  for (const group of groups) {
    if (first === column) {
      return true;
    }
    first += group.parties.length;
  }
  return false;
}

function said(row: Row, party: Party, is: Row['answers'][number], would: Row['answers'][number]): string {
  return t('who-sees-what.cell', {
    object: called(row.object),
    party: party.name,
    answer:
      would === is
        ? t(`who-sees-what.answer.${is}`)
        : t('who-sees-what.cell.changed', {
            is: t(`who-sees-what.answer.${is}`),
            would: t(`who-sees-what.answer.${would}`),
          }),
  });
}

interface HeadProperties {
  party: Party;
  starts: boolean;
  narrow: boolean;
  look: (() => void) | undefined;
}

function Head({ party, starts: first, narrow, look }: HeadProperties) {
  return (
    <th scope="col" className={`party${first ? ' starts' : ''}${narrow ? ' narrow' : ''}`}>
      {look === undefined ? (
        <span>{party.name}</span>
      ) : (
        <button type="button" title={t('who-sees-what.look', { party: party.name })} onClick={look}>
          <span>{party.name}</span>
        </button>
      )}
    </th>
  );
}

interface FloatingProperties {
  frame: RefObject<HTMLDivElement | null>;
  place: Place;
  keep: () => void;
  leave: () => void;
  children: React.ReactNode;
}

const WIDTH = 340;

/** Beside its cell. */
function Floating({ frame, place, keep, leave, children }: FloatingProperties) {
  const self = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const put = () => {
      const around = frame.current;
      const box = self.current;
      const cell = around?.querySelector<HTMLElement>(`[data-cell="${place.row}-${place.column}"]`);
      if (around == null || box === null || cell == null) {
        return;
      }
      const outer = around.getBoundingClientRect();
      const inner = cell.getBoundingClientRect();
      // Beside the cell, so that it and its row stay in sight; within the window.
      const right = inner.right - outer.left + 8;
      const left = right + WIDTH + 8 <= outer.width ? right : inner.left - outer.left - WIDTH - 8;
      const top = Math.max(
        8,
        Math.min(inner.top - 12, window.innerHeight - box.offsetHeight - 8),
      );
      box.style.left = `${Math.max(8, left)}px`;
      box.style.top = `${top - outer.top}px`;
    };
    put();
    // What is explained comes later, and changes the height.
    const observer = new ResizeObserver(put);
    if (self.current !== null) {
      observer.observe(self.current);
    }
    return () => observer.disconnect();
  }, [frame, place]);
  return (
    <div ref={self} className="floating explanation" onPointerEnter={keep} onPointerLeave={leave}>
      {children}
    </div>
  );
}
