import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from './en';
import { preferred, say } from './texts';
import zh from './zh-Hant';

type Said = string | { one?: string; other: string };
type Pages = Record<string, Record<string, Said>>;

const english = en as Pages;
const chinese = zh as Pages;

const keys = (pages: Pages) =>
  Object.entries(pages).flatMap(([page, texts]) => Object.keys(texts).map((key) => `${page}.${key}`));

const places = (said: Said | undefined) =>
  [...new Set([...JSON.stringify(said ?? '').matchAll(/\{(\w+)\}/g)].map((found) => found[1]))].sort();

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sources(join(folder, entry.name))
      : /\.tsx?$/.test(entry.name) && !/\.test\.|\.d\.ts$/.test(entry.name)
        ? [readFileSync(join(folder, entry.name), 'utf8')]
        : [],
  );
}

describe('what the console says', () => {
  it('is said in every language, with no key missing and none too many', () => {
    expect(keys(chinese).sort()).toEqual(keys(english).sort());
  });

  it('has the same places to fill in every language', () => {
    for (const [page, texts] of Object.entries(english)) {
      for (const [key, said] of Object.entries(texts)) {
        expect(places(chinese[page]?.[key]), `${page}.${key}`).toEqual(places(said));
      }
    }
  });

  it('is not empty, and is all used', () => {
    const code = sources('src').join('\n');
    const unused: string[] = [];
    for (const key of keys(english)) {
      const [page = '', ...rest] = key.split('.');
      const name = rest.join('.');
      expect(JSON.stringify(english[page]?.[name]), key).not.toMatch(/^""$/);
      // A key is written in full, or its beginning with a value after it, or made by named(page, prefix, …).
      const stems = name.split('.').map((_, i, all) => `${all.slice(0, i).join('.')}${i > 0 ? '.' : ''}`);
      const used =
        code.includes(`'${key}'`) ||
        stems.some(
          (stem) =>
            code.includes(`\`${page}.${stem}\${`) ||
            (stem !== '' && code.includes(`named('${page}', '${stem}'`)) ||
            (stem !== '' && code.includes(`'${stem}')`)),
        );
      if (!used) {
        unused.push(key);
      }
    }
    expect(unused).toEqual([]);
  });

  it('says of every setting what the page of settings says', () => {
    const page = readFileSync('../docs/reference/settings.md', 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z-]+)` \| `CWATCH_\w+` \| .* \| (.*) \|$/gm)];
    expect(rows.length).toBeGreaterThan(30);
    for (const [, name, meaning] of rows) {
      expect(english.admin?.[`setting.${name}`]).toBe(meaning);
    }
  });

  it('falls back to English where a language is incomplete', () => {
    const incomplete = { parts: { copy: 'Kopie' } };
    expect(say('parts.copy', {}, incomplete, 'nl')).toBe('Kopie');
    expect(say('parts.copied', {}, incomplete, 'nl')).toBe('Copied');
    expect(say('surges.days', { n: 1 }, incomplete, 'nl')).toBe('1 day');
  });

  it('chooses the plural by the number called n', () => {
    expect(say('surges.days', { n: 1 }, english, 'en')).toBe('1 day');
    expect(say('surges.days', { n: 1200 }, english, 'en')).toBe('1,200 days');
    expect(say('surges.days', { n: 1 }, chinese, 'zh-Hant')).toBe('1 天');
  });

  it('is in the language chosen before, or else in the first of the browser that there is', () => {
    expect(preferred('zh-Hant', ['en'])).toBe('zh-Hant');
    expect(preferred(null, ['fr', 'zh-TW', 'en'])).toBe('zh-Hant');
    expect(preferred('xx', ['fr'])).toBe('en');
  });
});
