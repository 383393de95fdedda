import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schema } from '../../api/client';
import { may, useMe } from '../../api/session';
import { Waiting } from '../../parts/States';
import { Trouble, submit, text } from '../../shell/SignIn';
import { instant, list } from '../../texts/formats';
import { named, t } from '../../texts/texts';
import { date } from './Exchange';
import { Left } from './Left';
import { draft, inbox, letters, receive, request, useAct } from './queries';

/** A request: every way it may have gone, step by step, its letters, and what may be done about it. */
export function OneRequest({ id, at }: { id: string; at: string }) {
  const who = useMe();
  const { data, error } = useQuery(request(id, at));
  if (data === undefined) {
    return (
      <div className="inside explained">
        {error ? <Trouble error={error} /> : <Waiting />}
      </div>
    );
  }
  return (
    <div className="inside explained one-request" aria-live="polite">
      <header>
        <h3>
          {t('standing.one', { party: data.request.party, seeks: data.request.seeks, body: data.request.body })}
        </h3>
        <Left due={data.request.due} days={data.request.daysLeft} />
      </header>
      {data.grounds.length > 0 && (
        <p>
          <span className="note">{t('standing.grounds')}: </span>
          {list(data.grounds)}
        </p>
      )}
      {data.organs.length > 0 && <p className="note">{t('standing.decides', { organs: list(data.organs) })}</p>}
      {data.because.map((open) => (
        <p key={open}>{open}</p>
      ))}
      {data.ways.map((way, i) => (
        <section key={`${way.state} ${i}`}>
          {data.ways.length > 1 && <h3>{t('standing.way', { n: i + 1 })}</h3>}
          <ol className="timeline">
            {way.steps.map((step, s) => (
              <li key={s} className={step.moved ? 'moved' : 'stayed'}>
                <time title={instant(step.recorded)}>{date(step.at)}</time>
                <div>
                  <b>{named('standing', 'state.', step.state)}</b>
                  {!step.moved && <span className="note"> {t('standing.stayed')}</span>}
                  <p>
                    {step.why}
                    {step.evidence !== '' && <span className="note"> · {step.evidence}</span>}
                  </p>
                </div>
              </li>
            ))}
          </ol>
        </section>
      ))}
      <Letters about={id} />
      {may(who, 'secretary') && <Decide about={data} />}
    </div>
  );
}

function Letters({ about }: { about: string }) {
  const who = useMe();
  const { data } = useQuery(letters(about));
  const receiving = useAct(receive);
  // The office of a body takes note of what is written to the body: what waits says whose turn it is.
  const waits = useQuery(inbox('')).data?.waiting.filter((each) => each.act === 'receive').map((each) => each.id) ?? [];
  if (data === undefined || data.letters.length === 0) {
    return null;
  }
  return (
    <section>
      <h3>{t('standing.letters')}</h3>
      <ul className="letters">
        {data.letters.map((letter) => (
          <li key={letter.id} id={`letter-${letter.id}`}>
            <span>{date(letter.sent)}</span>
            <span>
              {letter.from} → {letter.to}
            </span>
            <span className="note">
              <span className="tag">{letter.id}</span> {named('standing', 'channel.', letter.channel)}
              {letter.inReplyTo !== null && (
                <>
                  {' · '}
                  <a href={`#letter-${letter.inReplyTo}`}>{t('standing.in-reply-to', { id: letter.inReplyTo })}</a>
                </>
              )}
              {letter.sha256 !== '' && ` · SHA-256 ${letter.sha256.slice(0, 12)}…`}
            </span>
            {letter.received === null ? (
              <>
                <span className="note">{t('standing.unreceived')}</span>
                {may(who, 'clerk', 'secretary') && waits.includes(letter.id) && (
                  <button type="button" className="button" disabled={receiving.isPending} onClick={() => receiving.mutate(letter.id)}>
                    {t('standing.receive')}
                  </button>
                )}
              </>
            ) : (
              <span className="note">{t('standing.received', { at: date(letter.received) })}</span>
            )}
          </li>
        ))}
      </ul>
      <Trouble error={receiving.error} />
    </section>
  );
}

const KINDS = ['grant', 'refuse', 'defer', 'suspend', 'lift', 'restrict', 'revoke', 'interpret'] as const;

/** For the office of the body: a decision, for another person to sign. */
function Decide({ about }: { about: Schema<'RequestWhole'> }) {
  const [kind, setKind] = useState<string>('grant');
  const drafting = useAct((form: FormData) => {
    const standing = kind === 'grant' ? about.request.seeks : '';
    return draft({
      decision: {
        request: about.request.id,
        organ: text(form, 'organ'),
        kind,
        ...(text(form, 'cites') === '' ? {} : { cites: text(form, 'cites').split(/[\s,]+/).filter(Boolean) }),
        ...(text(form, 'effect') === '' ? {} : { effect: text(form, 'effect') }),
      },
      ...(standing === '' ? {} : { standing: { type: standing } }),
    });
  });
  return (
    <form className="drafting no-print" onSubmit={(event) => submit(event, drafting.mutate)}>
      <h3>{t('standing.decide')}</h3>
      <label className="field">
        <span>{t('standing.organ')}</span>
        <select className="input" name="organ">
          {about.organs.map((organ) => (
            <option key={organ}>{organ}</option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('standing.decision')}</span>
        <select className="input" value={kind} onChange={(event) => setKind(event.target.value)}>
          {KINDS.map((each) => (
            <option key={each} value={each}>
              {t(`standing.kind.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('standing.cites-which')}</span>
        <input className="input" name="cites" />
      </label>
      <label className="field">
        <span>{t('standing.effect')}</span>
        <input className="input" name="effect" />
      </label>
      <Trouble error={drafting.error} />
      <p className="buttons">
        <button type="submit" className="button main" disabled={drafting.isPending}>
          {t('standing.decide.submit')}
        </button>
      </p>
    </form>
  );
}
