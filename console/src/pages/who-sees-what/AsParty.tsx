import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { may, useMe } from '../../api/session';
import { Select } from '../../parts/Choice';
import { Empty, Problem, Waiting } from '../../parts/States';
import { type Column, Table } from '../../parts/Table';
import { Trouble } from '../../shell/SignIn';
import { instant } from '../../texts/formats';
import { t } from '../../texts/texts';
import { type Row, called, reads, rows } from './groups';
import { type Answer, collections, matrix, seenBy } from './queries';
import { Sign } from './Sign';
import { AsOf, type View } from './WhoSeesWhat';

/** What another party would be answered, of what one's own party may read itself. */
export function AsParty({ view, change }: { view: View; change: (change: Partial<View>) => void }) {
  const asked = useInfiniteQuery(matrix({ q: view.q, type: view.type, at: instantOf(view.at) }));
  const pages = asked.data?.pages ?? [];
  const parties = pages[0]?.parties ?? [];
  const place = parties.findIndex((party) => party.id === view.as);
  const seen = rows(pages).filter((row) => reads(row.answers[place]));
  return (
    <>
      <div className="buttons no-print">
        <Select
          label={t('who-sees-what.as')}
          chosen={view.as}
          choose={(as) => change({ as, object: '' })}
          options={parties.map((party) => ({ value: party.id, name: party.name }))}
        />
        <AsOf at={view.at} set={(at) => change({ at })} />
        <button type="button" className="button" onClick={() => change({ as: '', object: '' })}>
          {t('who-sees-what.as.end')}
        </button>
      </div>
      {asked.error ? (
        <Problem error={asked.error} again={() => void asked.refetch()} />
      ) : asked.data === undefined ? (
        <div className="card">
          <Waiting />
        </div>
      ) : (
        <section className="card">
          {seen.length === 0 ? (
            <Empty title={t('who-sees-what.as.nothing')}>{t('who-sees-what.as.nothing.more')}</Empty>
          ) : (
            <Table
              caption={t('who-sees-what.as')}
              columns={columns((row) => row.answers[place] ?? 'nothing')}
              rows={seen}
              id={(row) => row.object.id}
              chosen={view.object}
              choose={(row) => change({ object: row.object.id === view.object ? '' : row.object.id })}
            />
          )}
          {asked.hasNextPage && (
            <p className="inside no-print">
              <button type="button" className="button" onClick={() => void asked.fetchNextPage()}>
                {t('who-sees-what.next')}
              </button>
            </p>
          )}
          {view.object !== '' && <Content party={view.as} object={view.object} at={instantOf(view.at)} />}
        </section>
      )}
    </>
  );
}

/** The beginning of a day, as the API takes it; empty for now. */
export function instantOf(day: string): string {
  return day === '' ? '' : `${day}T00:00:00Z`;
}

/** The object itself, as the party would get it; for readers only. */
function Content({ party, object, at }: { party: string; object: string; at: string }) {
  const reader = may(useMe(), 'reader');
  const known = useQuery({ ...collections, enabled: reader });
  const all = known.data?.collections.find((each) => each.alias === 'all');
  const asked = useQuery({ ...seenBy(party, all?.id ?? '', object, at), enabled: all !== undefined });
  if (asked.error) {
    return (
      <div className="inside explained">
        <Trouble error={asked.error} />
      </div>
    );
  }
  const shown = asked.data?.objects.find((each) => each.id === object);
  return shown === undefined ? null : (
    <pre className="inside explained scrolls">{JSON.stringify(shown.object, null, 2)}</pre>
  );
}

function columns(answer: (row: Row) => Answer): Column<Row>[] {
  return [
    {
      id: 'name',
      name: t('who-sees-what.object'),
      value: (row) => row.object.name,
      show: (row) => (
        <>
          <b>{called(row.object)}</b>{' '}
          {row.object.marking !== '' && <span className="tag">{row.object.marking.replace('TLP:', '')}</span>}
        </>
      ),
    },
    { id: 'type', name: t('who-sees-what.type'), value: (row) => row.object.type },
    {
      id: 'answer',
      name: t('who-sees-what.reads'),
      value: answer,
      show: (row) => (
        <span className="signed">
          <Sign answer={answer(row)} />
          {t(`who-sees-what.answer.${answer(row)}`)}
        </span>
      ),
    },
    {
      id: 'added',
      name: t('who-sees-what.since'),
      value: (row) => row.object.dateAdded,
      show: (row) => instant(row.object.dateAdded),
    },
  ];
}
