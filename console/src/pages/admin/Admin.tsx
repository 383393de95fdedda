import { Page } from '../../parts/Page';
import { t } from '../../texts/texts';

export default function Admin() {
  return <Page title={t('shell.page.admin')}>{null}</Page>;
}
