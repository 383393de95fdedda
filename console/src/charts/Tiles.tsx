import { type KeyboardEvent, type Ref, useRef, useState } from 'react';
import { t } from '../texts/texts';
import { textWidth } from './labels';
import { useWidth } from './width';

export interface Tile {
  id: string;
  /** In a few letters. */
  code: string;
  value: string;
  count: number;
}

interface Properties {
  title: string;
  tiles: Tile[];
  picture?: Ref<SVGSVGElement>;
  /** What is said of a tile below. */
  read: (tile: Tile) => string;
}

const WIDTH = 88;
const HEIGHT = 58;
const GAP = 8;

/** A tile for each code, always in the same order, with a bar as long as its share of the most; no place is claimed. */
export function Tiles({ title, tiles, picture, read }: Properties) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame, title);
  const [at, setAt] = useState<number | null>(null);
  if (width === 0) {
    return <div ref={frame} />;
  }
  const columns = Math.max(1, Math.min(tiles.length, Math.floor((width + GAP) / (WIDTH + GAP))));
  const each = Math.min(1.6 * WIDTH, (width - (columns - 1) * GAP) / columns);
  const lines = Math.ceil(tiles.length / columns);
  const most = Math.max(1, ...tiles.map((tile) => tile.count));
  const keys = (event: KeyboardEvent) => {
    const now = at ?? -1;
    const to = {
      ArrowRight: now + 1,
      ArrowLeft: now - 1,
      ArrowDown: now + columns,
      ArrowUp: now - columns,
      Home: 0,
      End: tiles.length - 1,
    }[event.key];
    if (to !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      setAt(Math.max(0, Math.min(tiles.length - 1, to)));
    }
  };
  const shown = at === null ? undefined : tiles[at];
  return (
    <div ref={frame}>
      <svg
        ref={picture}
        className="chart tiles"
        width={width}
        height={lines * (HEIGHT + GAP)}
        viewBox={`0 0 ${width} ${lines * (HEIGHT + GAP)}`}
        tabIndex={0}
        role="application"
        aria-roledescription={t('parts.chart')}
        aria-label={t('charts.tiles', { title, n: tiles.length })}
        onKeyDown={keys}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
      >
        {tiles.map((tile, i) => {
          const x = (i % columns) * (each + GAP);
          const y = Math.floor(i / columns) * (HEIGHT + GAP);
          return (
            <g key={tile.id} onPointerMove={() => setAt(i)} onPointerDown={() => setAt(i)}>
              <rect className={i === at ? 'tile reads' : 'tile'} x={x + 0.5} y={y + 0.5} width={each - 1} height={HEIGHT - 1} rx="5" />
              <text className="strong" x={x + 9} y={y + 21}>
                {fitting(tile.code, each - 18)}
              </text>
              <text x={x + 9} y={y + 38}>
                {tile.value}
              </text>
              <rect className="tone four" x={x + 9} y={y + HEIGHT - 12} width={Math.max(1, ((each - 18) * tile.count) / most)} height="5" />
            </g>
          );
        })}
      </svg>
      <p className="reading" aria-live="polite">
        {shown !== undefined ? read(shown) : <span className="no-print">{t('charts.tiles.read')}</span>}
      </p>
    </div>
  );
}

/** As much of a name as has room. */
function fitting(text: string, room: number): string {
  if (textWidth(text, 12, 600) <= room) {
    return text;
  }
  let length = text.length - 1;
  while (length > 1 && textWidth(`${text.slice(0, length)}…`, 12, 600) > room) {
    length--;
  }
  return `${text.slice(0, length)}…`;
}
