import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useDeployment } from '../../api/deployment';
import { save } from '../../charts/download';
import { Copy } from '../../parts/Copy';
import { Drawer } from '../../parts/Drawer';
import { Trouble } from '../../shell/SignIn';
import { instant, whole } from '../../texts/formats';
import { named, t } from '../../texts/texts';
import { BEGINNING, type Entry, check } from './chain';
import { entries } from './queries';

/** How the hash of an entry is made, for whoever has the file alone. */
const HOW = 'hash = SHA-256(before in 32 bytes, number in 8 bytes with the highest first, body in UTF-8)';

/** One entry: all that it says, that its hash is right, and how a letter names it. */
export function One({ entry, last, close }: { entry: Entry; last: { number: number; hash: string }; close: () => void }) {
  const { name } = useDeployment();
  const kind = named('evidence', 'kind.', entry.kind);
  const title = `${t('evidence.entry', { number: whole(entry.number) })} · ${kind}`;
  const proof = useProof(entry);
  const citation = t('evidence.citation', {
    number: whole(entry.number),
    name,
    kind,
    at: instant(entry.at),
    hash: entry.hash,
    last: whole(last.number),
    head: last.hash,
    link: window.location.href,
  });
  return (
    <Drawer title={title} name={title} close={close}>
      <section>
        <h3>{t('evidence.says')}</h3>
        <dl className="facts">
          {Object.entries(JSON.parse(entry.body) as Record<string, unknown>).map(([key, value]) => (
            <div key={key}>
              <dt className="mono">{key}</dt>
              <dd>{said(value)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h3>{t('evidence.proof')}</h3>
        <dl className="facts">
          <div>
            <dt>{t('evidence.proof.before')}</dt>
            <dd className="mono">{proof.before ?? '…'}</dd>
          </div>
          <div>
            <dt>{t('evidence.column.hash')}</dt>
            <dd className="mono">{entry.hash}</dd>
          </div>
        </dl>
        <Trouble error={proof.error} />
        <p role="status" className={proof.fits === false ? 'bad' : proof.fits === true ? 'good' : 'note'}>
          {proof.fits === undefined ? '' : t(proof.fits === null ? 'evidence.verify.unable' : proof.fits ? 'evidence.proof.fits' : 'evidence.proof.other')}
        </p>
        <div className="buttons no-print">
          <Copy text={JSON.stringify(entry)} className="button" says={t('evidence.copy-entry')} />
          <button
            type="button"
            className="button"
            disabled={proof.before === undefined}
            onClick={() =>
              save(
                `record-${entry.number}.json`,
                `${JSON.stringify({ record: name, entry, before: proof.before, how: HOW, head: last, citation }, null, 2)}\n`,
                'application/json',
              )
            }
          >
            {t('evidence.proof.export')}
          </button>
        </div>
      </section>
      <section>
        <h3>{t('evidence.cite')}</h3>
        <p className="citation">{citation}</p>
        <div className="buttons no-print">
          <Copy text={citation} className="button" says={t('evidence.cite.copy')} />
        </div>
      </section>
    </Drawer>
  );
}

/** Whether an entry follows from the one before it, computed here; null where a browser cannot. */
function useProof(entry: Entry): { before?: string; fits?: boolean | null; error: Error | null } {
  const first = entry.number === 1;
  const found = useQuery({ ...entries(entry.number - 1, 1), enabled: !first });
  const before = first ? BEGINNING.hash : found.data?.[0]?.hash;
  const computed = useQuery({
    queryKey: ['record', 'proof', entry.number, entry.hash, before],
    queryFn: async () =>
      window.isSecureContext
        ? (await check({ upTo: entry.number - 1, hash: before ?? '', broken: null }, [entry])).broken === null
        : null,
    enabled: before !== undefined,
    staleTime: Infinity,
  });
  return {
    ...(before === undefined ? {} : { before }),
    ...(computed.data === undefined ? {} : { fits: computed.data }),
    error: found.error,
  };
}

/** Parts of parts on lines of their own. */
function said(value: unknown): ReactNode {
  if (Array.isArray(value)) {
    return value.map(String).join(', ');
  }
  return typeof value !== 'object' || value === null ? (
    String(value)
  ) : (
    <ul>
      {Object.entries(value).map(([name, part]) => (
        <li key={name}>
          <span className="mono note">{name}</span> {typeof part === 'object' ? JSON.stringify(part) : String(part)}
        </li>
      ))}
    </ul>
  );
}
