import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';

type Values = Record<string, string>;

/**
 * What a page shows, as its address says: every filter, date and choice is a parameter there, and what is usual is left
 * out. So a link to a view is the view.
 */
export function useView<T extends Values>(usual: T): [T, (change: Partial<T>) => void] {
  const search = useSearch({ strict: false }) as Values;
  const navigate = useNavigate();
  const written = JSON.stringify(search);
  const view = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(usual).map(([name, value]) => [name, search[name] ?? value]),
      ) as T,
    // The address decides; what is usual is a constant of the page.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [written],
  );
  const change = (changed: Partial<T>) => {
    const next: Values = { ...search };
    for (const [name, value] of Object.entries(changed)) {
      if (value === undefined || value === usual[name]) {
        delete next[name];
      } else {
        next[name] = value as string;
      }
    }
    void navigate({ to: '.', search: next as never, replace: true, resetScroll: false });
  };
  return [view, change];
}

/** A value once it has not changed for some milliseconds, so that not every letter is asked for. */
export function useSettled(value: string, milliseconds = 300): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
