import { area, line } from 'd3-shape';
import { type KeyboardEvent, type PointerEvent, type Ref, useId, useMemo, useRef, useState } from 'react';
import { day, dayOfYear, month, short, weekday, whole } from '../texts/formats';
import { t } from '../texts/texts';
import { type Daily, type Day, type Label, layDaily } from './daily';
import { textWidth } from './labels';
import { useFonts, useWidth } from './width';

interface Properties {
  data: Daily;
  title: string;
  picture?: Ref<SVGSVGElement>;
  /** A rise chosen elsewhere. */
  chosen?: string;
  height?: number;
}

/**
 * Counts by the day, with what was to be expected, what rose, and votes. Read day by day with the pointer or the arrow
 * keys; what is read is said below.
 */
export function DailyChart({ data, title, picture, chosen, height = 396 }: Properties) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame, `daily ${height}`);
  const fonts = useFonts();
  const [at, setAt] = useState<number | null>(null);
  const hatch = useId();
  const words = { average: t('charts.average'), level: t('charts.level'), missing: t('charts.missing') };
  const layout = useMemo(
    () =>
      width === 0
        ? undefined
        : layDaily(
            data,
            { width, height: width < 560 ? Math.min(height, 300) : height },
            (text, weight) => textWidth(text, 12, weight),
            { average: t('charts.average'), level: t('charts.level'), missing: t('charts.missing') },
            short,
          ),
    // Texts are measured anew when their font has come.
    [data, width, height, fonts],
  );
  if (layout === undefined) {
    return <div ref={frame} className="chart-room" />;
  }
  const { days } = data;
  const { plot, x, y } = layout;
  const last = days.length - 1;
  const move = (to: number) => setAt(Math.max(0, Math.min(last, to)));
  const keys = (event: KeyboardEvent) => {
    const now = at ?? last;
    const next: Record<string, number | undefined> = {
      ArrowLeft: now - 1,
      ArrowRight: now + 1,
      PageUp: now - 30,
      PageDown: now + 30,
      Home: 0,
      End: last,
      s: nextRise(data, now),
      S: nextRise(data, now),
    };
    const to = next[event.key];
    if (to !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      move(to);
    }
  };
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const left = event.currentTarget.getBoundingClientRect().left;
    const share = (event.clientX - left - plot.x) / plot.width;
    const first = days[0]?.at.getTime() ?? 0;
    const time = first + share * (data.until.getTime() - first);
    const to = Math.round((time - first) / 86_400_000);
    setAt(to < 0 || to > last ? null : to);
  };
  const known = line<Day>()
    .x((each) => x(each.at))
    .y((each) => y(each.count ?? 0))
    .defined((each) => each.count !== null);
  const average = line<number>()
    .x((i) => x(days[i]?.at ?? data.until))
    .y((i) => y(layout.average[i] ?? 0))
    .defined((i) => layout.average[i] !== null);
  type Level = (typeof layout.band)[number];
  const level = line<Level>()
    .x((each) => x(each.at))
    .y((each) => y(each.expected));
  const band = area<Level>()
    .x((each) => x(each.at))
    .y0((each) => y(each.downTo))
    .y1((each) => y(each.upTo));
  const indices = days.map((_, i) => i);
  const read = at === null ? undefined : days[at];
  const ends = endLabels(layout.average, days, y, plot.y + plot.height);
  return (
    <div ref={frame}>
      <svg
        ref={picture}
        className="chart"
        width={layout.width}
        height={layout.height}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        tabIndex={0}
        role="application"
        aria-roledescription={t('parts.chart')}
        aria-label={t('charts.label', {
          title,
          days: days.length,
          from: day(days[0]?.at ?? data.until),
          to: day(days[last]?.at ?? data.until),
        })}
        onKeyDown={keys}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
      >
        <defs>
          <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line className="hatch" x1="0" y1="0" x2="0" y2="5" />
          </pattern>
        </defs>
        {layout.rises
          .filter((each) => !each.short)
          .map(({ rise, box }) => (
            <rect key={rise.id} className="surge" {...box} opacity={chosen === undefined || chosen === rise.id ? 1 : 0.5} />
          ))}
        <path className="band" d={band(layout.band) ?? ''} />
        {layout.counts.map((count) => (
          <g key={count}>
            <line
              className={count === 0 ? 'axis' : 'grid'}
              x1={plot.x}
              x2={plot.x + plot.width}
              y1={y(count)}
              y2={y(count)}
            />
            <text x={plot.x - 8} y={y(count)} dy="0.34em" textAnchor="end">
              {short(count)}
            </text>
          </g>
        ))}
        {layout.months.map((tick) => (
          <g key={tick.at.getTime()}>
            <line className="axis" x1={x(tick.at)} x2={x(tick.at)} y1={plot.y + plot.height} y2={plot.y + plot.height + 4} />
            <text x={x(tick.at)} y={plot.y + plot.height + 17} textAnchor="middle">
              {tick.month ? month(tick.at) : tick.at.getUTCDate()}
            </text>
            {tick.year && (
              <text className="strong" x={x(tick.at)} y={plot.y + plot.height + 33} textAnchor="middle">
                {tick.at.getUTCFullYear()}
              </text>
            )}
          </g>
        ))}
        {layout.missing.map(({ box, from, named }) => (
          <g key={from.getTime()}>
            <rect {...box} fill={`url(#${hatch})`} />
            {named && (
              <text x={box.x + box.width / 2} y={plot.y + plot.height - 7} textAnchor="middle">
                {words.missing}
              </text>
            )}
          </g>
        ))}
        <path className="level" d={level(layout.band) ?? ''} />
        <path className="count" d={known(days) ?? ''} />
        <path className="average" d={average(indices) ?? ''} />
        {layout.votes.map(({ vote, x: at, top, label }) => (
          <g key={vote.id}>
            <line
              className={vote.at > (days[last]?.at ?? data.until) ? 'vote ahead' : 'vote'}
              x1={at}
              x2={at}
              y1={top}
              y2={plot.y + plot.height}
            />
            {label && <Words label={label} />}
          </g>
        ))}
        {layout.rises.map(({ rise, peak, short: brief, label }) => (
          <g key={rise.id}>
            {brief && <circle className="burst" cx={peak.x} cy={peak.y} r={3.5} />}
            {label && <Words label={label} />}
          </g>
        ))}
        {ends && layout.named && (
          <>
            <text className="strong own" x={plot.x + plot.width + 8} y={ends.average} dy="0.34em">
              {words.average}
            </text>
            {ends.level !== null && (
              <text x={plot.x + plot.width + 8} y={ends.level} dy="0.34em">
                {words.level}
              </text>
            )}
          </>
        )}
        {read !== undefined && (
          <g data-reading="">
            <line className="cursor" x1={x(read.at)} x2={x(read.at)} y1={plot.y} y2={plot.y + plot.height} />
            {read.count !== null && <circle className="dot" cx={x(read.at)} cy={y(read.count)} r={4.5} />}
          </g>
        )}
      </svg>
      <p className="reading" aria-live="polite">
        {read === undefined ? <span className="no-print">{t('charts.read')}</span> : <Reading day={read} data={data} />}
      </p>
    </div>
  );
}

