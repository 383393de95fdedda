import { Page } from '../../parts/Page';
import { t } from '../../texts/texts';

export default function Indicators() {
  return <Page title={t('shell.page.indicators')}>{null}</Page>;
}
