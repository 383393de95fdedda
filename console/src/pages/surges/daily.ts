import type { Schema } from '../../api/client';
import type { Daily } from '../../charts/daily';
import { day, dayOfYear, short, times } from '../../texts/formats';
import { t } from '../../texts/texts';
import type { Series, Surges as Found } from './queries';
import { days as lasted } from './spans';

/** What the chart shows: so many days up to the last that was counted, and the votes of some days after it. */
export function daily(
  counted: Series,
  found: Found | undefined,
  votes: Schema<'Election'>[],
  range: number,
  beyond: number = range * 0.1,
): Daily {
  const periods = counted.periods.slice(-range);
  const last = new Date(periods[periods.length - 1]?.start ?? 0);
  const ahead = votes
    .map((vote) => new Date(vote.date))
    .filter((at) => at > last && at.getTime() < last.getTime() + beyond * 86_400_000)
    .sort((a, b) => b.getTime() - a.getTime());
  return {
    days: periods.map((period) => ({
      at: new Date(period.start),
      count: period.sensors === 0 ? null : period.count,
      expected: period.expected,
      downTo: period.downTo,
      upTo: period.upTo,
    })),
    // The largest first: they are named first.
    rises: (found?.surges ?? [])
      .slice()
      .sort((a, b) => b.excess - a.excess)
      .map((rise) => ({
        id: rise.from.slice(0, 10),
        from: new Date(rise.from),
        to: new Date(rise.to),
        title: t('surges.times', { times: times(rise.ratio) }),
        brief: t('surges.brief', { day: dayOfYear(rise.from), times: times(rise.ratio) }),
        detail: t('surges.more', { excess: short(rise.excess), n: lasted(rise) }),
      })),
    votes: votes.map((vote) => ({
      id: vote.id,
      at: new Date(vote.date),
      name: vote.name,
      date: day(vote.date),
    })),
    until: ahead[0] === undefined ? last : new Date(ahead[0].getTime() + 3 * 86_400_000),
  };
}
