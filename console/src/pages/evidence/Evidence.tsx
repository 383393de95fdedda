import { useQuery } from '@tanstack/react-query';
import { useFinding } from '../../api/findings';
import { may, useMe } from '../../api/session';
import { Copy } from '../../parts/Copy';
import { Figures, Page } from '../../parts/Page';
import { Source } from '../../parts/Source';
import { Command, Empty, Problem, Waiting } from '../../parts/States';
import { useView } from '../../shell/view';
import { whole } from '../../texts/formats';
import { t } from '../../texts/texts';
import { Entries } from './Entries';
import './evidence.css';
import { head } from './queries';
import { Verify } from './Verify';

const USUAL = { to: '', kind: '', entry: '', noted: '' };
export type View = typeof USUAL;

/** The record of what left the server and what was changed in it, and whether it is as it was written. */
export default function Evidence() {
  const who = useMe();
  const allowed = may(who, 'operator', 'auditor');
  const [view, change] = useView(USUAL);
  const found = useFinding('record', {}, allowed);
  const last = useQuery({ ...head, enabled: allowed });

  if (!allowed) {
    return (
      <Page title={t('shell.page.evidence')}>
        <div className="card">
          <Empty title={t('evidence.no-role')} commands={['cwatch user add NAME --party PARTY --role auditor']}>
            {t('evidence.no-role.remedy')}
          </Empty>
        </div>
      </Page>
    );
  }
  if (last.error !== null) {
    return (
      <Page title={t('shell.page.evidence')}>
        <Problem error={last.error} again={() => void last.refetch()} />
      </Page>
    );
  }
  if (last.data === undefined) {
    return (
      <Page title={found?.title ?? t('shell.page.evidence')}>
        <Waiting />
      </Page>
    );
  }
  const { number, hash } = last.data;
  const minutes = found?.facts.find((each) => each.name === 'minutes')?.value ?? undefined;
  return (
    <Page title={found?.title ?? t('shell.page.evidence')} subtitle={found?.subtitle}>
      <Figures
        figures={[
          { name: t('evidence.entries'), value: whole(number) },
          {
            name: t('evidence.checked'),
            value: minutes === undefined ? '–' : whole(minutes),
            beside: minutes === undefined ? '' : t('evidence.minutes', { n: minutes }),
          },
          { name: t('evidence.head'), value: hash.slice(0, 12), beside: t('evidence.head.note', { n: number }) },
        ]}
      />
      <Verify last={{ number, hash }} view={view} change={change} />
      <Entries last={{ number, hash }} view={view} change={change} />
      <section className="card">
        <div className="inside stack">
          <div className="section-head">
            <h2>{t('evidence.outside')}</h2>
            <p className="note small">{t('evidence.outside.note')}</p>
          </div>
          <Command text={`cwatch record verify --head ${hash}`} />
          <div className="buttons">
            <Copy text={`${number} ${hash}`} className="button" says={t('evidence.note-head')} />
          </div>
        </div>
        <Source />
      </section>
    </Page>
  );
}
