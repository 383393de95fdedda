import { Page } from '../../parts/Page';
import { t } from '../../texts/texts';

export default function Overview() {
  return <Page title={t('shell.page.overview')}>{null}</Page>;
}
