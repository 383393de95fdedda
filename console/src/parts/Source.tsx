import type { ReactNode } from 'react';
import { instant } from '../texts/formats';
import { t } from '../texts/texts';
import { Copy } from './Copy';

interface Properties {
  /** The counting rule. */
  rule?: string;
  /** The editions of the rules that decided. */
  rules?: string;
  zone?: string;
  known?: string;
  /** What else must be said, such as what is missing. */
  children?: ReactNode;
  /** Freezes the view's dates, or lets them move again. */
  pin?: { pinned: boolean; set: (pinned: boolean) => void };
}

/** One line below what is shown: by which rule, in which zone, as of when, and a link to exactly this. */
export function Source({ rule, rules, zone = 'UTC', known, children, pin }: Properties) {
  return (
    <div className="source">
      {rule !== undefined && <span>{t('parts.rule', { rule })}</span>}
      {rules !== undefined && <span>{t('parts.rules', { rules })}</span>}
      <span>{t('parts.zone', { zone })}</span>
      {known !== undefined && <span>{t('parts.known', { at: instant(known, zone) })}</span>}
      {children}
      <span className="last no-print buttons">
        {pin !== undefined && (
          <button
            type="button"
            className="linkish"
            aria-pressed={pin.pinned}
            title={t('parts.pin.note')}
            onClick={() => pin.set(!pin.pinned)}
          >
            {t(pin.pinned ? 'parts.unpin' : 'parts.pin')}
          </button>
        )}
        <Copy className="linkish" says={t('parts.link')} said={t('parts.link.copied')} />
      </span>
    </div>
  );
}
