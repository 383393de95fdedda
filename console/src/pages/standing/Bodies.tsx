import { type FormEvent, useState } from 'react';
import type { Schema } from '../../api/client';
import { Paper } from '../../parts/Paper';
import { Empty } from '../../parts/States';
import { Trouble, submit, text } from '../../shell/SignIn';
import { day, list } from '../../texts/formats';
import { named, t } from '../../texts/texts';
import { Exchange } from './Exchange';
import { draft, useAct } from './queries';

type Own = Schema<'OwnStanding'>;

/** What one's party is to each body, and the decisions that this rests on, in their order. */
export function Bodies({ own, clerk }: { own: Own; clerk: boolean }) {
  if (own.bodies.length === 0) {
    return (
      <section className="card">
        <Empty title={t('standing.nowhere')} commands={['cwatch world assert decisions.yaml']}>
          {t('standing.nowhere.remedy')}
        </Empty>
      </section>
    );
  }
  return own.bodies.map((body) => (
    <section className="card" key={body.body}>
      <div className="inside section-head">
        <h2>
          {body.body}: {list(body.standings.map((each) => each.type))}
          {body.standings.length > 1 && ` (${t('standing.open')})`}
        </h2>
        <p className="note small">
          {[
            ...body.designations.map((name) => t('standing.called', { name })),
            ...body.standings.filter((each) => each.scope !== '').map((each) => each.scope),
            body.root === '' ? '' : t('standing.root', { decision: body.root }),
            body.against === '' ? '' : t('standing.against', { decision: body.against }),
            ...body.because,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <Timeline decisions={own.decisions.filter((each) => each.body === body.body)} />
      <Arranged own={own} body={body.body} />
      {own.ask
        .filter((each) => each.body === body.body)
        .map((each) => (
          <Ask key={each.organs.join()} ask={each} clerk={clerk} />
        ))}
    </section>
  ));
}

function Timeline({ decisions }: { decisions: Own['decisions'] }) {
  if (decisions.length === 0) {
    return <p className="inside note">{t('standing.decisions.none')}</p>;
  }
  return (
    <ol className="timeline">
      {decisions
        .slice()
        .sort((a, b) => a.taken.localeCompare(b.taken))
        .map((each) => (
          <li key={each.id} id={`decision-${each.id}`} className={each.kind}>
            <time>{/^\d{4}-\d\d-\d\d$/.test(each.taken) ? day(each.taken) : each.taken}</time>
            <div>
              <b>{named('standing', 'kind.', each.kind)}</b> <span className="tag">{each.id}</span>
              <p>
                {each.effect}
                <span className="note">
                  {' · '}
                  {each.organ}
                  {each.vote !== '' && ` · ${t('standing.vote', { vote: each.vote })}`}
                </span>
              </p>
              <p className="small">
                <Paper report="decision" name={t('standing.paper')} parameters={{ decision: each.id }} />
              </p>
              {each.request !== null && <Exchange request={each.request} />}
              {each.cites.length > 0 && (
                <p className="note small">
                  {t('standing.cites')}{' '}
                  {each.cites.map((cited) => (
                    <a key={cited} href={`#decision-${cited}`}>
                      {cited}
                    </a>
                  ))}
                </p>
              )}
            </div>
          </li>
        ))}
    </ol>
  );
}

/** Rights and restrictions beside the standing. */
function Arranged({ own, body }: { own: Own; body: string }) {
  const rows = [
    ...own.rights.map((each) => ({ ...each, right: true })),
    ...own.restrictions.map((each) => ({ ...each, right: false })),
  ].filter((each) => each.body === body);
  return rows.length === 0 ? null : (
    <ul className="inside arranged">
      {rows.map((each) => (
        <li key={each.id}>
          <b>{t(each.right ? 'standing.right' : 'standing.restriction')}</b> {list(each.actions)}
          {each.classes.length > 0 && ` · ${list(each.classes)}`}
          {each.channels.length > 0 && ` · ${list(each.channels)}`}
          {each.through !== '' && ` · ${t('standing.through', { whom: each.through })}`}
          {each.decision !== '' && <span className="tag">{each.decision}</span>}
        </li>
      ))}
    </ul>
  );
}

const CHANNELS = ['e-mail', 'post', 'in-person', 'fax'] as const;

function Ask({ ask, clerk }: { ask: Own['ask'][number]; clerk: boolean }) {
  const [open, setOpen] = useState(false);
  const drafting = useAct(
    (form: FormData) =>
      draft({
        request: {
          body: ask.body,
          seeks: text(form, 'seeks'),
          grounds: text(form, 'grounds')
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean),
        },
        letter: { channel: text(form, 'channel') },
      }),
    () => setOpen(false),
  );
  const words = t('standing.ask', { standings: list(ask.standings), organs: list(ask.organs) });
  return (
    <div className="inside ask">
      <p>
        {words}
        <span className="note">
          {ask.answerDays > 0 && ` · ${t('standing.ask.silence', { n: ask.answerDays })}`}
          {ask.instrument !== '' && ` · ${ask.instrument}`}
        </span>
      </p>
      {clerk && !open && (
        <button type="button" className="button no-print" onClick={() => setOpen(true)}>
          {t('standing.ask.draft')}
        </button>
      )}
      {open && (
        <form className="drafting" onSubmit={(event: FormEvent<HTMLFormElement>) => submit(event, drafting.mutate)}>
          <label className="field">
            <span>{t('standing.seeks')}</span>
            <select className="input" name="seeks">
              {ask.standings.map((standing) => (
                <option key={standing}>{standing}</option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>{t('standing.grounds')}</span>
            <textarea className="input" name="grounds" rows={3} />
          </label>
          <label className="field">
            <span>{t('standing.channel')}</span>
            <select className="input" name="channel">
              {CHANNELS.map((channel) => (
                <option key={channel} value={channel}>
                  {t(`standing.channel.${channel}`)}
                </option>
              ))}
            </select>
          </label>
          <Trouble error={drafting.error} />
          <p className="buttons">
            <button type="submit" className="button main" disabled={drafting.isPending}>
              {t('standing.ask.submit')}
            </button>
            <button type="button" className="button quiet" onClick={() => setOpen(false)}>
              {t('standing.cancel')}
            </button>
          </p>
          <p className="note small">{t('standing.two')}</p>
        </form>
      )}
    </div>
  );
}