function Words({ label }: { label: Label }) {
  const [bold, plain] = label.lines;
  const at =
    label.anchor === 'start' ? label.x : label.anchor === 'end' ? label.x + label.width : label.x + label.width / 2;
  return (
    <g textAnchor={label.anchor}>
      {bold !== '' && (
        <text className="strong" x={at} y={label.y + 12}>
          {bold}
        </text>
      )}
      <text x={at} y={label.y + label.height - 4}>
        {plain}
      </text>
    </g>
  );
}

function Reading({ day: read, data }: { day: Day; data: Daily }) {
  if (read.count === null) {
    return t('charts.day.missing', { day: weekday(read.at) });
  }
  const rise = data.rises.find((each) => each.from <= read.at && read.at < each.to);
  const votes = data.votes.filter((vote) => vote.at.getTime() === read.at.getTime());
  return (
    <>
      <b>{t('charts.day', { day: weekday(read.at), count: whole(read.count) })}</b>
      {' · '}
      {read.expected === null || read.downTo === null || read.upTo === null
        ? t('charts.day.unjudged')
        : t('charts.day.expected', {
            expected: whole(read.expected),
            downTo: whole(Math.max(0, read.downTo)),
            upTo: whole(read.upTo),
          })}
      {rise && ` · ${t('charts.day.surge')} (${rise.title}, ${dayOfYear(rise.from)})`}
      {votes.map((vote) => ` · ${vote.name}`)}
    </>
  );
}

function nextRise(data: Daily, now: number): number | undefined {
  const starts = data.rises
    .map((rise) => data.days.findIndex((each) => each.at >= rise.from))
    .filter((i) => i >= 0)
    .sort((a, b) => a - b);
  return starts.find((i) => i > now) ?? starts[0];
}

/** The names of the lines at their right ends, apart from each other. */
function endLabels(
  average: (number | null)[],
  days: Day[],
  y: (count: number) => number,
  bottom: number,
): { average: number; level: number | null } | undefined {
  const last = average.findLast((each) => each !== null);
  if (last === undefined || last === null) {
    return undefined;
  }
  const expected = days.findLast((each) => each.expected !== null)?.expected ?? null;
  let top = y(last);
  if (expected === null) {
    return { average: top, level: null };
  }
  let level = y(expected);
  if (Math.abs(level - top) < 17) {
    const middle = (level + top) / 2;
    [top, level] = top <= level ? [middle - 8.5, middle + 8.5] : [middle + 8.5, middle - 8.5];
  }
  return { average: Math.min(top, bottom - 8), level: Math.min(level, bottom - 8) };
}
