/** A stretch of a bar, in the unit of its chart. */
export interface Stretch {
  from: number;
  to: number;
  tone: 'one' | 'two' | 'three' | 'four' | 'full' | 'rest';
  hatched?: boolean;
  /** What it is, for whoever points at it. */
  name: string;
}

/** A row of a chart of bars: what it is, how far it reaches, and the number in words. */
export interface Bar {
  id: string;
  label: string;
  stretches: Stretch[];
  value: string;
  /** From where to where an estimate may lie. */
  interval?: [number, number];
  /** Such as a median. */
  mark?: number;
  strong?: boolean;
}

export interface Row {
  bar: Bar;
  lines: string[];
  /** Of the row, of the first line's foot, and of the bar. */
  y: number;
  height: number;
  text: number;
  top: number;
}

export interface BarsLayout {
  rows: Row[];
  plot: { x: number; width: number };
  /** Where values end. */
  right: number;
  height: number;
  narrow: boolean;
}

export const BAR = 18;
const LINE = 16;
const NARROW = 600;

/** Where rows, their names and their numbers go; on a narrow page a name stands above its bar. */
export function layBars(bars: Bar[], width: number, measure: (text: string, weight: number) => number): BarsLayout {
  const narrow = width < NARROW;
  const values = Math.max(0, ...bars.map((bar) => measure(bar.value, 620)));
  const names = narrow ? width - values - 12 : Math.min(width * 0.38, Math.max(...bars.map((bar) => measure(bar.label, 620)), 40) + 4);
  const x = narrow ? 0 : names + 14;
  const plot = { x, width: Math.max(40, width - x - (narrow ? 1 : values + 12)) };
  let y = 0;
  const rows = bars.map((bar) => {
    const lines = wrap(bar.label, names, 3, (text) => measure(text, bar.strong === true ? 620 : 400));
    const block = lines.length * LINE;
    const height = narrow ? block + BAR + 18 : Math.max(block, BAR) + 14;
    const row = {
      bar,
      lines,
      y,
      height,
      text: narrow ? y + 12 : y + (height - block) / 2 + 12,
      top: narrow ? y + block + 5 : y + (height - BAR) / 2,
    };
    y += height;
    return row;
  });
  return { rows, plot, right: width, height: y, narrow };
}

/** As many lines as a text needs, up to a number of them; what is left out is shown by dots. */
export function wrap(text: string, room: number, most: number, measure: (text: string) => number): string[] {
  const words = text.match(/[\p{Script=Han}，。；：、（）]|[^\s\p{Script=Han}，。；：、（）]+\s*|\s+/gu) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && measure((line + word).trimEnd()) > room && !/^[，。；：、）]$/.test(word)) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += word;
  }
  lines.push(line.trimEnd());
  if (lines.length > most) {
    let last = lines[most - 1] ?? '';
    while (last !== '' && measure(`${last}…`) > room) {
      last = last.slice(0, -1);
    }
    return [...lines.slice(0, most - 1), `${last.trimEnd()}…`];
  }
  return lines;
}
