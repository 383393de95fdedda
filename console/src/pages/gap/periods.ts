/** Whole periods of the calendar. */
export interface Period {
  from: string;
  to: string;
}

export const LENGTHS = ['1', '3', '12'] as const;
export type Length = (typeof LENGTHS)[number];

const months = (at: Date) => at.getUTCFullYear() * 12 + at.getUTCMonth();

/** The first day of a month, of all months since the year 0. */
const first = (month: number) =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01T00:00:00Z`;

/**
 * The last ones, the last first. A party is told of a window once, and of none that overlaps with it: so quarters are
 * those of the calendar, side by side. The running one is offered to those who may see it again and again.
 */
export function periods(length: Length, count: number, now: Date, running: boolean): Period[] {
  const step = Number(length);
  const next = months(now) + (running ? 1 : 0);
  const end =
    length === '12' ? next : running ? Math.ceil(next / step) * step : Math.floor(next / step) * step;
  return Array.from({ length: count }, (_, i) => ({
    from: first(end - (i + 1) * step),
    to: first(end - i * step),
  }));
}

/** How many months it has; the usual length for one that was written by hand. */
export function lengthOf({ from, to }: Period): Length {
  const between = months(new Date(to)) - months(new Date(from));
  return LENGTHS.find((each) => Number(each) === between) ?? '3';
}
