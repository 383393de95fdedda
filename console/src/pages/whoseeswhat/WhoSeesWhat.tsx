import { Page } from '../../parts/Page';
import { t } from '../../texts/texts';

export default function WhoSeesWhat() {
  return <Page title={t('shell.page.whoseeswhat')}>{null}</Page>;
}
