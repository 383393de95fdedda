import type { ComponentType } from 'react';
import type { Key } from '../texts/texts';

/** A page of the console. Its name is the folder it is in, its texts' file, and the last part of its address. */
export interface PageEntry {
  name: string;
  group: 'watch' | 'share' | 'investigate' | 'system';
  /** After g. */
  key: string;
  load: () => Promise<{ default: ComponentType }>;
}

/** All of them, in the order of the menu. */
export const PAGES: PageEntry[] = [
  { name: 'overview', group: 'watch', key: 'o', load: () => import('./overview/Overview') },
  { name: 'surges', group: 'watch', key: 's', load: () => import('./surges/Surges') },
  { name: 'attacks', group: 'watch', key: 'a', load: () => import('./attacks/Attacks') },
  { name: 'indicators', group: 'watch', key: 'i', load: () => import('./indicators/Indicators') },
  { name: 'who-sees-what', group: 'share', key: 'x', load: () => import('./who-sees-what/WhoSeesWhat') },
  { name: 'standing', group: 'share', key: 'd', load: () => import('./standing/Standing') },
  { name: 'gap', group: 'share', key: 'g', load: () => import('./gap/Gap') },
  { name: 'evidence', group: 'investigate', key: 'e', load: () => import('./evidence/Evidence') },
  { name: 'admin', group: 'system', key: 'h', load: () => import('./admin/Admin') },
];

/**
 * Fetches the files of all pages, so that going to one waits for none. Not before somebody turns to the menu: whoever came
 * for one page only is sent no other.
 */
export function fetchPages(): void {
  for (const page of PAGES) {
    // What fails is asked for again when it is gone to, and told there.
    page.load().catch(() => undefined);
  }
}

/** What the menu calls it. */
export function pageName(page: PageEntry): Key {
  return `shell.page.${page.name}` as Key;
}
