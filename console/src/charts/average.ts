/**
 * The average of seven days around each; null where fewer than four of them are known. What is missing is left out, and
 * never taken for zero.
 */
export function sevenDays(counts: (number | null)[]): (number | null)[] {
  return counts.map((own, i) => {
    if (own === null) {
      return null;
    }
    const known = counts.slice(Math.max(0, i - 3), i + 4).filter((each) => each !== null);
    return known.length < 4 ? null : known.reduce((sum, each) => sum + each, 0) / known.length;
  });
}

/** Runs of days of which nothing is known: first and last, inclusive. */
export function missingRuns(counts: (number | null)[]): [number, number][] {
  const runs: [number, number][] = [];
  counts.forEach((count, i) => {
    const last = runs[runs.length - 1];
    if (count === null) {
      if (last !== undefined && last[1] === i - 1) {
        last[1] = i;
      } else {
        runs.push([i, i]);
      }
    }
  });
  return runs;
}
