import { missingRuns, sevenDays } from './average';
import { linear } from './linear';
import { type Box, type Point, type Wanted, crosses, meet, place } from './labels';
import { type MonthTick, countTicks, monthTicks } from './ticks';

/** A day as it was counted; a count of null means that no sensor delivered. */
export interface Day {
  at: Date;
  count: number | null;
  expected: number | null;
  /** Between these a count is usual. */
  downTo: number | null;
  upTo: number | null;
}

/** Days on which more was counted than expected, the last one excluded. */
export interface Rise {
  id: string;
  from: Date;
  to: Date;
  title: string;
  detail: string;
  /** In place of both where it is marked by a ring. */
  brief: string;
}

export interface Vote {
  id: string;
  at: Date;
  name: string;
  date: string;
}

export interface Daily {
  days: Day[];
  rises: Rise[];
  votes: Vote[];
  /** To which day the axis goes; the last one if nothing is after it. */
  until: Date;
}

export type Measure = (text: string, weight: number) => number;

export interface Label extends Box {
  /** In bold, if not empty; and below it. */
  lines: [string, string];
  anchor: 'start' | 'middle' | 'end';
}

/** Everything that is drawn, in pixels. */
export interface DailyLayout {
  /** What was expected, and what is usual around it; averages of seven days where days are narrow. */
  band: { at: Date; expected: number; downTo: number; upTo: number }[];
  /** Whether nothing is to the right of the lines but their names. */
  named: boolean;
  width: number;
  height: number;
  plot: Box;
  x: (at: Date) => number;
  y: (count: number) => number;
  counts: number[];
  months: MonthTick[];
  average: (number | null)[];
  missing: { box: Box; from: Date; to: Date; named: boolean }[];
  rises: { rise: Rise; box: Box; peak: Point; short: boolean; label?: Label }[];
  votes: { vote: Vote; x: number; top: number; label?: Label }[];
}

export const LINE = 16;
const LABEL = 2 * LINE;
const GAP = 6;
const DAY = 86_400_000;
/** Windows of fewer days are marked by a ring at their peak. */
const SHORT = 5;

export interface Words {
  average: string;
  level: string;
  missing: string;
}

