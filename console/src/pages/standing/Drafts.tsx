import { useQuery } from '@tanstack/react-query';
import type { Schema } from '../../api/client';
import { may } from '../../api/session';
import { Trouble } from '../../shell/SignIn';
import { instant } from '../../texts/formats';
import { named, t } from '../../texts/texts';
import { drafts, sign, useAct, withdraw } from './queries';

const FACTS = ['request', 'letter', 'step', 'decision', 'standing', 'restriction'] as const;

/** What waits for a signature of another person than who wrote it. */
export function Drafts({ who }: { who: Schema<'Me'> }) {
  const { data } = useQuery(drafts);
  if (data === undefined || data.drafts.length === 0) {
    return null;
  }
  return (
    <section className="card">
      <div className="inside section-head">
        <h2>{t('standing.drafts')}</h2>
        <p className="note small">{t('standing.two')}</p>
      </div>
      <ul className="waits">
        {data.drafts.map((draft) => (
          <One key={draft.id} draft={draft} who={who} />
        ))}
      </ul>
    </section>
  );
}

function One({ draft, who }: { draft: Schema<'Draft'>; who: Schema<'Me'> }) {
  const signing = useAct(sign);
  const withdrawing = useAct(withdraw);
  const mine = draft.drafter === who.name;
  return (
    <li className="draft">
      <details>
        <summary>
          <b>{FACTS.filter((fact) => draft.says[fact] !== undefined).map((fact) => t(`standing.fact.${fact}`)).join(' + ')}</b>
          <span className="note"> {t('standing.drafted', { name: draft.drafter, at: instant(draft.drafted) })}</span>
        </summary>
        {FACTS.map((fact) => {
          const said = draft.says[fact] as Record<string, unknown> | undefined;
          return said === undefined ? null : (
            <dl key={fact} className="said">
              <dt>
                <b>{t(`standing.fact.${fact}`)}</b>
              </dt>
              <dd />
              {Object.entries(said).map(([name, value]) => [
                <dt key={`${fact}.${name}`}>{named('standing', 'field.', name)}</dt>,
                <dd key={`${fact}.${name}=`}>{Array.isArray(value) ? value.join('; ') : String(value)}</dd>,
              ])}
            </dl>
          );
        })}
      </details>
      <span className="buttons no-print">
        {may(who, 'signer') && !mine && (
          <button type="button" className="button main" disabled={signing.isPending} onClick={() => signing.mutate(draft.id)}>
            {t('standing.sign')}
          </button>
        )}
        {may(who, 'clerk', 'signer', 'secretary') && (
          <button
            type="button"
            className="button"
            disabled={withdrawing.isPending}
            onClick={() => withdrawing.mutate(draft.id)}
          >
            {t('standing.withdraw')}
          </button>
        )}
        {mine && <span className="note small">{t('standing.sign.other')}</span>}
      </span>
      <Trouble error={signing.error ?? withdrawing.error} />
    </li>
  );
}
