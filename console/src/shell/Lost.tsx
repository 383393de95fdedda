import { Page } from '../parts/Page';
import { t } from '../texts/texts';

export function Lost() {
  return (
    <Page title={t('shell.lost')}>
      <p className="note">{t('shell.lost.remedy')}</p>
    </Page>
  );
}