/** Lays a chart out. What a number needs on the left and names on the right is measured. */
export function layDaily(
  data: Daily,
  size: { width: number; height: number },
  measure: Measure,
  words: Words,
  tick: (count: number) => string,
): DailyLayout {
  const narrow = size.width < 560;
  const days = data.days;
  const from = days[0]?.at ?? data.until;
  const highest = Math.max(1, ...days.map((day) => Math.max(day.count ?? 0, day.upTo ?? 0)));
  const counts = countTicks(highest, Math.max(2, Math.round(size.height / 70)));
  const left = Math.ceil(Math.max(...counts.map((count) => measure(tick(count), 400)))) + 10;
  const ahead = data.until > (days[days.length - 1]?.at ?? data.until);
  const right =
    narrow || ahead
      ? 12
      : Math.ceil(Math.max(measure(words.average, 620), measure(words.level, 400))) + 14;
  const rows = voteRows(data.votes, from, data.until, size.width, left, right, measure);
  const top = 10 + rows.height;
  const plot = { x: left, y: top, width: size.width - left - right, height: size.height - top - 42 };
  const x = linear([from.getTime(), data.until.getTime()], [plot.x, plot.x + plot.width]);
  const y = linear([0, counts[counts.length - 1] ?? 1], [plot.y + plot.height, plot.y]);
  const average = sevenDays(days.map((day) => day.count));
  const line = (value: (i: number) => number | null): (Point | null)[] =>
    days.map((day, i) => {
      const at = value(i);
      return at === null ? null : { x: x(day.at.getTime()), y: y(at) };
    });
  const lines = [line((i) => days[i]?.count ?? null), line((i) => average[i] ?? null)];

  const missing = missingRuns(days.map((day) => day.count)).map(([first, last]) => {
    const start = x((days[first]?.at ?? from).getTime() - DAY / 2);
    const end = x((days[last]?.at ?? from).getTime() + DAY / 2);
    const wide = Math.max(5, end - start);
    return {
      box: { x: (start + end - wide) / 2, y: plot.y, width: wide, height: plot.height },
      from: days[first]?.at ?? from,
      to: days[last]?.at ?? from,
      named: false,
    };
  });

  const rises = data.rises
    .filter((rise) => rise.to > from && rise.from < data.until)
    .map((rise) => {
      const start = x(Math.max(rise.from.getTime() - DAY / 2, from.getTime()));
      const end = x(Math.min(rise.to.getTime() - DAY / 2, data.until.getTime()));
      const short = (rise.to.getTime() - rise.from.getTime()) / DAY < SHORT;
      return {
        rise,
        box: { x: start, y: plot.y, width: Math.max(2, end - start), height: plot.height },
        peak: peakOf(days, rise, (day, count) => ({ x: x(day.getTime()), y: y(count) })),
        short,
      };
    });

  const posts = rows.placed.map(({ x: at, top: height }) => [
    { x: at, y: height },
    { x: at, y: plot.y + plot.height },
  ]);
  const taken = {
    boxes: missing.map((run) => run.box),
    lines: [
      ...lines,
      ...posts,
      // The edges of windows: a label is beside one or within, and not across.
      ...rises
        .filter((each) => !each.short)
        .flatMap(({ box }) => [
          [
            { x: box.x, y: box.y },
            { x: box.x, y: box.y + box.height },
          ],
          [
            { x: box.x + box.width, y: box.y },
            { x: box.x + box.width, y: box.y + box.height },
          ],
        ]),
    ],
  };
  const wanted: Wanted[] = rises.map((each) => {
    const width = Math.ceil(
      each.short
        ? measure(each.rise.brief, 400)
        : Math.max(measure(each.rise.title, 620), measure(each.rise.detail, 400)),
    );
    const height = each.short ? LINE : LABEL;
    return { id: each.rise.id, width, height, places: placesOf(each, width, height, plot) };
  });
  const placed = place(wanted, taken, plot);

  return {
    band: bandOf(days, plot.width / days.length < 4),
    named: !narrow && !ahead,
    width: size.width,
    height: size.height,
    plot,
    x: (at) => x(at.getTime()),
    y,
    counts,
    months: monthTicks(from, data.until, plot.width, narrow ? 44 : 62),
    average,
    missing: nameMissing(missing, placed, lines, measure(words.missing, 400), plot),
    rises: rises.map((each) => {
      const box = placed.get(each.rise.id);
      return box === undefined
        ? each
        : {
            ...each,
            label: {
              ...box,
              lines: each.short ? ['', each.rise.brief] : [each.rise.title, each.rise.detail],
              anchor: box.x + box.width <= each.peak.x ? ('end' as const) : ('start' as const),
            },
          };
    }),
    votes: rows.placed,
  };
}

function bandOf(days: Day[], smooth: boolean): DailyLayout['band'] {
  const over = (values: (number | null)[]) => (smooth ? sevenDays(values) : values);
  const expected = over(days.map((day) => day.expected));
  const downTo = over(days.map((day) => day.downTo));
  const upTo = over(days.map((day) => day.upTo));
  return days.flatMap((day, i) => {
    const level = expected[i];
    const low = downTo[i];
    const high = upTo[i];
    return level == null || low == null || high == null
      ? []
      : [{ at: day.at, expected: level, downTo: Math.max(0, low), upTo: high }];
  });
}

function peakOf(days: Day[], rise: Rise, to: (day: Date, count: number) => Point): Point {
  let peak: Day | undefined;
  for (const day of days) {
    if (
      day.at >= rise.from &&
      day.at < rise.to &&
      day.count !== null &&
      (peak === undefined || day.count > (peak.count ?? 0))
    ) {
      peak = day;
    }
  }
  return to(peak?.at ?? rise.from, peak?.count ?? 0);
}

