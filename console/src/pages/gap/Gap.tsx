import { useQuery } from '@tanstack/react-query';
import { Refused } from '../../api/client';
import { may, useMe } from '../../api/session';
import { Figures, Page } from '../../parts/Page';
import { Paper } from '../../parts/Paper';
import { Source } from '../../parts/Source';
import { Empty, Problem, Waiting } from '../../parts/States';
import { useView } from '../../shell/view';
import { day, list, times, whole } from '../../texts/formats';
import { language, t } from '../../texts/texts';
import { Acts } from './Acts';
import { Behind } from './Behind';
import { Filters } from './Filters';
import './gap.css';
import { Leads } from './Leads';
import { periods } from './periods';
import { type Gap as Told, gap } from './queries';
import { Reasons } from './Reasons';
import { share, shares } from './shares';
import { Sides } from './Sides';
import { WhatIf } from './WhatIf';

const USUAL = { party: '', from: '', to: '', delay: '0', standing: '', since: '', cost: '1', table: '' };
export type View = typeof USUAL;

/** What a part of the page needs. */
export interface Shown {
  told: Told;
  view: View;
  change: (change: Partial<View>) => void;
}

/** Of what hit a party, what others knew before and could not let it read. */
export default function Gap() {
  const who = useMe();
  const [view, change] = useView(USUAL);
  const whole = may(who, 'auditor', 'operator');
  const [usual] = periods(whole ? '12' : '3', 1, new Date(), whole);
  const from = view.from || (usual?.from ?? '');
  const to = view.to || (usual?.to ?? '');
  const named = view.party !== '' || who.party !== undefined;
  const asks = may(who, 'analyst', 'auditor', 'operator') && named;
  const asked = {
    party: view.party,
    from,
    to,
    delay: view.delay === '0' ? '' : view.delay,
    standing: whole ? view.standing : '',
    since: whole && view.standing !== '' ? view.since : '',
    // The cost is reckoned with here, so that moving it asks nothing.
    cost: '',
  };
  const found = useQuery({ ...gap(asked), enabled: asks });
  const filters = <Filters view={view} change={change} whole={whole} period={{ from, to }} />;

  if (!asks) {
    return (
      <Page title={t('shell.page.gap')}>
        {may(who, 'operator') && filters}
        <div className="card">
          {may(who, 'operator') ? (
            <Empty title={t('gap.unnamed')}>{t('gap.unnamed.remedy')}</Empty>
          ) : (
            <Empty title={t('gap.no-role')}>{t('gap.no-role.remedy')}</Empty>
          )}
        </div>
      </Page>
    );
  }
  if (found.error !== null) {
    return (
      <Page title={t('shell.page.gap')}>
        {filters}
        <Problem
          error={found.error}
          again={found.error instanceof Refused ? undefined : () => void found.refetch()}
        />
      </Page>
    );
  }
  if (found.data === undefined) {
    return (
      <Page title={t('shell.page.gap')}>
        {filters}
        <Waiting />
      </Page>
    );
  }
  const told = found.data;
  const shown = { told, view, change };
  return (
    <Page title={title(told)} subtitle={subtitle(told)}>
      {filters}
      {told.own.hits === 0 && (told.reverse?.indicators ?? 0) === 0 ? (
        <div className="card">
          <Empty
            title={t('gap.empty', { party: told.party.name })}
            commands={[
              `cwatch token add north --party ${told.party.name} --role sensor --out north.netrc`,
              'cwatch ingest eve.json.gz --netrc north.netrc',
            ]}
          >
            {t('gap.empty.remedy')}
          </Empty>
        </div>
      ) : (
        <>
          <Numbers told={told} />
          <Sides {...shown} />
          <Reasons {...shown} />
          <div className="halves">
            <Leads {...shown} />
            <Acts {...shown} />
          </div>
        </>
      )}
      <WhatIf {...shown} allowed={whole} />
      <Behind told={told} />
      <Said told={told} pinned={view.from !== ''} pin={(on) => change(on ? { from, to } : { from: '', to: '' })} />
    </Page>
  );
}

