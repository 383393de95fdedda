import {
  type ColumnDef,
  type SortingState,
  createSortedRowModel,
  rowSortingFeature,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type Virtualizer, useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef, useState } from 'react';
import { useKeys } from '../shell/keys';

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns });

export interface Column<Row> {
  id: string;
  name: string;
  /** What it is sorted by, and shown if nothing else is. */
  value: (row: Row) => string | number | null;
  show?: (row: Row) => ReactNode;
  number?: boolean;
}

interface Properties<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  id: (row: Row) => string;
  chosen?: string;
  choose?: (row: Row) => void;
  /** Above which height it scrolls, in pixels. */
  height?: number;
}

/** About how high a row is, in pixels. */
const ROW = 35;

/** Up to so many rows are all in the page, and on paper. */
export const MOST = 100;

/** Rows of any number, of which only those in sight are in the page; sorted by any column. */
export function Table<Row>({ caption, columns, rows, id, chosen, choose, height = 480 }: Properties<Row>) {
  const [sorting, setSorting] = useState<SortingState>([]);
  const frame = useRef<HTMLDivElement>(null);
  const table = useTable({
    features,
    data: rows as (Row & object)[],
    columns: columns.map(
      (column): ColumnDef<typeof features, Row & object> => ({
        id: column.id,
        accessorFn: (row) => column.value(row),
        header: column.name,
      }),
    ),
    state: { sorting },
    onSortingChange: setSorting,
  });
  const sorted = table.getRowModel().rows;
  const all = sorted.length <= MOST;
  const windowed = useVirtualizer<HTMLDivElement, HTMLTableRowElement>({
    enabled: !all,
    count: sorted.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW,
    overscan: 8,
    initialRect: { width: 0, height },
    observeElementRect: observeHeight,
    measureElement: rowHeight,
  });
  const items = windowed.getVirtualItems();
  const inSight = all ? sorted.map((_, index) => ({ index })) : items;
  const before = all ? 0 : (items[0]?.start ?? 0);
  const after = all ? 0 : windowed.getTotalSize() - (items[items.length - 1]?.end ?? 0);

  const step = (by: number) => {
    const now = sorted.findIndex((row) => id(row.original) === chosen);
    const next = sorted[Math.max(0, Math.min(sorted.length - 1, now + by))];
    if (next !== undefined) {
      choose?.(next.original);
      windowed.scrollToIndex(sorted.indexOf(next));
    }
  };
  useKeys(choose === undefined ? {} : { j: () => step(1), k: () => step(-1) });

  return (
    <div ref={frame} className="scrolls" style={{ maxHeight: height }} tabIndex={0} role="region" aria-label={caption}>
      <table className="rows" aria-rowcount={rows.length + 1}>
        <caption className="hidden-text">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const direction = sorting.find((each) => each.id === column.id);
              return (
                <th
                  key={column.id}
                  scope="col"
                  className={column.number === true ? 'number' : undefined}
                  aria-sort={direction === undefined ? 'none' : direction.desc ? 'descending' : 'ascending'}
                >
                  <button
                    type="button"
                    onClick={() =>
                      setSorting(
                        direction === undefined
                          ? [{ id: column.id, desc: column.number === true }]
                          : direction.desc === (column.number === true)
                            ? [{ id: column.id, desc: !direction.desc }]
                            : [],
                      )
                    }
                  >
                    {column.name}
                    <span aria-hidden="true">{direction === undefined ? '' : direction.desc ? ' ↓' : ' ↑'}</span>
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Room height={before} columns={columns.length} />}
          {inSight.map((item) => {
            const row = sorted[item.index];
            return row === undefined ? null : (
              <tr
                key={id(row.original)}
                ref={all ? undefined : windowed.measureElement}
                data-index={item.index}
                aria-rowindex={item.index + 2}
                data-chosen={id(row.original) === chosen ? '' : undefined}
                onClick={choose && (() => choose(row.original))}
              >
                {columns.map((column) => (
                  <td key={column.id} className={column.number === true ? 'number' : undefined}>
                    {column.show?.(row.original) ?? column.value(row.original)}
                  </td>
                ))}
              </tr>
            );
          })}
          {after > 0 && <Room height={after} columns={columns.length} />}
        </tbody>
      </table>
    </div>
  );
}

type Windowed = Virtualizer<HTMLDivElement, HTMLTableRowElement>;

/** How high the frame is, as the browser tells once it has laid out the page: asking it before has it do so twice. */
function observeHeight(windowed: Windowed, tell: (rect: { width: number; height: number }) => void) {
  const frame = windowed.scrollElement;
  if (frame === null) {
    return undefined;
  }
  const observer = new ResizeObserver(() => tell({ width: frame.offsetWidth, height: frame.offsetHeight }));
  observer.observe(frame);
  return () => observer.disconnect();
}

/** The same of a row: until it is told, as high as it was, or as any. */
function rowHeight(row: HTMLTableRowElement, told: ResizeObserverEntry | undefined, windowed: Windowed): number {
  const known = windowed.itemSizeCache.get(windowed.options.getItemKey(windowed.indexFromElement(row)));
  return Math.round(told?.borderBoxSize[0]?.blockSize ?? known ?? ROW);
}

/** In place of rows that are not in sight. */
export function Room({ height, columns }: { height: number; columns: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
