import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schema, answer, api } from '../../api/client';
import { Select } from '../../parts/Choice';
import { Empty, Problem, Waiting } from '../../parts/States';
import { type Column, Table } from '../../parts/Table';
import { Trouble } from '../../shell/SignIn';
import { instant, whole } from '../../texts/formats';
import { t } from '../../texts/texts';
import { TLP, proposals } from './queries';

type Proposal = Schema<'Proposal'>;

/** What several sensors saw, for somebody to decide on. */
export function Proposals() {
  const found = useQuery(proposals);
  const [chosen, setChosen] = useState('');
  if (found.error !== null) {
    return <Problem error={found.error} again={() => void found.refetch()} />;
  }
  if (found.data === undefined) {
    return <Waiting />;
  }
  const one = found.data.find((each) => each.id === chosen);
  const columns: Column<Proposal>[] = [
    { id: 'value', name: t('indicators.column.value'), value: (each) => each.value, show: (each) => <span className="mono">{each.value}</span> },
    { id: 'type', name: t('indicators.column.type'), value: (each) => each.type },
    { id: 'sensors', name: t('indicators.column.sensors'), value: (each) => each.sensors, number: true },
    { id: 'hours', name: t('indicators.column.hours'), value: (each) => each.hours, number: true },
    { id: 'events', name: t('indicators.column.events'), value: (each) => each.events, show: (each) => whole(each.events), number: true },
    { id: 'last', name: t('indicators.column.last'), value: (each) => each.lastSeen, show: (each) => instant(each.lastSeen) },
  ];
  return (
    <section className="card">
      <div className="inside section-head">
        <h2>{t('indicators.tab.proposals')}</h2>
        <p className="note small">{t('indicators.proposals.note')}</p>
      </div>
      {found.data.length === 0 ? (
        <Empty title={t('indicators.proposals.none')}>{t('indicators.proposals.none.remedy')}</Empty>
      ) : (
        <Table
          caption={t('indicators.tab.proposals')}
          columns={columns}
          rows={found.data}
          id={(each) => each.id}
          chosen={chosen}
          choose={(each) => setChosen(each.id === chosen ? '' : each.id)}
        />
      )}
      {one !== undefined && <Decide key={one.id} on={one} />}
    </section>
  );
}

function Decide({ on }: { on: Proposal }) {
  const queries = useQueryClient();
  const [tlp, setTlp] = useState('AMBER');
  const [days, setDays] = useState('30');
  const deciding = useMutation({
    mutationFn: (decision: 'accept' | 'dismiss') =>
      answer(
        api.POST('/api/v1/proposals/{proposal}', {
          params: { path: { proposal: on.id } },
          body:
            decision === 'dismiss'
              ? { decision }
              : { decision, tlp: `TLP:${tlp}`, validUntil: new Date(Date.now() + Number(days) * 86_400_000).toISOString() },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['proposals'] }),
  });
  return (
    <div className="inside explained">
      <b className="mono">{on.value}</b>
      <p>{t('indicators.proposals.seen', { sensors: whole(on.sensors), hours: whole(on.hours), first: instant(on.firstSeen), last: instant(on.lastSeen) })}</p>
      <div className="buttons">
        <Select label="TLP" chosen={tlp} choose={setTlp} options={TLP.map((value) => ({ value, name: value }))} />
        <Select
          label={t('indicators.keep')}
          chosen={days}
          choose={setDays}
          options={['7', '30', '90', '365'].map((value) => ({ value, name: t('indicators.days', { n: Number(value) }) }))}
        />
        <button type="button" className="button main" disabled={deciding.isPending} onClick={() => deciding.mutate('accept')}>
          {t('indicators.accept')}
        </button>
        <button type="button" className="button" disabled={deciding.isPending} onClick={() => deciding.mutate('dismiss')}>
          {t('indicators.dismiss')}
        </button>
      </div>
      <Trouble error={deciding.error} />
    </div>
  );
}
