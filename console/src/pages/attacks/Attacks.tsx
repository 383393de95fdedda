import { Page } from '../../parts/Page';
import { t } from '../../texts/texts';

export default function Attacks() {
  return <Page title={t('shell.page.attacks')}>{null}</Page>;
}
