import { useEffect, useState } from 'react';
import { t } from '../texts/texts';

interface Properties {
  /** What is copied; by default the address of this view. */
  text?: string;
  /** What the button says before and after. */
  says?: string;
  said?: string;
  className?: string;
}

export function Copy({ text, says, said, className = 'button quiet' }: Properties) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (copied) {
      const timer = setTimeout(() => setCopied(false), 2500);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [copied]);
  return (
    <button
      type="button"
      className={className}
      onClick={() =>
        void navigator.clipboard.writeText(text ?? window.location.href).then(() => setCopied(true))
      }
    >
      <span aria-live="polite">
        {copied ? (said ?? t('parts.copied')) : (says ?? t('parts.copy'))}
      </span>
    </button>
  );
}
