import { useSyncExternalStore } from 'react';
import en from './en';

/**
 * What the console says, in the reader's language. A language is a folder of JSON files, one for each page; what one
 * lacks is said in English.
 */
type Said = string | { one?: string; other: string };
type Pages = Record<string, Record<string, Said>>;
type English = typeof en;

/** Such as 'surges.title': the page, and what of it. */
export type Key = {
  [Page in keyof English & string]: `${Page}.${keyof English[Page] & string}`;
}[keyof English & string];

/** Numbers that choose the plural are called n. */
export type Filled = Record<string, string | number>;

interface Language {
  /** In itself. */
  name: string;
  load: () => Promise<Pages>;
}

const LANGUAGES = {
  en: { name: 'English', load: () => Promise.resolve(en as Pages) },
  'zh-Hant': {
    name: '繁體中文',
    load: async () => {
      const [texts] = await Promise.all([
        import('./zh-Hant'),
        import('@fontsource-variable/noto-sans-tc/wght.css'),
      ]);
      return texts.default as Pages;
    },
  },
} satisfies Record<string, Language>;

export type Tag = keyof typeof LANGUAGES;

export const TAGS = Object.keys(LANGUAGES) as Tag[];

const KEPT = 'language';

let tag: Tag = 'en';
let texts: Pages = en as Pages;
const listeners = new Set<() => void>();

/** The language chosen before, or the first of the browser's that there is. */
export function preferred(kept: string | null, wanted: readonly string[]): Tag {
  if (kept !== null && kept in LANGUAGES) {
    return kept as Tag;
  }
  for (const each of wanted) {
    if (/^zh-(hant|tw|hk|mo)/i.test(each)) {
      return 'zh-Hant';
    }
    if (/^en/i.test(each)) {
      return 'en';
    }
  }
  return 'en';
}

/** Speaks this language from now on. */
export async function speak(wanted: Tag, keep = true): Promise<void> {
  texts = await LANGUAGES[wanted].load();
  tag = wanted;
  document.documentElement.lang = wanted;
  if (keep) {
    localStorage.setItem(KEPT, wanted);
  }
  listeners.forEach((listener) => listener());
}

export function startSpeaking(): Promise<void> {
  return speak(preferred(localStorage.getItem(KEPT), navigator.languages), false);
}

export function languageName(of: Tag): string {
  return LANGUAGES[of].name;
}

/** The language spoken now. */
export function language(): Tag {
  return tag;
}

export function useLanguage(): Tag {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => tag,
  );
}

/** What a key says, with {names} filled in. */
export function t(key: Key, filled: Filled = {}): string {
  return say(key, filled, texts, tag);
}

/** As {@link t}, for a key that is made of data, such as a role's name; the data itself if nothing is said of it. */
export function named(page: keyof English, prefix: string, word: string): string {
  const key = prefix + word;
  const known = texts[page]?.[key] ?? (en as Pages)[page]?.[key];
  return known === undefined ? word : say(`${page}.${key}`, {}, texts, tag);
}

const plurals = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

/** Made once for a key, such as a language: that takes longer than all that is then said by it on a page. */
export function made<T>(of: Map<string, T>, key: string, make: (key: string) => T): T {
  const known = of.get(key) ?? make(key);
  of.set(key, known);
  return known;
}

export function say(key: string, filled: Filled, from: Pages, inTag: string): string {
  const dot = key.indexOf('.');
  const page = key.slice(0, dot);
  const what = key.slice(dot + 1);
  const said = from[page]?.[what];
  const known = said ?? (en as Pages)[page]?.[what];
  if (known === undefined) {
    return key;
  }
  const n = Number(filled.n);
  const text =
    typeof known === 'string'
      ? known
      : made(plurals, said === undefined ? 'en' : inTag, (each) => new Intl.PluralRules(each)).select(n) === 'one'
        ? (known.one ?? known.other)
        : known.other;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = filled[name];
    return value === undefined
      ? whole
      : typeof value === 'number'
        ? made(numbers, inTag, (each) => new Intl.NumberFormat(each)).format(value)
        : value;
  });
}