/** One sentence with the number and its interval, from what the server found. */
function title(told: Told): string {
  const { kind, exposure, campaigns } = told.finding;
  const party = told.party.name;
  if (told.own.hits === 0) {
    return t('gap.title.nothing', { party });
  }
  if (kind === 'not-told' || told.gap === null) {
    return t('gap.title.not-told', { party });
  }
  if (kind === 'measured' && exposure !== null) {
    return t('gap.title.measured', {
      party,
      share: share(exposure.value),
      interval: shares(exposure.low, exposure.high),
    });
  }
  if (kind === 'no-measurable-gap' && exposure !== null) {
    return t('gap.title.none', { party, interval: shares(exposure.low, exposure.high) });
  }
  const counted = { party, gap: whole(told.gap.indicators), n: told.gap.of };
  return kind === 'too-few-campaigns'
    ? t('gap.title.few', { ...counted, campaigns: campaigns ?? 0 })
    : t('gap.title.counted', counted);
}

function subtitle(told: Told): string {
  const { exposure, excess, campaigns } = told.finding;
  return [
    t('gap.subtitle', { from: day(told.from), to: day(new Date(Date.parse(told.to) - 1)), party: told.party.name }),
    ...(told.delayHours === 0 ? [] : [t('gap.subtitle.delay', { n: told.delayHours })]),
    ...(exposure === null || campaigns === null ? [] : [t('gap.subtitle.estimate', { n: campaigns })]),
    ...(excess === null
      ? []
      : [t('gap.subtitle.excess', { excess: share(excess.value), interval: shares(excess.low, excess.high) })]),
  ].join(language() === 'zh-Hant' ? '' : ' ');
}

function Numbers({ told }: { told: Told }) {
  const median = told.leads.beforeHit?.median;
  return (
    <Figures
      figures={[
        { name: t('gap.hits'), value: whole(told.own.hits) },
        {
          name: t('gap.in-time'),
          value: whole(told.own.readInTime),
          beside: told.own.hits === 0 ? '' : share(told.own.readInTime / told.own.hits),
        },
        told.gap === null
          ? { name: t('gap.hidden'), value: '–', beside: t('gap.not-told') }
          : { name: t('gap.hidden'), value: whole(told.gap.hidden), beside: share(told.gap.hidden / (told.gap.of || 1)) },
        median === null || median === undefined
          ? { name: t('gap.lead'), value: '–' }
          : { name: t('gap.lead'), value: times(median), beside: t('gap.days') },
      ]}
    />
  );
}

/** What the numbers are made of, and whose part in them is not stated. */
function Said({ told, pinned, pin }: { told: Told; pinned: boolean; pin: (on: boolean) => void }) {
  return (
    <div className="card">
      <div className="inside stack small note">
        {told.notStated.length > 0 && (
          <p>{t('gap.not-stated', { parties: list(told.notStated.map((each) => each.name)) })}</p>
        )}
        <p>{t(told.scope === 'own' ? 'gap.scope.own' : 'gap.scope.whole')}</p>
        <p>{t('gap.caution')}</p>
      </div>
      <Source known={told.knownAt} pin={{ pinned, set: pin }}>
        <Paper report="gap" name={t('gap.paper')} parameters={{ party: told.scope === 'own' ? '' : told.party.name, from: told.from, to: told.to }} />
      </Source>
    </div>
  );
}

/** Written below what is saved. */
export function caption(told: Told): string[] {
  return [`${title(told)}. ${subtitle(told)}`, window.location.href];
}

/** The beginning of the names of files. */
export function fileName(told: Told, what: string): string {
  return `gap-${told.party.name}-${told.from.slice(0, 10)}-${what}`;
}
