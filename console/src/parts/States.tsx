import type { ReactNode } from 'react';
import { Refused } from '../api/client';
import { t } from '../texts/texts';
import { Copy } from './Copy';

export function Waiting() {
  return (
    <p className="waiting" role="status">
      {t('parts.waiting')}
    </p>
  );
}

/** Why something cannot be shown, and what to do. */
export function Problem({ error, again }: { error: Error; again?: () => void }) {
  const refused = error instanceof Refused;
  return (
    <div className="card problem" role="alert">
      <div className="empty">
        <b>{refused ? error.message : t('parts.unreachable')}</b>
        <span>{refused ? error.remedy : t('parts.unreachable.remedy')}</span>
        {again !== undefined && (
          <button type="button" className="button" onClick={again}>
            {t('parts.again')}
          </button>
        )}
      </div>
    </div>
  );
}

interface EmptyProperties {
  title: string;
  children?: ReactNode;
  /** What to type to have something here. */
  commands?: string[];
}

/** Nothing yet, and what to do about it. */
export function Empty({ title, children, commands = [] }: EmptyProperties) {
  return (
    <div className="empty">
      <b>{title}</b>
      {children !== undefined && <span>{children}</span>}
      {commands.map((command) => (
        <Command key={command} text={command} />
      ))}
    </div>
  );
}

/** A command to copy. */
export function Command({ text }: { text: string }) {
  return (
    <span className="command">
      {/* Scrolled by key where it is longer than the page is wide. */}
      <code tabIndex={0}>{text}</code>
      <Copy text={text} />
    </span>
  );
}
