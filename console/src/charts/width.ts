import { type RefObject, useLayoutEffect, useState, useSyncExternalStore } from 'react';

/** As wide as paper is, in the pixels of a printed page. */
const PAPER = 700;

/** The width that an element has now; measured anew when it changes, and for print. */
export function useWidth(of: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = of.current;
    if (element === null) {
      return;
    }
    const measure = () => setWidth(Math.floor(element.getBoundingClientRect().width));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const paper = matchMedia('print');
    const print = () => (paper.matches ? setWidth(PAPER) : measure());
    paper.addEventListener('change', print);
    return () => {
      observer.disconnect();
      paper.removeEventListener('change', print);
    };
  }, [of]);
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
