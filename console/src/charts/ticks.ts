import { ticks } from 'd3-array';

/** A step of a time axis: where it is, whether a month begins there, and whether its year is said. */
export interface MonthTick {
  at: Date;
  month: boolean;
  year: boolean;
}

const STEPS = [1, 2, 3, 6, 12];

/** First days of months, so far apart that their names have room. */
export function monthTicks(from: Date, to: Date, width: number, room: number): MonthTick[] {
  const months =
    (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth() + 1;
  const fitting = Math.max(1, Math.floor(width / room));
  const step = STEPS.find((each) => months / each <= fitting) ?? 12 * Math.ceil(months / 12 / fitting);
  const result: MonthTick[] = [];
  const first = from.getUTCDate() === 1 ? from.getUTCMonth() : from.getUTCMonth() + 1;
  for (let m = Math.ceil(first / step) * step; ; m += step) {
    const at = new Date(Date.UTC(from.getUTCFullYear(), m, 1));
    if (at > to) {
      break;
    }
    result.push({ at, month: true, year: at.getUTCMonth() === 0 });
  }
  if (months <= 5 && width / months > 2 * room) {
    addMiddles(result, from, to);
  }
  const one = result.find((tick) => tick.month);
  if (one !== undefined && !result.some((tick) => tick.year)) {
    one.year = true;
  }
  return result;
}

/** The fifteenths between the firsts. */
function addMiddles(ticks: MonthTick[], from: Date, to: Date): void {
  for (let m = from.getUTCMonth(); ; m++) {
    const at = new Date(Date.UTC(from.getUTCFullYear(), m, 15));
    if (at > to) {
      break;
    }
    if (at >= from) {
      ticks.push({ at, month: false, year: false });
    }
  }
  ticks.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Round steps from 0 to the first that holds the largest value, and no fewer than two. */
export function countTicks(largest: number, fitting: number): number[] {
  const steps = ticks(0, Math.max(largest, 1), Math.max(2, fitting)).filter(Number.isInteger);
  const [zero = 0, one = 1] = steps;
  const last = steps[steps.length - 1] ?? 1;
  return last < largest ? [...steps, last + (one - zero)] : steps;
}
