import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schema, answer, api, given } from '../../api/client';
import { may, useMe } from '../../api/session';
import { Empty, Waiting } from '../../parts/States';
import { Trouble } from '../../shell/SignIn';
import { day } from '../../texts/formats';
import { t } from '../../texts/texts';
import { type Asked, election } from './queries';

interface Properties {
  elections: Schema<'Election'>[] | undefined;
  asked: Asked;
}

/** Dated occasions, the next first, and what was asked about them before their windows began. */
export function Elections({ elections, asked }: Properties) {
  const [chosen, setChosen] = useState('');
  if (elections === undefined) {
    return (
      <section className="card">
        <Waiting />
      </section>
    );
  }
  const sorted = elections.slice().sort((a, b) => b.date.localeCompare(a.date));
  return (
    <section className="card">
      <div className="inside section-head">
        <h2>{t('surges.elections')}</h2>
        <p className="note small">{t('surges.elections.note')}</p>
      </div>
      {sorted.length === 0 ? (
        <Empty
          title={t('surges.elections.none')}
          commands={["cwatch elections add council-2030 --name 'Council of the islands' --date 2030-01-12"]}
        />
      ) : (
        <ul className="occasions">
          {sorted.map((each) => (
            <li key={each.id}>
              <button
                type="button"
                className="occasion"
                aria-expanded={chosen === each.id}
                onClick={() => setChosen(chosen === each.id ? '' : each.id)}
              >
                <b>{each.name}</b>
                <span>{day(each.date)}</span>
                <span className="note">{left(each.date)}</span>
                <span className="note">{[each.jurisdiction, ...each.offices].filter(Boolean).join(' · ')}</span>
                {each.postponements.length > 0 && (
                  <span className="note">{t('surges.postponed', { from: day(each.planned) })}</span>
                )}
              </button>
              {chosen === each.id && <Questions of={each} asked={asked} />}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function left(date: string): string {
  const days = Math.ceil((Date.parse(date) - Date.now()) / 86_400_000);
  return days >= 0 ? t('surges.in-days', { n: days }) : t('surges.days-ago', { n: -days });
}

/** Questions put down before a vote, with their answers once it is over. */
function Questions({ of, asked }: { of: Schema<'Election'>; asked: Asked }) {
  const who = useMe();
  const queries = useQueryClient();
  const { data, error } = useQuery(election(of.id));
  const asking = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/v1/elections/{election}/ramp-tests', {
          params: { path: { election: of.id } },
          body: given({ unit: asked.unit, kind: asked.kind, sector: asked.sector, source: asked.source }) as never,
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['election', of.id] }),
  });
  if (data === undefined) {
    return error ? <Trouble error={error} /> : <Waiting />;
  }
  return (
    <div className="inside questions">
      {data.rampTests.length === 0 ? (
        <p className="note">{t('surges.questions.none')}</p>
      ) : (
        <dl>
          {data.rampTests.map((test) => (
            <div key={test.sha256}>
              <dt>
                {test.question} <span className="tag">{test.sha256.slice(0, 12)}</span>
              </dt>
              <dd>{test.answer}</dd>
            </div>
          ))}
        </dl>
      )}
      <Trouble error={asking.error} />
      {Date.parse(of.date) > Date.now() && may(who, 'analyst', 'operator') && (
        <button type="button" className="button" disabled={asking.isPending} onClick={() => asking.mutate()}>
          {t('surges.questions.ask')}
        </button>
      )}
    </div>
  );
}
