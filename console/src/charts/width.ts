import { type RefObject, useLayoutEffect, useState, useSyncExternalStore } from 'react';

/** As wide as paper is, in the pixels of a printed page. */
const PAPER = 700;

/** How wide what has a name was when it was last shown; nothing once the window is of another size. */
const before = new Map<string, number>();
window.addEventListener('resize', () => before.clear());

/**
 * The width that an element has now; measured anew when it changes, and for print. What is shown again under its name is
 * taken to be as wide as it was, so that the page is not laid out twice only to learn that.
 */
export function useWidth(of: RefObject<HTMLElement | null>, name: string): number {
  const [width, setWidth] = useState(() => before.get(name) ?? 0);
  useLayoutEffect(() => {
    const element = of.current;
    if (element === null) {
      return;
    }
    const measure = () => {
      const now = Math.floor(element.getBoundingClientRect().width);
      before.set(name, now);
      setWidth(now);
    };
    if (!before.has(name)) {
      measure();
    }
    // It tells the width once the page is laid out, and then whenever it changes.
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const paper = matchMedia('print');
    const print = () => (paper.matches ? setWidth(PAPER) : measure());
    paper.addEventListener('change', print);
    return () => {
      observer.disconnect();
      paper.removeEventListener('change', print);
    };
  }, [of, name]);
  return width;
}

let loads = 0;

/** Changes when a font has come, as texts are then of another width. */
export function useFonts(): number {
  return useSyncExternalStore(
    (listener) => {
      const loaded = () => {
        loads++;
        listener();
      };
      document.fonts.addEventListener('loadingdone', loaded);
      return () => document.fonts.removeEventListener('loadingdone', loaded);
    },
    () => loads,
  );
}
