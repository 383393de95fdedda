import { useFinding } from '../../api/findings';
import { may, useMe } from '../../api/session';
import { Choice } from '../../parts/Choice';
import { Page } from '../../parts/Page';
import { Empty } from '../../parts/States';
import { useView } from '../../shell/view';
import { t } from '../../texts/texts';
import './admin.css';
import { Connectors } from './Connectors';
import { Health } from './Health';
import { Keeping } from './Keeping';
import { People } from './People';
import { Settings } from './Settings';
import { Tokens } from './Tokens';

const TABS = ['health', 'people', 'tokens', 'connectors', 'keeping', 'settings'] as const;
type Tab = (typeof TABS)[number];

const SHOWN: Record<Tab, () => React.ReactNode> = {
  health: () => <Health />,
  people: () => <People />,
  tokens: () => <Tokens />,
  connectors: () => <Connectors />,
  keeping: () => <Keeping />,
  settings: () => <Settings />,
};

/** What the operator should know before it hurts, and whom and what the server serves. */
export default function Admin() {
  const who = useMe();
  const allowed = may(who, 'operator');
  const [view, change] = useView({ tab: 'health' });
  const found = useFinding('health', {}, allowed);
  if (!allowed) {
    return (
      <Page title={t('shell.page.admin')}>
        <div className="card">
          <Empty title={t('admin.no-role')} commands={['cwatch user link']}>
            {t('admin.no-role.remedy')}
          </Empty>
        </div>
      </Page>
    );
  }
  const tab = TABS.find((each) => each === view.tab) ?? 'health';
  return (
    <Page title={found?.title ?? t('shell.page.admin')} subtitle={found?.subtitle}>
      <div className="buttons no-print">
        <Choice
          label={t('admin.tabs')}
          chosen={tab}
          choose={(each) => change({ tab: each })}
          options={TABS.map((value) => ({ value, name: t(`admin.tab.${value}`) }))}
        />
      </div>
      {SHOWN[tab]()}
    </Page>
  );
}
