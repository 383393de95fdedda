import { Bars } from '../../charts/Bars';
import type { Bar } from '../../charts/bars';
import { countTicks } from '../../charts/ticks';
import { Picture } from '../../parts/Picture';
import { type Column, Table } from '../../parts/Table';
import { short, whole } from '../../texts/formats';
import { t } from '../../texts/texts';
import { type Shown, caption, fileName } from './Gap';
import type { Gap } from './queries';
import { share } from './shares';

type Reason = Gap['reasons'][number];

/** So many steps are drawn; smaller ones are one together, and each in the table. */
const STEPS = 8;

/** By what the gap was withheld: each indicator once, so the steps end at nothing. */
export function Reasons({ told, view, change }: Shown) {
  if (told.reasons.length === 0) {
    return null;
  }
  const total = told.reasons.reduce((sum, each) => sum + each.indicators, 0);
  const columns: Column<Reason>[] = [
    { id: 'reason', name: t('gap.column.reason'), value: words, show: (each) => <span className="reason">{words(each)}</span> },
    { id: 'indicators', name: t('gap.column.indicators'), value: (each) => each.indicators, show: (each) => whole(each.indicators), number: true },
    {
      id: 'share',
      name: t('gap.column.share'),
      value: (each) => each.indicators,
      show: (each) => share(each.indicators / total),
      number: true,
    },
    {
      id: 'sessions',
      name: t('gap.column.sessions'),
      value: (each) => each.sessions,
      show: (each) => (each.sessions === null ? '–' : whole(each.sessions)),
      number: true,
    },
  ];
  const drawn = told.reasons.length > STEPS + 1 ? told.reasons.slice(0, STEPS) : told.reasons;
  const others = told.reasons.slice(drawn.length);
  const together = others.reduce((sum, each) => sum + each.indicators, 0);
  let left = total;
  const bars: Bar[] = [
    {
      id: 'all',
      label: t(told.scope === 'own' ? 'gap.reasons.hidden' : 'gap.reasons.all'),
      stretches: [{ from: 0, to: total, tone: 'two', name: t('gap.reasons.all') }],
      value: whole(total),
      strong: true,
    },
    ...drawn.map((each, i): Bar => {
      const to = left;
      left -= each.indicators;
      const name = words(each);
      return {
        id: String(i),
        label: name,
        stretches: [{ from: left, to, tone: each.rest ? 'rest' : 'one', name }],
        value: `−${whole(each.indicators)}`,
      };
    }),
    ...(others.length === 0
      ? []
      : [
          {
            id: 'others',
            label: t('gap.reasons.others', { n: others.length }),
            stretches: [{ from: 0, to: together, tone: 'one' as const, name: t('gap.reasons.others', { n: others.length }) }],
            value: `−${whole(together)}`,
          },
        ]),
  ];
  return (
    <Picture
      name={fileName(told, 'reasons')}
      heading={t('gap.reasons')}
      note={t('gap.reasons.note')}
      caption={caption(told)}
      numbers={() => [
        ['reason', 'indicators', 'sessions'],
        ...told.reasons.map((each) => [words(each), each.indicators, each.sessions]),
      ]}
      tabled={view.table === 'reasons'}
      setTabled={(on) => change({ table: on ? 'reasons' : '' })}
      table={<Table caption={t('gap.reasons')} columns={columns} rows={told.reasons} id={words} />}
      chart={(picture) => (
        <Bars
          title={t('gap.reasons')}
          bars={bars}
          most={total}
          steps={countTicks(total, 4).filter((at) => at <= total).map((at) => ({ at, name: short(at) }))}
          falls
          picture={picture}
          read={(bar) => `${bar.value} · ${bar.label}`}
        />
      )}
    />
  );
}

/** Every way in which it was withheld; of the sets of grounds of a way each alone is enough. */
export function words(reason: Reason): string {
  if (reason.rest) {
    return t('gap.reasons.rest');
  }
  return reason.ways
    .map((way) => way.map((grounds) => grounds.map(bare).join('; ')).join(` ${t('gap.or')} `))
    .join(' · ');
}

/** A sentence as a part of one: without its stop, and after the first without its capital. */
function bare(ground: string, i: number): string {
  const said = ground.replace(/[.。]$/, '');
  return i === 0 ? said : said.replace(/^(The|No|A|An|It) /, (word) => word.toLowerCase());
}
