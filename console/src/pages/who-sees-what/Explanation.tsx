import { useQuery } from '@tanstack/react-query';
import type { Schema } from '../../api/client';
import { Trouble } from '../../shell/SignIn';
import { named, t } from '../../texts/texts';
import { type Answer, type Party, type Thing, rulings } from './queries';
import { called } from './groups';
import { Sign } from './Sign';

interface Properties {
  object: Thing;
  party: Party;
  own: boolean;
  answer: Answer;
  at: string;
  close: (() => void) | undefined;
}

type Line = Schema<'Ruling'>['told'][number]['lines'][number];

/** Why, in the words of the ruling, and what would change it. */
export function Explanation({ object, party, own, answer, at, close }: Properties) {
  const { data, error } = useQuery(rulings(object.id, party.id, own, at));
  return (
    <section aria-live="polite" aria-label={t('who-sees-what.why')}>
      <h3>
        <Sign answer={answer} />
        <span className={answer}>{t(`who-sees-what.answer.${answer}`)}</span>{' '}
        {t('who-sees-what.for', { party: party.name })}
        {close !== undefined && (
          <button type="button" className="close" aria-label={t('shell.close')} onClick={close}>
            ×
          </button>
        )}
      </h3>
      <p className="note">
        {called(object)}
        {object.marking !== '' && ` · ${object.marking}`}
      </p>
      <Trouble error={error} />
      {data === undefined ? (
        error === null && <p className="note">{t('parts.waiting')}</p>
      ) : (
        data.rulings.slice(0, 1).map((ruling) => <Told key={ruling.body} ruling={ruling} more={data.rulings.length - 1} />)
      )}
    </section>
  );
}

/** Topics that give the reasons, in this order. */
const REASONS: Line['topic'][] = ['for', 'against', 'cut', 'part', 'duty'];

/** Each way in which it may be, with its own reasons; mostly there is one. */
function Told({ ruling, more }: { ruling: Schema<'Ruling'>; more: number }) {
  return (
    <>
      {ruling.told.map((way, i) => (
        <div key={i} className="way">
          {ruling.told.length > 1 && (
            <p>
              <b>{named('who-sees-what', 'answer.', way.answer)}</b>
            </p>
          )}
          <Way lines={way.lines} />
        </div>
      ))}
      {ruling.because.length > 0 && (
        <ul className="reasons">
          {ruling.because.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {more > 0 && <p className="note">{t('who-sees-what.more', { n: more })}</p>}
    </>
  );
}

function Way({ lines }: { lines: Line[] }) {
  const of = (topic: Line['topic']) => lines.filter((line) => line.topic === topic);
  const would = of('would');
  const ask = of('ask');
  return (
    <>
      <ul className="reasons">
        {REASONS.flatMap((topic) =>
          of(topic).map((line) => (
            <li key={line.text}>
              {topic === 'duty' && <span className="note">{t('who-sees-what.duty')} </span>}
              {line.text}
            </li>
          )),
        )}
        {of('blocks').map((line) => (
          <li key={line.text} className="note">
            {t('who-sees-what.blocks', { which: line.text })}
          </li>
        ))}
      </ul>
      {would.length > 0 && (
        <div className="would">
          <b>{t('who-sees-what.would')}</b>
          <ul>
            {would.map((line) => (
              <li key={line.text}>{line.text}</li>
            ))}
          </ul>
          {ask.length > 0 && (
            <p className="note">{t('who-sees-what.ask', { whom: ask.map((line) => line.text).join(', ') })}</p>
          )}
        </div>
      )}
    </>
  );
}
