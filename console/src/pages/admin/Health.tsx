import { useQuery } from '@tanstack/react-query';
import { Source } from '../../parts/Source';
import { Problem, Waiting } from '../../parts/States';
import { named, t } from '../../texts/texts';
import { doctor } from './queries';

const WORST_FIRST = { bad: 0, warning: 1, ok: 2 };

/** What each check found, the worst first, in words. */
export function Health() {
  const found = useQuery(doctor);
  if (found.error !== null) {
    return <Problem error={found.error} again={() => void found.refetch()} />;
  }
  if (found.data === undefined) {
    return <Waiting />;
  }
  const checks = found.data.slice().sort((a, b) => WORST_FIRST[a.level] - WORST_FIRST[b.level]);
  return (
    <section className="card">
      <ul className="checks">
        {checks.map((each) => (
          <li key={each.check + each.message} data-level={each.level}>
            <Shape level={each.level} />
            <span className="level">{t(`admin.level.${each.level}`)}</span>
            <b>{named('admin', 'check.', each.check)}</b>
            <span className="said">
              {each.message}
              {each.remedy !== '' && <span className="remedy">{each.remedy}</span>}
            </span>
          </li>
        ))}
      </ul>
      <Source known={new Date(found.dataUpdatedAt).toISOString()}>
        <button type="button" className="linkish no-print" disabled={found.isFetching} onClick={() => void found.refetch()}>
          {t('admin.again')}
        </button>
      </Source>
    </section>
  );
}

/** A shape for each level, for those who do not see colours. */
function Shape({ level }: { level: keyof typeof WORST_FIRST }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      {level === 'ok' ? <circle cx="6" cy="6" r="5" /> : level === 'warning' ? <path d="M6 .8 11.6 11H.4z" /> : <path d="M1 1h10v10H1z" />}
    </svg>
  );
}
