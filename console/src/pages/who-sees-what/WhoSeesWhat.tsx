import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDeployment } from '../../api/deployment';
import { useFinding } from '../../api/findings';
import { may, useMe } from '../../api/session';
import { Select } from '../../parts/Choice';
import { Page } from '../../parts/Page';
import { Source } from '../../parts/Source';
import { Empty, Problem, Waiting } from '../../parts/States';
import { useSettled, useView } from '../../shell/view';
import { day } from '../../texts/formats';
import { t } from '../../texts/texts';
import { AsParty, instantOf } from './AsParty';
import { Cells } from './Cells';
import { changes, groups, rows } from './groups';
import { type Answer, type Party, matrix } from './queries';
import { Sign } from './Sign';
import './who-sees-what.css';

const USUAL = {
  q: '',
  type: '',
  at: '',
  /** Whom something is supposed of, and what: a standing. */
  suppose: '',
  standing: '',
  /** The cell that is explained: object and party. */
  object: '',
  party: '',
  /** As whom to look. */
  as: '',
};
export type View = typeof USUAL;

const SIGNS: Answer[] = ['permit', 'redact', 'requested', 'withhold', 'uncertain'];
const TYPES = ['indicator', 'sighting', 'campaign', 'report', 'malware', 'observed-data'];

/** Objects by parties: what each may read, why, and what would change it. */
export default function WhoSeesWhat() {
  const who = useMe();
  const [view, change] = useView(USUAL);
  const found = useFinding('who-sees-what', { party: view.as }, may(who, 'reader', 'analyst', 'auditor'));
  const title = found?.title ?? t('shell.page.who-sees-what');
  if (!may(who, 'analyst', 'auditor')) {
    return (
      <Page title={title} subtitle={found?.subtitle}>
        <div className="card">
          <Empty title={t('who-sees-what.roles')}>{t('who-sees-what.roles.remedy')}</Empty>
        </div>
      </Page>
    );
  }
  return (
    <Page title={title} subtitle={found?.subtitle}>
      {view.as === '' ? <Whole view={view} change={change} /> : <AsParty view={view} change={change} />}
    </Page>
  );
}

interface Properties {
  view: View;
  change: (change: Partial<View>) => void;
}

function Whole({ view, change }: Properties) {
  const who = useMe();
  const own = who.party?.id ?? '';
  const { body } = useDeployment();
  const supposing = view.suppose !== '' && view.standing !== '' && body !== '';
  const words = useSettled(view.q);
  const asked = useInfiniteQuery(
    matrix({
      q: words,
      type: view.type,
      at: instantOf(view.at),
      ...(supposing ? { party: view.suppose, standing: view.standing, body } : {}),
    }),
  );
  const pages = asked.data?.pages ?? [];
  const first = pages[0];
  const parties = first?.parties ?? [];
  const all = rows(pages);
  return (
    <>
      <div className="matrix-head">
        <Legend />
        <div className="buttons no-print">
          <Filters view={view} change={change} />
          <WhatIf view={view} change={change} parties={parties} own={own} />
        </div>
      </div>
      {supposing && all.length > 0 && <Supposed view={view} change={change} parties={parties} sum={changes(all)} />}
      {asked.error ? (
        <Problem error={asked.error} again={() => void asked.refetch()} />
      ) : first === undefined ? (
        <div className="card">
          <Waiting />
        </div>
      ) : all.length === 0 ? (
        <div className="card">
          {view.q === '' && view.type === '' ? (
            <Empty title={t('who-sees-what.empty')} commands={['cwatch demo']}>
              {t('who-sees-what.empty.remedy')}
            </Empty>
          ) : (
            <Empty title={t('who-sees-what.nothing')}>
              <button type="button" className="button" onClick={() => change({ q: '', type: '' })}>
                {t('who-sees-what.nothing.remedy')}
              </button>
            </Empty>
          )}
        </div>
      ) : (
        <section className="card matrix">
          <Cells rows={all} groups={groups(parties, own)} own={own} view={view} change={change} />
          {asked.hasNextPage && (
            <p className="inside no-print">
              <button
                type="button"
                className="button"
                disabled={asked.isFetchingNextPage}
                onClick={() => void asked.fetchNextPage()}
              >
                {t('who-sees-what.next')}
              </button>
            </p>
          )}
          <Source rules={first.rules} known={first.knownAt}>
            <span>{t('who-sees-what.valid', { at: day(first.validAt) })}</span>
            <code className="no-print">
              cwatch explain {view.object === '' ? 'OBJECT' : view.object} --party{' '}
              {quoted(parties.find((party) => party.id === view.party)?.name ?? 'PARTY')}
            </code>
          </Source>
        </section>
      )}
    </>
  );
}

