import { useState } from 'react';
import { short, whole } from '../../texts/formats';
import { t } from '../../texts/texts';
import { type Shown, name } from './Attacks';
import { FACETS, type Facet, NONE } from './queries';
import { word } from './words';

const FEW = 6;

/** What can be chosen of each facet, with what it would leave. */
export function Facets({ counted, view, change }: Shown) {
  return (
    <section className="card facets no-print" aria-label={t('attacks.facets')}>
      {FACETS.filter((facet) => view[facet] !== '' || counted.facets[facet].some((each) => each.name !== '')).map((facet) => (
        <Words
          key={facet}
          facet={facet}
          words={counted.facets[facet]}
          chosen={view[facet]}
          choose={(each) => change({ [facet]: each, row: '' })}
        />
      ))}
    </section>
  );
}

interface Properties {
  facet: Facet;
  words: { name: string; count: number }[];
  chosen: string;
  choose: (word: string) => void;
}

function Words({ facet, words, chosen, choose }: Properties) {
  const [all, setAll] = useState(false);
  const most = Math.max(1, ...words.map((each) => each.count));
  // The chosen one is shown even if nothing is left of it.
  const known = words.some((each) => each.name === name(chosen)) || chosen === '' ? words : [{ name: name(chosen), count: 0 }, ...words];
  const shown = all ? known : known.filter((each, i) => i < FEW || each.name === name(chosen));
  return (
    <div>
      <h2>{t(`attacks.facet.${facet}`)}</h2>
      {known.length === 0 && <p className="note small">–</p>}
      <ul>
        {shown.map((each) => {
          const written = each.name === '' ? NONE : each.name;
          return (
            <li key={written}>
              <button
                type="button"
                aria-pressed={written === chosen}
                title={`${word(facet, each.name)}: ${whole(each.count)}`}
                onClick={() => choose(written === chosen ? '' : written)}
              >
                <span className="name">{word(facet, each.name)}</span>
                <span className="count">{short(each.count)}</span>
                <span className="share" style={{ inlineSize: `${(each.count / most) * 100}%` }} />
              </button>
            </li>
          );
        })}
      </ul>
      {known.length > FEW && (
        <button type="button" className="linkish small" onClick={() => setAll(!all)}>
          {all ? t('attacks.fewer') : t('attacks.more', { n: known.length - FEW })}
        </button>
      )}
    </div>
  );
}
