import { day, dayOfYear } from '../../texts/formats';

/** How many days a surge lasted. */
export function days(rise: { from: string; to: string }): number {
  return Math.round((Date.parse(rise.to) - Date.parse(rise.from)) / 86_400_000);
}

/** Its first and its last day. */
export function span(rise: { from: string; to: string }): string {
  return `${dayOfYear(rise.from)} – ${day(new Date(Date.parse(rise.to) - 1))}`;
}
