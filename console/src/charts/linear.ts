/** The straight line that takes one interval to another; what lies outside goes outside. */
export function linear(
  [from, to]: [number, number],
  [start, end]: [number, number],
): (value: number) => number {
  const slope = to === from ? 0 : (end - start) / (to - from);
  return (value) => start + (value - from) * slope;
}