/** Beside a window or a peak, from the height of its peak downwards, then upwards. */
function placesOf(
  each: { box: Box; peak: Point; short: boolean },
  width: number,
  height: number,
  plot: Box,
): Point[] {
  const start = each.short ? each.peak.x - 8 : each.box.x - GAP;
  const end = each.short ? each.peak.x + 8 : each.box.x + each.box.width + GAP;
  const first = Math.max(plot.y, each.peak.y - (each.short ? LINE / 2 : 0));
  const heights: number[] = [];
  for (let y = first; y <= plot.y + plot.height - height; y += 8) {
    heights.push(y);
  }
  for (let y = first - 8; y >= plot.y; y -= 8) {
    heights.push(y);
  }
  const above = { x: each.peak.x - width / 2, y: each.peak.y - height - 10 };
  const near = heights.slice(0, 6);
  const far = heights.slice(6);
  const sides = (ys: number[]) => [
    ...ys.map((y) => ({ x: start - width, y })),
    ...ys.map((y) => ({ x: end, y })),
  ];
  // A ring's name is beside it or above it, or nobody would know whose it is.
  return each.short ? [...sides(near.slice(0, 3)), above] : [...sides(near), above, ...sides(far)];
}

function nameMissing(
  runs: DailyLayout['missing'],
  placed: Map<string, Box>,
  lines: (Point | null)[][],
  width: number,
  plot: Box,
): DailyLayout['missing'] {
  const boxes = [...placed.values()];
  return runs.map((run) => {
    const box = {
      x: run.box.x + run.box.width / 2 - width / 2,
      y: plot.y + plot.height - LINE - 2,
      width,
      height: LINE,
    };
    const free =
      box.x >= plot.x &&
      box.x + width <= plot.x + plot.width &&
      !boxes.some((other) => meet(box, other)) &&
      !lines.some((line) => crosses(line, box));
    if (!free) {
      return run;
    }
    boxes.push(box);
    return { ...run, named: true, box: { ...run.box, height: run.box.height - LINE - 6 } };
  });
}

/** Names of votes above the plot: in the middle of their line, or beside it, or in a row above. */
function voteRows(
  votes: Vote[],
  from: Date,
  until: Date,
  width: number,
  left: number,
  right: number,
  measure: Measure,
): { height: number; placed: DailyLayout['votes'] } {
  const x = linear([from.getTime(), until.getTime()], [left, width - right]);
  const shown = votes.filter((vote) => vote.at >= from && vote.at <= until);
  if (shown.length === 0) {
    return { height: 0, placed: [] };
  }
  const row = LABEL + GAP;
  const bounds = { x: 0, y: 0, width, height: 3 * row };
  const boxes: Box[] = [];
  const found: { vote: Vote; at: number; box: Box | undefined }[] = [];
  for (const vote of shown) {
    const at = x(vote.at.getTime());
    const wide = Math.ceil(Math.max(measure(vote.name, 620), measure(vote.date, 400)));
    // A line begins at its name, so rows above that are free. Of those to come, nothing is known yet: they may go all
    // the way up, or, if no place is free of that, begin at the lowest row.
    const lines = (unknown: number) =>
      shown
        .filter((other) => other !== vote)
        .map((other) => {
          const left = x(other.at.getTime());
          const name = found.find((each) => each.vote === other)?.box;
          return [
            { x: left, y: name === undefined ? unknown : name.y },
            { x: left, y: bounds.height },
          ];
        });
    const places = [0, 1, 2].flatMap((above) => {
      const y = bounds.height - (above + 1) * row;
      return [
        { x: at - wide / 2, y },
        { x: Math.max(0, Math.min(width - wide, at - wide / 2)), y },
        { x: at - wide - GAP, y },
        { x: at + GAP, y },
      ];
    });
    const wanted = [{ id: vote.id, width: wide, height: LABEL, places }];
    const box =
      place(wanted, { boxes, lines: lines(0) }, bounds).get(vote.id) ??
      place(wanted, { boxes, lines: lines(bounds.height - row) }, bounds).get(vote.id);
    if (box !== undefined) {
      boxes.push(box);
    }
    found.push({ vote, at, box });
  }
  const highest = Math.min(bounds.height - row, ...boxes.map((box) => box.y));
  return {
    height: bounds.height - highest,
    placed: found.map(({ vote, at, box }) => {
      if (box === undefined) {
        return { vote, x: at, top: bounds.height - highest };
      }
      const middle = box.x < at && at < box.x + box.width;
      const y = box.y - highest;
      return {
        vote,
        x: at,
        top: middle ? y + LABEL + 4 : y,
        label: {
          ...box,
          y,
          lines: [vote.name, vote.date] as [string, string],
          anchor: middle ? ('middle' as const) : box.x >= at ? ('start' as const) : ('end' as const),
        },
      };
    }),
  };
}
