import { useQuery } from '@tanstack/react-query';
import { useFinding } from '../../api/findings';
import { may, useMe } from '../../api/session';
import { Page } from '../../parts/Page';
import { Paper } from '../../parts/Paper';
import { Empty, Problem, Waiting } from '../../parts/States';
import { type Column, Table } from '../../parts/Table';
import type { Schema } from '../../api/client';
import { useView } from '../../shell/view';
import { named, t } from '../../texts/texts';
import { Bodies } from './Bodies';
import { Drafts } from './Drafts';
import { Left } from './Left';
import { OneRequest } from './OneRequest';
import { inbox, requests, standing } from './queries';
import './standing.css';

const USUAL = { at: '', request: '' };

const ROLES = ['reader', 'clerk', 'signer', 'secretary', 'analyst', 'auditor'];

/** What waits for the reader, what its party is and by which decisions, and how far requests have come. */
export default function Standing() {
  const who = useMe();
  const [view, change] = useView(USUAL);
  const found = useFinding('standing', {}, may(who, ...ROLES));
  const title = found?.title ?? t('shell.page.standing');
  if (!may(who, ...ROLES)) {
    return (
      <Page title={title}>
        <div className="card">
          <Empty title={t('standing.no-party')}>{t('standing.no-party.remedy')}</Empty>
        </div>
      </Page>
    );
  }
  return (
    <Page title={title} subtitle={found?.subtitle}>
      <div className="buttons no-print">
        <label className="field inline">
          <span>{t('standing.as-of')}</span>
          <input
            type="date"
            className="input"
            value={view.at}
            onChange={(event) => change({ at: event.target.value })}
          />
        </label>
        <Paper report="request-pack" name={t('standing.pack')} />
      </div>
      <Inbox at={view.at} open={(request) => change({ request })} />
      <Drafts who={who} />
      <Requests at={view.at} chosen={view.request} choose={(request) => change({ request })} />
      <Own who={who} />
    </Page>
  );
}

function Own({ who }: { who: Schema<'Me'> }) {
  const { data, error, refetch } = useQuery(standing());
  if (error) {
    return <Problem error={error} again={() => void refetch()} />;
  }
  return data === undefined ? (
    <section className="card">
      <Waiting />
    </section>
  ) : (
    <Bodies own={data} clerk={may(who, 'clerk')} />
  );
}

function Inbox({ at, open }: { at: string; open: (request: string) => void }) {
  const { data, error } = useQuery(inbox(at));
  if (error) {
    return <Problem error={error} />;
  }
  return (
    <section className="card">
      <div className="inside section-head">
        <h2>{t('standing.inbox')}</h2>
      </div>
      {data === undefined ? (
        <Waiting />
      ) : data.waiting.length === 0 ? (
        <p className="inside note">{t('standing.inbox.none')}</p>
      ) : (
        <ul className="waits">
          {data.waiting.map((each) => (
            <li key={`${each.act} ${each.id}`}>
              <span className="tag">{t(`standing.act.${each.act}`)}</span>
              {each.act === 'answer' || each.act === 'pursue' ? (
                <button type="button" className="linkish" onClick={() => open(each.id)}>
                  {each.about}
                </button>
              ) : (
                <span>{each.about}</span>
              )}
              <Left due={each.due} days={each.daysLeft} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface RequestsProperties {
  at: string;
  chosen: string;
  choose: (request: string) => void;
}

function Requests({ at, chosen, choose }: RequestsProperties) {
  const { data, error, refetch } = useQuery(requests(at));
  if (error) {
    return <Problem error={error} again={() => void refetch()} />;
  }
  return (
    <section className="card">
      <div className="inside section-head">
        <h2>{t('standing.requests')}</h2>
        <p className="note small">{t('standing.requests.note')}</p>
      </div>
      {data === undefined ? (
        <Waiting />
      ) : data.requests.length === 0 ? (
        <p className="inside note">{t('standing.requests.none')}</p>
      ) : (
        <Table
          caption={t('standing.requests')}
          columns={columns()}
          rows={data.requests}
          id={(row) => row.id}
          chosen={chosen}
          choose={(row) => choose(row.id === chosen ? '' : row.id)}
          height={320}
        />
      )}
      {chosen !== '' && <OneRequest id={chosen} at={at} />}
    </section>
  );
}

function columns(): Column<Schema<'RequestLine'>>[] {
  return [
    { id: 'party', name: t('standing.party'), value: (row) => row.party, show: (row) => <b>{row.party}</b> },
    { id: 'seeks', name: t('standing.seeks'), value: (row) => row.seeks },
    { id: 'body', name: t('standing.body'), value: (row) => row.body },
    {
      id: 'state',
      name: t('standing.state'),
      value: (row) => row.states.join(', '),
      show: (row) => row.states.map((state) => named('standing', 'state.', state)).join(` ${t('standing.or')} `),
    },
    {
      id: 'due',
      name: t('standing.due'),
      value: (row) => row.daysLeft,
      show: (row) => <Left due={row.due} days={row.daysLeft} />,
    },
  ];
}
