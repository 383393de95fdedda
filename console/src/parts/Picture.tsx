import { type ReactNode, type RefObject, useRef } from 'react';
import { csv, png, save, svgText } from '../charts/download';
import { t } from '../texts/texts';
import { Menu } from './Menu';

interface Properties {
  /** Of the files that it is saved as. */
  name: string;
  heading: string;
  note?: ReactNode;
  legend?: ReactNode;
  /** What stands before the buttons. */
  choices?: ReactNode;
  /** What is written below a saved picture and at the end of the file of numbers. */
  caption: string[];
  numbers: () => (string | number | null)[][];
  chart: (picture: RefObject<SVGSVGElement | null>) => ReactNode;
  table: ReactNode;
  tabled: boolean;
  setTabled: (tabled: boolean) => void;
  /** The line below. */
  children?: ReactNode;
}

/** A chart with the table of its numbers, both to be saved. */
export function Picture(of: Properties) {
  const picture = useRef<SVGSVGElement>(null);
  const drawn = () => (picture.current === null ? '' : svgText(picture.current, of.heading, of.caption));
  const numbers = {
    name: 'CSV',
    act: () => save(`${of.name}.csv`, csv([...of.numbers(), ...of.caption.map((line) => [line])]), 'text/csv'),
  };
  const pictures = [
    { name: 'SVG', act: () => save(`${of.name}.svg`, drawn(), 'image/svg+xml') },
    {
      name: 'PNG',
      act: () => void png(drawn()).then((blob) => save(`${of.name}.png`, blob, 'image/png')),
    },
  ];
  return (
    <figure className="card" aria-label={of.heading}>
      <div className="inside">
        <div className="chart-head">
          <div className="section-head">
            <h2>{of.heading}</h2>
            {of.note !== undefined && <p className="note small">{of.note}</p>}
          </div>
          <div className="buttons no-print">
            {of.choices}
            <button type="button" className="button" aria-pressed={of.tabled} onClick={() => of.setTabled(!of.tabled)}>
              {t('parts.table')}
            </button>
            <Menu says={t('parts.download')} items={of.tabled ? [numbers] : [numbers, ...pictures]} />
          </div>
        </div>
        {!of.tabled && of.legend}
        {of.tabled ? of.table : of.chart(picture)}
      </div>
      {of.children !== undefined && <figcaption>{of.children}</figcaption>}
    </figure>
  );
}

/** What the tones of a chart mean. */
export function Legend({ of }: { of: { tone: string; name: string; hatched?: boolean }[] }) {
  return (
    <ul className="legend">
      {of.map((each) => (
        <li key={each.name}>
          <svg width="20" height="12" aria-hidden="true" className="chart-key">
            <rect className={`tone ${each.tone}`} width="20" height="12" />
            {each.hatched === true && <path className="hatch" d="M-2 8 8-4M3 14 17-3M12 16 24 1" />}
          </svg>
          {each.name}
        </li>
      ))}
    </ul>
  );
}
