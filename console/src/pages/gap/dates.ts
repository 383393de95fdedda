import { locale } from '../../texts/formats';

export { day } from '../../texts/formats';

/** Jan 2032 */
export function monthAndYear(at: string | Date): string {
  return new Intl.DateTimeFormat(locale(), { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(at));
}
