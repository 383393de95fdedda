import { type ReactNode, useEffect } from 'react';
import { t } from '../texts/texts';

interface Properties {
  /** What was found, in about ten words; the page's name until it is known. */
  title: string;
  /** Metric, period, place and counting rule. */
  subtitle?: ReactNode;
  children: ReactNode;
}

/** A page: its finding, and what shows it. */
export function Page({ title, subtitle, children }: Properties) {
  useEffect(() => {
    document.title = `${title} · ${t('shell.product')}`;
  }, [title]);
  return (
    <>
      <header className="page-head">
        <h1>{whole(title)}</h1>
        {subtitle !== undefined && subtitle !== '' && <p className="subtitle">{subtitle}</p>}
      </header>
      <div className="stack">{children}</div>
    </>
  );
}

/** Names such as CERT-XA are not broken at their hyphens. */
export function whole(title: string): ReactNode[] {
  return title.split(/([A-Za-z0-9]+(?:-[A-Za-z0-9]+)+)/).map((part, i) =>
    i % 2 === 0 ? (
      part
    ) : (
      <span key={i} className="unbroken">
        {part}
      </span>
    ),
  );
}

export interface Figure {
  name: string;
  value: string;
  beside?: string;
}

/** A row of a few numbers, each with its name. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <dl className="figures card">
      {figures.map((figure) => (
        <div key={figure.name}>
          <dt>{figure.name}</dt>
          <dd>
            <b>{figure.value}</b>
            {figure.beside !== undefined && <span>{figure.beside}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