function quoted(name: string): string {
  return /^[\w-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}

function Legend() {
  return (
    <ul className="legend">
      {SIGNS.map((answer) => (
        <li key={answer}>
          <Sign answer={answer} />
          {t(`who-sees-what.answer.${answer as 'permit'}`)}
        </li>
      ))}
    </ul>
  );
}

function Filters({ view, change }: Properties) {
  return (
    <>
      <input
        type="search"
        className="input"
        data-filter=""
        aria-label={t('who-sees-what.filter')}
        placeholder={t('who-sees-what.filter')}
        value={view.q}
        onChange={(event) => change({ q: event.target.value })}
      />
      <Select
        label={t('who-sees-what.type')}
        chosen={view.type}
        choose={(type) => change({ type })}
        options={[
          { value: '', name: t('parts.all') },
          ...TYPES.map((type) => ({ value: type, name: t(`who-sees-what.type.${type as 'indicator'}`) })),
        ]}
      />
      <AsOf at={view.at} set={(at) => change({ at })} />
    </>
  );
}

export function AsOf({ at, set }: { at: string; set: (at: string) => void }) {
  return (
    <label className="field inline">
      <span>{t('who-sees-what.as-of')}</span>
      <input type="date" className="input" value={at} onChange={(event) => set(event.target.value)} />
    </label>
  );
}

function WhatIf({ view, change, parties, own }: Properties & { parties: Party[]; own: string }) {
  const [open, setOpen] = useState(view.suppose !== '');
  const standings = [...new Set(parties.flatMap((party) => party.standings.map((each) => each.type)))];
  if (!open) {
    return (
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {t('who-sees-what.what-if')}
      </button>
    );
  }
  return (
    <div className="what-if" role="group" aria-label={t('who-sees-what.what-if')}>
      <Select
        label={t('who-sees-what.what-if.party')}
        chosen={view.suppose}
        choose={(suppose) => change({ suppose })}
        options={[
          { value: '', name: '–' },
          ...parties.filter((party) => party.id !== own).map((party) => ({ value: party.id, name: party.name })),
        ]}
      />
      <Select
        label={t('who-sees-what.what-if.standing')}
        chosen={view.standing}
        choose={(standing) => change({ standing })}
        options={[{ value: '', name: '–' }, ...standings.map((value) => ({ value, name: value }))]}
      />
      <button
        type="button"
        className="button quiet"
        onClick={() => {
          setOpen(false);
          change({ suppose: '', standing: '' });
        }}
      >
        {t('who-sees-what.what-if.end')}
      </button>
    </div>
  );
}

function Supposed({
  view,
  change,
  parties,
  sum,
}: Properties & { parties: Party[]; sum: ReturnType<typeof changes> }) {
  const party = parties.find((each) => each.id === view.suppose)?.name ?? '';
  return (
    <p className="supposed card inside" role="status">
      <b>{t('who-sees-what.supposed', { party, standing: view.standing })}</b>{' '}
      {t('who-sees-what.supposed.sum', { n: sum.gained, lost: sum.lost, otherwise: sum.otherwise })}{' '}
      <button type="button" className="linkish" onClick={() => change({ suppose: '', standing: '' })}>
        {t('who-sees-what.what-if.end')}
      </button>
    </p>
  );
}
