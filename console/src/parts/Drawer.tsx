import { type ReactNode, useEffect, useRef } from 'react';
import { useKeys } from '../shell/keys';
import { t } from '../texts/texts';

interface Properties {
  title: ReactNode;
  /** What screen readers call it. */
  name: string;
  close: () => void;
  children: ReactNode;
}

/** What is known of one row of a list, beside the list. Escape closes it; j and k go on to other rows. */
export function Drawer({ title, name, close, children }: Properties) {
  const frame = useRef<HTMLElement>(null);
  useKeys({ Escape: close });
  useEffect(() => {
    const before = document.activeElement;
    frame.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus({ preventScroll: true });
      }
    };
  }, []);
  return (
    <aside ref={frame} className="drawer" aria-label={name} tabIndex={-1}>
      <header>
        <h2>{title}</h2>
        <button type="button" className="button quiet no-print" onClick={close}>
          {t('shell.close')}
        </button>
      </header>
      {children}
    </aside>
  );
}
