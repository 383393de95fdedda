import { type KeyboardEvent, type Ref, useId, useMemo, useRef, useState } from 'react';
import { t } from '../texts/texts';
import { BAR, type Bar, layBars } from './bars';
import { textWidth } from './labels';
import { linear } from './linear';
import { useWidth } from './width';

interface Properties {
  title: string;
  bars: Bar[];
  /** How far the longest may reach. */
  most: number;
  /** Steps of the axis below, with their names; none if the numbers beside are enough. */
  steps?: { at: number; name: string }[];
  /** Lines from where a bar ends to where the next begins. */
  falls?: boolean;
  picture?: Ref<SVGSVGElement>;
  /** What is said of a row below the chart. */
  read: (bar: Bar) => string;
}

/** Bars one below the other, read with the pointer or the arrow keys; what is read is said below. */
export function Bars({ title, bars, most, steps = [], falls = false, picture, read }: Properties) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame, title);
  const hatch = useId();
  const [at, setAt] = useState<number | null>(null);
  const layout = useMemo(
    () => (width === 0 ? undefined : layBars(bars, width, (text, weight) => textWidth(text, 12, weight))),
    [bars, width],
  );
  if (layout === undefined) {
    return <div ref={frame} />;
  }
  const { plot, rows } = layout;
  const x = linear([0, most || 1], [plot.x, plot.x + plot.width]);
  const last = bars.length - 1;
  const keys = (event: KeyboardEvent) => {
    const now = at ?? -1;
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: last }[event.key];
    if (to !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      setAt(Math.max(0, Math.min(last, to)));
    }
  };
  const axis = layout.height + 4;
  const height = steps.length === 0 ? layout.height : axis + 22;
  const shown = at === null ? undefined : bars[at];
  return (
    <div ref={frame}>
      <svg
        ref={picture}
        className="chart bars"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        tabIndex={0}
        role="application"
        aria-roledescription={t('parts.chart')}
        aria-label={t('charts.bars', { title, n: bars.length })}
        onKeyDown={keys}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
      >
        <defs>
          <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line className="hatch" x1="0" y1="0" x2="0" y2="5" />
          </pattern>
        </defs>
        {steps.map((step) => (
          <g key={step.at}>
            <line
              className={step.at === 0 || layout.narrow ? 'axis' : 'grid'}
              x1={x(step.at)}
              x2={x(step.at)}
              y1={layout.narrow ? axis - 4 : 0}
              y2={axis}
            />
            <text x={x(step.at)} y={axis + 14} textAnchor={step.at === 0 && layout.narrow ? 'start' : x(step.at) > width - 20 ? 'end' : 'middle'}>
              {step.name}
            </text>
          </g>
        ))}
        {rows.map((row, i) => {
          const { bar } = row;
          const middle = row.top + BAR / 2;
          const next = rows[i + 1];
          const start = Math.max(0, ...(next?.bar.stretches ?? []).map((each) => each.to));
          return (
            <g key={bar.id} onPointerMove={() => setAt(i)} onPointerDown={() => setAt(i)}>
              <rect className={i === at ? 'row reads' : 'row'} x="0" y={row.y} width={width} height={row.height} data-reading="" />
              {row.lines.map((line, n) => (
                <text key={n} className={bar.strong === true ? 'strong' : 'name'} x="0" y={row.text + n * 16}>
                  {line}
                </text>
              ))}
              {bar.stretches
                .filter((each) => each.to > each.from)
                .map((each) => (
                  <g key={each.name}>
                    <rect
                      className={`tone ${each.tone}`}
                      x={x(each.from)}
                      width={Math.max(1, x(each.to) - x(each.from))}
                      y={row.top}
                      height={BAR}
                    />
                    {each.hatched === true && (
                      <rect
                        x={x(each.from)}
                        width={Math.max(1, x(each.to) - x(each.from))}
                        y={row.top}
                        height={BAR}
                        fill={`url(#${hatch})`}
                      />
                    )}
                  </g>
                ))}
              {bar.interval !== undefined && (
                <path
                  className="whisker"
                  d={`M${x(bar.interval[0])} ${middle - 5}v10M${x(bar.interval[0])} ${middle}H${x(bar.interval[1])}M${x(bar.interval[1])} ${middle - 5}v10`}
                />
              )}
              {bar.mark !== undefined && (
                <line className="median" x1={x(bar.mark)} x2={x(bar.mark)} y1={row.top - 3} y2={row.top + BAR + 3} />
              )}
              {falls && !layout.narrow && next !== undefined && (
                <line className="falls" x1={x(start)} x2={x(start)} y1={row.top + BAR} y2={next.top} />
              )}
              <text
                className={bar.strong === true ? 'strong' : 'value'}
                x={layout.right}
                y={layout.narrow ? row.text : middle}
                dy={layout.narrow ? undefined : '0.34em'}
                textAnchor="end"
              >
                {bar.value}
              </text>
            </g>
          );
        })}
      </svg>
      <p className="reading" aria-live="polite">
        {shown !== undefined ? read(shown) : <span className="no-print">{t('charts.bars.read')}</span>}
      </p>
    </div>
  );
}
