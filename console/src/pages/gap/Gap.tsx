import { Page } from '../../parts/Page';
import { t } from '../../texts/texts';

export default function Gap() {
  return <Page title={t('shell.page.gap')}>{null}</Page>;
}
