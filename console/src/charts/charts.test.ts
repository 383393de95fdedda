import { describe, expect, it } from 'vitest';
import { missingRuns, sevenDays } from './average';
import { type Day, layDaily } from './daily';
import { csv } from './download';
import { type Box, crosses, meet, place } from './labels';
import { linear } from './linear';
import { countTicks, monthTicks } from './ticks';

const DAY = 86_400_000;
const within: Box = { x: 0, y: 0, width: 200, height: 100 };
const date = (text: string) => new Date(`${text}T00:00:00Z`);

/** A generator of numbers in [0, 1) that a failure names by its seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('steps of counts', () => {
  it.each([0, 1, 7, 999, 1_240_000, 2_340_000])('begin at 0 and reach %d', (largest) => {
    const steps = countTicks(largest, 6);
    expect(steps[0]).toBe(0);
    expect(steps[steps.length - 1]).toBeGreaterThanOrEqual(largest);
    expect(steps.length).toBeGreaterThanOrEqual(2);
    expect(steps.every(Number.isInteger)).toBe(true);
  });
});

describe('steps of months', () => {
  it('have room for their names at every width', () => {
    for (const width of [200, 320, 640, 1200]) {
      const ticks = monthTicks(date('2030-03-01'), date('2032-02-29'), width, 62);
      const x = linear([date('2030-03-01').getTime(), date('2032-02-29').getTime()], [0, width]);
      for (let i = 1; i < ticks.length; i++) {
        const apart = x(ticks[i]!.at.getTime()) - x(ticks[i - 1]!.at.getTime());
        expect(apart).toBeGreaterThan(55);
      }
      expect(ticks.some((tick) => tick.year)).toBe(true);
    }
  });

  it('name the year once where no January is shown', () => {
    const ticks = monthTicks(date('2030-03-05'), date('2030-06-20'), 600, 62);
    expect(ticks.filter((tick) => tick.month).map((tick) => [tick.at.getUTCMonth(), tick.year])).toEqual([
      [3, true],
      [4, false],
      [5, false],
    ]);
  });
});

describe('seven days', () => {
  it('leave out what is missing, and never take it for zero', () => {
    expect(sevenDays([7, 7, 7, null, 7, 7, 7, 7])[4]).toBe(7);
    expect(sevenDays([7, 7, 7, null, 7, 7, 7, 7])[3]).toBeNull();
  });

  it('say nothing of fewer than four known days', () => {
    expect(sevenDays([1, null, null, null, null, 1])[0]).toBeNull();
  });

  it('have their missing runs found with first and last day', () => {
    expect(missingRuns([null, 1, null, null, 2, null])).toEqual([
      [0, 0],
      [2, 3],
      [5, 5],
    ]);
  });
});

describe('labels', () => {
  it('cover neither a line nor each other, on 200 seeded charts', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const next = numbers(seed);
      const line = Array.from({ length: 60 }, (_, i) => ({ x: (i * 200) / 59, y: next() * 100 }));
      const wanted = Array.from({ length: 6 }, (_, id) => ({
        id: String(id),
        width: 20 + next() * 30,
        height: 12,
        places: Array.from({ length: 40 }, () => ({ x: next() * 180, y: next() * 90 })),
      }));
      const boxes = [...place(wanted, { boxes: [], lines: [line] }, within).values()];
      for (const box of boxes) {
        expect(crosses(line, box), `seed ${seed}`).toBe(false);
        expect(boxes.filter((other) => other !== box && meet(box, other)), `seed ${seed}`).toEqual([]);
      }
    }
  });

  it('see a spike that passes between two corners', () => {
    const spike = [{ x: 50, y: 100 }, { x: 51, y: 0 }, { x: 52, y: 100 }];
    expect(crosses(spike, { x: 40, y: 40, width: 30, height: 12 })).toBe(true);
    expect(crosses(spike, { x: 60, y: 40, width: 30, height: 12 })).toBe(false);
  });

  it('are left out where nothing is free', () => {
    const wanted = [{ id: 'a', width: 150, height: 90, places: [{ x: 10, y: 5 }] }];
    expect(place(wanted, { boxes: [within], lines: [] }, within).size).toBe(0);
  });
});

describe('a chart of days', () => {
  const days: Day[] = Array.from({ length: 730 }, (_, i) => ({
    at: new Date(date('2030-03-01').getTime() + i * DAY),
    count: i >= 300 && i < 303 ? null : i === 200 ? 190 : i > 640 && i < 690 ? 180 : 80 + (i % 7),
    expected: i < 300 ? null : 83,
    downTo: i < 300 ? null : 71,
    upTo: i < 300 ? null : 95,
  }));
  const at = (i: number) => days[i]!.at;
  const layout = layDaily(
    {
      days,
      rises: [
        { id: 'ramp', from: at(640), to: at(690), title: '2.0× expected', detail: '+40M in 50 days', brief: '' },
        { id: 'burst', from: at(200), to: at(201), title: '2.2× expected', detail: '+1M', brief: '17 Sep: 2.2×' },
      ],
      votes: [
        { id: 'a', at: at(680), name: 'Federation election', date: '9 Jan 2032' },
        { id: 'b', at: at(700), name: 'Harbour assembly election', date: '29 Jan 2032' },
      ],
      until: at(729),
    },
    { width: 1000, height: 396 },
    (text) => text.length * 6.5,
    { average: '7-day average', level: 'Expected', missing: 'No data' },
    String,
  );

  it('hatches what is missing, and joins nothing over it', () => {
    expect(layout.missing).toHaveLength(1);
    expect(layout.average.slice(300, 303)).toEqual([null, null, null]);
  });

  it('names each vote without covering another or its line', () => {
    const [a, b] = layout.votes;
    expect(a?.label && b?.label && meet(a.label, b.label)).toBe(false);
    expect(layout.votes.every((vote) => vote.top < layout.plot.y)).toBe(true);
  });

  it('lets no line of a vote cross the name of another, however narrow', () => {
    for (const width of [330, 420, 560, 900]) {
      const { votes, plot } = layDaily(
        {
          days,
          rises: [],
          votes: [400, 560, 640, 729].map((i) => ({ id: String(i), at: at(i), name: 'Council election', date: '9 Jan 2032' })),
          until: at(729),
        },
        { width, height: 300 },
        (text) => text.length * 6.5,
        { average: '', level: '', missing: '' },
        String,
      );
      for (const { x, top } of votes) {
        const line = [{ x, y: top }, { x, y: plot.y + plot.height }];
        const others = votes.flatMap((vote) => (vote.x === x || vote.label === undefined ? [] : [vote.label]));
        expect(others.filter((label) => crosses(line, label)), `${width}`).toEqual([]);
      }
    }
  });

  it('names rises beside their lines', () => {
    const counts = days.map((day) =>
      day.count === null ? null : { x: layout.x(day.at), y: layout.y(day.count) },
    );
    const labels = layout.rises.flatMap((rise) => (rise.label === undefined ? [] : [rise.label]));
    expect(labels).toHaveLength(2);
    for (const label of labels) {
      expect(crosses(counts, label)).toBe(false);
    }
  });

  it('marks what is short by a ring and the rest by a window', () => {
    expect(layout.rises.map((rise) => rise.short)).toEqual([false, true]);
  });
});

describe('a file of the rows', () => {
  it('quotes what must be quoted, and lets no spreadsheet calculate', () => {
    expect(csv([['a,b', '=1+1', 'say "x"', null, 5]])).toBe('"a,b",\'=1+1,"say ""x""",,5\r\n');
  });
});
