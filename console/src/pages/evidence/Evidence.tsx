import { Page } from '../../parts/Page';
import { t } from '../../texts/texts';

export default function Evidence() {
  return <Page title={t('shell.page.evidence')}>{null}</Page>;
}
