import { Page } from '../../parts/Page';
import { t } from '../../texts/texts';

export default function Standing() {
  return <Page title={t('shell.page.standing')}>{null}</Page>;
}
