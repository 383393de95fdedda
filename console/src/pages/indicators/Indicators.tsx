import { useQuery } from '@tanstack/react-query';
import { may, useMe } from '../../api/session';
import { Choice } from '../../parts/Choice';
import { Page } from '../../parts/Page';
import { Empty, Problem, Waiting } from '../../parts/States';
import { useView } from '../../shell/view';
import { whole } from '../../texts/formats';
import { t } from '../../texts/texts';
import './indicators.css';
import { Objects } from './Objects';
import { Paste } from './Paste';
import { Proposals } from './Proposals';
import { TOLD, collections, counts, proposals } from './queries';

const USUAL = { tab: 'campaigns', q: '', object: '' };
export type View = typeof USUAL;
type Tab = 'campaigns' | 'indicators' | 'proposals' | 'paste';

/** What is known of attackers: campaigns and reports, indicators, what sensors put forward, and pasted text. */
export default function Indicators() {
  const who = useMe();
  const reads = may(who, 'reader');
  const decides = may(who, 'analyst');
  const pastes = may(who, 'analyst', 'operator');
  const tabs: Tab[] = [
    ...(reads ? (['campaigns', 'indicators'] as const) : []),
    ...(decides ? (['proposals'] as const) : []),
    ...(pastes ? (['paste'] as const) : []),
  ];
  const [view, change] = useView(USUAL);
  const tab = tabs.find((each) => each === view.tab) ?? tabs[0];
  const known = useQuery({ ...collections, enabled: reads });
  const all = known.data?.find((each) => each.alias === 'all') ?? known.data?.find((each) => each.canRead);
  const counted = useQuery({ ...counts(all?.id ?? ''), enabled: all !== undefined });
  const waiting = useQuery({ ...proposals, enabled: decides });
  if (tab === undefined) {
    return (
      <Page title={t('shell.page.indicators')}>
        <div className="card">
          <Empty title={t('indicators.no-role')}>{t('indicators.no-role.remedy')}</Empty>
        </div>
      </Page>
    );
  }
  const types = counted.data?.types;
  const told = TOLD.reduce((sum, type) => sum + (types?.[type] ?? 0), 0);
  const title =
    types === undefined
      ? t('shell.page.indicators')
      : t('indicators.title', { n: types.indicator ?? 0, told: whole(told) });
  return (
    <Page title={title} subtitle={types === undefined ? undefined : t('indicators.subtitle', { n: types.sighting ?? 0 })}>
      <div className="buttons no-print">
        <Choice
          label={t('indicators.tabs')}
          chosen={tab}
          choose={(each) => change({ tab: each, q: '', object: '' })}
          options={tabs.map((value) => ({
            value,
            name:
              value === 'proposals' && waiting.data !== undefined
                ? t('indicators.tab.proposals.n', { count: whole(waiting.data.length) })
                : t(`indicators.tab.${value}`),
          }))}
        />
      </div>
      {tab === 'proposals' ? (
        <Proposals />
      ) : tab === 'paste' ? (
        <Paste />
      ) : known.error !== null ? (
        <Problem error={known.error} again={() => void known.refetch()} />
      ) : known.data === undefined ? (
        <Waiting />
      ) : all === undefined ? (
        <div className="card">
          <Empty title={t('indicators.no-collection')}>{t('indicators.no-collection.remedy')}</Empty>
        </div>
      ) : (
        <Objects key={tab} collection={all.id} tab={tab} view={view} change={change} open={(to) => change({ tab: to })} />
      )}
    </Page>
  );
}
