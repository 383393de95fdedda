import { Page } from '../parts/Page';
import { t } from '../texts/texts';

/** In place of a page that could not be loaded or shown. */
export function Broken({ error }: { error: unknown }) {
  return (
    <Page title={t('shell.broken')}>
      <div className="card problem" role="alert">
        <div className="empty">
          <span>{t('shell.broken.remedy')}</span>
          <button type="button" className="button main" onClick={() => window.location.reload()}>
            {t('shell.broken.reload')}
          </button>
          <code>{error instanceof Error ? error.message : String(error)}</code>
        </div>
      </div>
    </Page>
  );
}
