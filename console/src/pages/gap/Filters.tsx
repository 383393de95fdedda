import { useQuery } from '@tanstack/react-query';
import { may, useMe } from '../../api/session';
import { Choice, Select } from '../../parts/Choice';
import { day, monthAndYear } from './dates';
import { t } from '../../texts/texts';
import type { View } from './Gap';
import { LENGTHS, type Period, lengthOf, periods } from './periods';
import { parties } from './queries';

interface Properties {
  view: View;
  change: (change: Partial<View>) => void;
  /** Whether any party may be asked about, and any window. */
  whole: boolean;
  period: Period;
}

const DELAYS = ['0', '24', '72', '168'];

/** Whom it is about, when, and how long that party needs to make use of what it reads. */
export function Filters({ view, change, whole, period }: Properties) {
  const who = useMe();
  const length = lengthOf(period);
  const offered = periods(length, length === '12' ? 3 : length === '3' ? 8 : 18, new Date(), whole);
  const written = `${period.from}/${period.to}`;
  const options = offered.map((each) => ({ value: `${each.from}/${each.to}`, name: name(each) }));
  return (
    <div className="buttons no-print">
      {whole && (may(who, 'auditor') ? <Party view={view} change={change} /> : <Named view={view} change={change} />)}
      {whole && (
        <Choice
          label={t('gap.length')}
          chosen={length}
          choose={(each) => change({ ...periods(each, 1, new Date(), whole)[0] })}
          options={LENGTHS.map((each) => ({ value: each, name: t(`gap.length.${each}`) }))}
        />
      )}
      <Select
        label={t('gap.window')}
        chosen={written}
        choose={(chosen) => {
          const [from = '', to = ''] = chosen.split('/');
          change({ from, to });
        }}
        options={
          options.some((each) => each.value === written)
            ? options
            : [{ value: written, name: name(period) }, ...options]
        }
      />
      <Select
        label={t('gap.delay')}
        chosen={view.delay}
        choose={(delay) => change({ delay })}
        options={[...new Set([...DELAYS, view.delay])].map((value) => ({
          value,
          name: value === '0' ? t('gap.delay.none') : t('gap.delay.hours', { n: Number(value) }),
        }))}
      />
    </div>
  );
}

/** Whole months by their names, anything else by its days. */
function name({ from, to }: Period): string {
  const last = new Date(Date.parse(to) - 1);
  return /-01T00:00:00Z$/.test(from) && /-01T00:00:00Z$/.test(to)
    ? monthAndYear(from) === monthAndYear(last)
      ? monthAndYear(from)
      : `${monthAndYear(from)} – ${monthAndYear(last)}`
    : `${day(from)} – ${day(last)}`;
}

function Party({ view, change }: Pick<Properties, 'view' | 'change'>) {
  const who = useMe();
  const { data } = useQuery(parties);
  const own = who.party?.name ?? '';
  const names = (data ?? []).map((each) => each.name).filter((each) => each !== own);
  return (
    <Select
      label={t('gap.party')}
      chosen={view.party}
      choose={(party) => change({ party, standing: '', since: '' })}
      options={[
        { value: '', name: own === '' ? '–' : t('gap.party.own', { party: own }) },
        ...[...new Set([...names, ...(view.party === '' ? [] : [view.party])])].map((value) => ({ value, name: value })),
      ]}
    />
  );
}

/** For an operator, who has no list of parties of its own. */
function Named({ view, change }: Pick<Properties, 'view' | 'change'>) {
  return (
    <form
      className="buttons"
      onSubmit={(event) => {
        event.preventDefault();
        const party = new FormData(event.currentTarget).get('party');
        change({ party: typeof party === 'string' ? party.trim() : '', standing: '', since: '' });
      }}
    >
      <label className="field inline">
        <span>{t('gap.party')}</span>
        <input key={view.party} className="input" name="party" defaultValue={view.party} placeholder="CERT-XA" data-filter="" required />
      </label>
      <button type="submit" className="button">
        {t('gap.ask')}
      </button>
    </form>
  );
}
