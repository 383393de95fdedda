import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Schema, answer, api } from '../../api/client';
import { Command, Empty, Problem, Waiting } from '../../parts/States';
import { Trouble } from '../../shell/SignIn';
import { instant, whole } from '../../texts/formats';
import { t } from '../../texts/texts';
import { connectors } from './queries';

type Connector = Schema<'Connector'>;

/** Exchanges with other servers, each with its test, and how to point what people have at this one. */
export function Connectors() {
  const found = useQuery(connectors);
  return (
    <>
      <section className="card">
        <div className="inside section-head">
          <h2>{t('admin.connectors')}</h2>
        </div>
        {found.error !== null ? (
          <Problem error={found.error} again={() => void found.refetch()} />
        ) : found.data === undefined ? (
          <Waiting />
        ) : found.data.length === 0 ? (
          <Empty
            title={t('admin.connectors.none')}
            commands={['cwatch connector add feed-xa --feed https://feed.example/misp/ --party CERT-XA --collection ID']}
          >
            {t('admin.connectors.none.remedy')}
          </Empty>
        ) : (
          <ul className="connectors">
            {found.data.map((each) => (
              <One key={each.name} of={each} />
            ))}
          </ul>
        )}
      </section>
      <Pointing />
    </>
  );
}

function One({ of }: { of: Connector }) {
  const queries = useQueryClient();
  const path = { params: { path: { connector: of.name } } };
  const again = () => queries.invalidateQueries({ queryKey: ['connectors'] });
  const testing = useMutation({ mutationFn: () => answer(api.POST('/api/v1/connectors/{connector}/test', path)) });
  const running = useMutation({ mutationFn: () => answer(api.POST('/api/v1/connectors/{connector}/run', path)), onSettled: again });
  const ending = useMutation({ mutationFn: () => answer(api.DELETE('/api/v1/connectors/{connector}', path)), onSuccess: again });
  return (
    <li className="inside">
      <div className="chart-head flush">
        <div className="section-head">
          <b>{of.name}</b>
          <span className="note small">
            {t(`admin.connector.${of.kind}`)} · {of.url} · {of.party}
          </span>
          <span className={of.state.failed ? 'bad small' : 'note small'}>
            {of.state.lastRun === '' ? t('admin.connectors.never') : `${instant(of.state.lastRun)}: ${of.state.said}`}
          </span>
        </div>
        <div className="buttons no-print">
          <button type="button" className="button" disabled={testing.isPending} onClick={() => testing.mutate()}>
            {t('admin.connectors.test')}
          </button>
          <button type="button" className="button" disabled={running.isPending} onClick={() => running.mutate()}>
            {t('admin.connectors.run')}
          </button>
          <button type="button" className="button" disabled={ending.isPending} onClick={() => ending.mutate()}>
            {t('admin.connectors.end')}
          </button>
        </div>
      </div>
      <Trouble error={testing.error ?? running.error ?? ending.error} />
      <div role="status">
        {testing.data !== undefined && (
          <ul className="checks">
            {testing.data.checks.map((each) => (
              <li key={each.what} data-level={each.holds ? 'ok' : 'bad'}>
                <span className="level">{t(each.holds ? 'admin.holds' : 'admin.holds-not')}</span>
                <b>{each.what}</b>
                <span className="said">
                  {each.said}
                  {each.remedy !== '' && <span className="remedy">{each.remedy}</span>}
                </span>
              </li>
            ))}
          </ul>
        )}
        {running.data !== undefined &&
          t('admin.connectors.ran', {
            objects: whole(running.data.objects),
            taken: whole(running.data.taken),
            rejected: whole(running.data.rejected),
          })}
      </div>
    </li>
  );
}

/** What to type so that a product delivers here, or takes from here. */
function Pointing() {
  const here = window.location.origin;
  const feed = (name: string) => `curl --netrc-file reader.netrc -o ${name} ${here}/api/v1/feeds/${name}`;
  const products: { name: string; says: string; commands: string[] }[] = [
    {
      name: 'Suricata',
      says: t('admin.point.suricata'),
      commands: ['cwatch ingest /var/log/suricata/eve.json.1.gz --netrc north.netrc', feed('suricata.rules')],
    },
    {
      name: 'Zeek',
      says: t('admin.point.zeek'),
      commands: ['cwatch ingest /opt/zeek/logs/conn.log.gz --netrc north.netrc', feed('zeek.intel')],
    },
    { name: 'MISP', says: t('admin.point.misp'), commands: [`${here}/api/v1/collections/ID/misp`] },
    { name: 'OpenCTI', says: t('admin.point.opencti'), commands: [`${here}/taxii2/`] },
    {
      name: 'Splunk',
      says: t('admin.point.splunk'),
      commands: ['cwatch connector add splunk --syslog tls://splunk.example:6514 --party CERT-XA --every 60 --collection ID'],
    },
  ];
  return (
    <section className="card">
      <div className="inside section-head">
        <h2>{t('admin.point')}</h2>
        <p className="note small">{t('admin.point.note')}</p>
      </div>
      <ul className="connectors">
        {products.map((each) => (
          <li key={each.name} className="inside stack tight">
            <h3>{each.name}</h3>
            <p className="note small">{each.says}</p>
            {each.commands.map((command) => (
              <Command key={command} text={command} />
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
