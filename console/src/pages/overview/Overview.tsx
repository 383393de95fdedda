import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type Found, finding, useFinding } from '../../api/findings';
import { may, useMe } from '../../api/session';
import { DailyChart } from '../../charts/DailyChart';
import { Page, whole } from '../../parts/Page';
import { Source } from '../../parts/Source';
import { Empty, Problem, Waiting } from '../../parts/States';
import { t } from '../../texts/texts';
import { daily } from '../surges/daily';
import { elections, series, surges } from '../surges/queries';
import './overview.css';

/** So many days are shown, and the next vote if it is near. */
const DAYS = 90;

const ASKED = { unit: 'alert', kind: '', sector: '', source: '', to: '' };

/** So many days ahead it may be. */
const AHEAD = 60;

/** What each other page found, where it is, and who may ask it. */
const TILES: { finding: Found; page: string; roles: string[] }[] = [
  { finding: 'surges', page: 'surges', roles: ['reader', 'analyst', 'operator'] },
  { finding: 'attacks', page: 'attacks', roles: ['reader', 'analyst', 'operator'] },
  { finding: 'who-sees-what', page: 'who-sees-what', roles: ['reader', 'analyst', 'auditor'] },
  { finding: 'standing', page: 'standing', roles: ['reader', 'clerk', 'signer', 'secretary', 'analyst', 'auditor'] },
  { finding: 'record', page: 'evidence', roles: ['operator', 'auditor'] },
  { finding: 'health', page: 'admin', roles: ['operator'] },
];

/** The month in one sentence, ninety days with the next vote, and what every other page found. */
export default function Overview() {
  const found = useFinding('overview');
  return (
    <Page title={found?.title ?? t('shell.page.overview')} subtitle={found?.subtitle}>
      <Strip title={found?.title ?? t('shell.page.overview')} />
      <Tiles />
    </Page>
  );
}

function Strip({ title }: { title: string }) {
  const counted = useQuery(series(ASKED));
  const rises = useQuery(surges(ASKED));
  const votes = useQuery(elections);
  const data = useMemo(
    () =>
      counted.data === undefined
        ? undefined
        : daily(counted.data, rises.data, votes.data?.elections ?? [], DAYS, AHEAD),
    [counted.data, rises.data, votes.data],
  );
  if (counted.error) {
    return <Problem error={counted.error} again={() => void counted.refetch()} />;
  }
  if (counted.data === undefined || data === undefined) {
    return (
      <section className="card overview-strip">
        <Waiting />
      </section>
    );
  }
  if (data.days.length === 0) {
    return (
      <section className="card">
        <Empty
          title={t('overview.empty')}
          commands={[
            'cwatch party add CERT-XA --standing member',
            'cwatch token add north --party CERT-XA --role sensor --out north.netrc',
            'cwatch ingest eve.json.gz --netrc north.netrc',
          ]}
        >
          {t('overview.empty.remedy')}
        </Empty>
      </section>
    );
  }
  return (
    <figure className="card overview-strip">
      <div className="inside">
        <div className="chart-head">
          <h2>{t('overview.strip', { n: data.days.length })}</h2>
          <Link className="button no-print" to="/surges">
            {t('overview.more')}
          </Link>
        </div>
        <DailyChart data={data} title={title} height={264} />
      </div>
      <figcaption>
        <Source rule={counted.data.rule} known={counted.data.knownAt} />
      </figcaption>
    </figure>
  );
}

/** What a page found, if the reader may ask it. */
function Tiles() {
  const who = useMe();
  const tiles = TILES.filter((tile) => may(who, ...tile.roles));
  const found = useQueries({ queries: tiles.map((tile) => finding(tile.finding)) });
  return (
    <ul className="tiles">
      {tiles.map(({ page }, i) => {
        const said = found[i]?.data;
        return said === undefined ? null : (
          <li key={page}>
            <Link className="card tile" to={`/${page}`}>
              <span className="note small">{t(`shell.page.${page}` as 'shell.page.surges')}</span>
              <b>{whole(said.title)}</b>
              <span className="note small">{said.subtitle}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
