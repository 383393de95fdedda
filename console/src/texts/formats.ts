import { language, made } from './texts';

/** As CLDR calls the language; in English the day comes before the month, as in reports. */
export function locale(): string {
  return { en: 'en-GB', 'zh-Hant': 'zh-TW' }[language()];
}

const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const listFormats = new Map<string, Intl.ListFormat>();

function numbers(name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return made(numberFormats, `${language()} ${name}`, () => new Intl.NumberFormat(language(), options));
}

function dates(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return made(dateFormats, `${language()} ${name} ${options.timeZone ?? ''}`, () => new Intl.DateTimeFormat(locale(), options));
}

/** 1,234,567 */
export function whole(value: number): string {
  return numbers('whole', { maximumFractionDigits: 0 }).format(value);
}

/** 1.23M, 123萬: three figures. */
export function short(value: number): string {
  return numbers('short', {
    notation: 'compact',
    maximumSignificantDigits: 3,
  }).format(value);
}

/** 2.0 */
export function times(value: number): string {
  return numbers('times', {
    minimumFractionDigits: value < 10 ? 1 : 0,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

/** 73 % as the language writes it. */
export function percent(share: number): string {
  return numbers('percent', { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** 14 Jan 2032: a day of the calendar, or the UTC day of an instant. */
export function day(at: string | Date): string {
  return dates('day', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(at));
}

/** 14 Jan */
export function dayOfYear(at: string | Date): string {
  return dates('dayOfYear', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(at),
  );
}

/** Tue, 14 Jan 2032 */
export function weekday(at: string | Date): string {
  return dates('weekday', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(at));
}

/** Jan */
export function month(at: Date): string {
  return dates('month', { month: 'short', timeZone: 'UTC' }).format(at);
}

/** 14 Jan 2032, 13:05 in a zone. */
export function instant(at: string | Date, zone = 'UTC'): string {
  return dates('instant', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(new Date(at));
}

/** a, b and c */
export function list(items: string[]): string {
  return made(listFormats, locale(), (each) => new Intl.ListFormat(each, { type: 'conjunction' })).format(items);
}
