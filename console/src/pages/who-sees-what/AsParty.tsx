import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Select } from '../../parts/Choice';
import { Empty, Problem, Waiting } from '../../parts/States';
import { type Column, Table } from '../../parts/Table';
import { instant } from '../../texts/formats';
import { t } from '../../texts/texts';
import { collections, matrix, seenBy } from './queries';
import { AsOf, type View } from './WhoSeesWhat';

interface Seen {
  id: string;
  dateAdded: string;
  object: { type?: string; name?: string; pattern?: string };
}

/** What another party would be answered, of what one's own party may read itself. */
export function AsParty({ view, change }: { view: View; change: (change: Partial<View>) => void }) {
  const known = useQuery(collections);
  const [chosen, setChosen] = useState('');
  const parties = useInfiniteQuery(
    matrix({ q: '', type: '', at: '', party: '', standing: '', body: '' }),
  );
  const all = known.data?.collections.find((each) => each.alias === 'all') ?? known.data?.collections[0];
  const asked = useInfiniteQuery({
    ...seenBy(view.as, all?.id ?? '', { q: view.q, type: view.type, at: view.at }),
    enabled: all !== undefined,
  });
  const rows = (asked.data?.pages.flatMap((page) => page.objects) ?? []) as unknown as Seen[];
  const one = rows.find((row) => row.id === chosen);
  return (
    <>
      <div className="buttons no-print">
        <Select
          label={t('who-sees-what.as')}
          chosen={view.as}
          choose={(as) => change({ as })}
          options={(parties.data?.pages[0]?.parties ?? [{ id: view.as, name: view.as }]).map((party) => ({
            value: party.id,
            name: party.name,
          }))}
        />
        <AsOf at={view.at} set={(at) => change({ at })} />
        <button type="button" className="button" onClick={() => change({ as: '' })}>
          {t('who-sees-what.as.end')}
        </button>
      </div>
      {asked.error ? (
        <Problem error={asked.error} again={() => void asked.refetch()} />
      ) : asked.data === undefined ? (
        <div className="card">
          <Waiting />
        </div>
      ) : rows.length === 0 ? (
        <div className="card">
          <Empty title={t('who-sees-what.as.nothing')}>{t('who-sees-what.as.nothing.more')}</Empty>
        </div>
      ) : (
        <section className="card">
          <Table
            caption={t('who-sees-what.as')}
            columns={columns()}
            rows={rows}
            id={(row) => row.id}
            chosen={chosen}
            choose={(row) => setChosen(row.id === chosen ? '' : row.id)}
          />
          {asked.hasNextPage && (
            <p className="inside no-print">
              <button type="button" className="button" onClick={() => void asked.fetchNextPage()}>
                {t('who-sees-what.next')}
              </button>
            </p>
          )}
          {one !== undefined && <pre className="inside explained scrolls">{JSON.stringify(one.object, null, 2)}</pre>}
        </section>
      )}
    </>
  );
}

function columns(): Column<Seen>[] {
  return [
    {
      id: 'name',
      name: t('who-sees-what.object'),
      value: (row) => row.object.name ?? row.object.pattern ?? row.id,
      show: (row) => <b>{row.object.name ?? row.object.pattern ?? row.id}</b>,
    },
    { id: 'type', name: t('who-sees-what.type'), value: (row) => row.object.type ?? '' },
    {
      id: 'added',
      name: t('who-sees-what.since'),
      value: (row) => row.dateAdded,
      show: (row) => instant(row.dateAdded),
    },
  ];
}
