import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Single keys: off while somebody types, in dialogs and menus, and if they were switched off. */
const KEPT = 'single-keys';
const TYPING = 'input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]';

let on = localStorage.getItem(KEPT) !== 'off';
const listeners = new Set<() => void>();

export function switchKeys(): void {
  on = !on;
  localStorage.setItem(KEPT, on ? 'on' : 'off');
  listeners.forEach((listener) => listener());
}

export function useKeysOn(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => on,
  );
}

/** What single keys do while this part is shown; 'g s' is one after the other. */
export function useKeys(keys: Record<string, () => void>): void {
  const now = useRef(keys);
  useEffect(() => {
    now.current = keys;
  });
  useEffect(() => {
    let first = '';
    let pressed = 0;
    const listen = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest(TYPING) !== null;
      if (!on || typing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      const both = event.timeStamp - pressed < 1200 ? `${first} ${event.key}` : '';
      const act = now.current[both] ?? now.current[event.key];
      first = event.key;
      pressed = event.timeStamp;
      if (act !== undefined && !(both.startsWith('g ') && now.current[both] === undefined)) {
        event.preventDefault();
        act();
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
