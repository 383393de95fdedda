import { type Column, Table } from '../../parts/Table';
import { instant, list, whole } from '../../texts/formats';
import { named, t } from '../../texts/texts';
import type { Gap } from './queries';

type Source = Gap['sources'][number];
type Example = Gap['examples'][number];

/** For those who may see all of it: what each source held, and single indicators of the gap. */
export function Behind({ told }: { told: Gap }) {
  const number = (id: 'held' | 'exclusive' | 'shared', name: string): Column<Source> => ({
    id,
    name,
    value: (each) => each[id],
    show: (each) => whole(each[id]),
    number: true,
  });
  const sources: Column<Source>[] = [
    { id: 'party', name: t('gap.party'), value: (each) => each.party.name },
    number('held', t('gap.held')),
    number('exclusive', t('gap.exclusive')),
    number('shared', t('gap.shared', { party: told.party.name })),
  ];
  const examples: Column<Example>[] = [
    { id: 'value', name: t('gap.column.indicator'), value: (each) => each.value, show: (each) => <span className="mono">{each.value}</span> },
    { id: 'kind', name: t('gap.column.kind'), value: (each) => named('gap', 'kind.', each.kind) },
    { id: 'owners', name: t('gap.column.owners'), value: (each) => list(each.owners.map((owner) => owner.name)) },
    { id: 'known', name: t('gap.column.known'), value: (each) => each.known, show: (each) => instant(each.known) },
    { id: 'hit', name: t('gap.column.hit'), value: (each) => each.hit, show: (each) => instant(each.hit) },
    {
      id: 'readable',
      name: t('gap.column.readable'),
      value: (each) => each.readable,
      show: (each) => (each.readable === null ? '–' : instant(each.readable)),
    },
    { id: 'sessions', name: t('gap.column.sessions'), value: (each) => each.sessions, show: (each) => whole(each.sessions), number: true },
  ];
  return (
    <>
      {told.examples.length > 0 && (
        <section className="card">
          <div className="inside section-head">
            <h2>{t('gap.examples')}</h2>
            <p className="note small">{t('gap.examples.note')}</p>
          </div>
          <Table caption={t('gap.examples')} columns={examples} rows={told.examples} id={(each) => each.kind + each.value} />
        </section>
      )}
      {told.sources.length > 0 && (
        <section className="card">
          <div className="inside section-head">
            <h2>{t('gap.sources')}</h2>
            <p className="note small">{t('gap.sources.note')}</p>
          </div>
          <Table caption={t('gap.sources')} columns={sources} rows={told.sources} id={(each) => each.party.id} />
        </section>
      )}
    </>
  );
}
