import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Trouble } from '../../shell/SignIn';
import { instant, percent, whole } from '../../texts/formats';
import { t } from '../../texts/texts';
import { BEGINNING, type Checked, check } from './chain';
import type { View } from './Evidence';
import { PAGE, entries } from './queries';

interface Properties {
  last: { number: number; hash: string };
  view: View;
  change: (change: Partial<View>) => void;
}

/** Reads everything and computes the hashes here, in the browser, without taking the server's word. */
export function Verify({ last, view, change }: Properties) {
  const queries = useQueryClient();
  const [done, setDone] = useState(0);
  const able = window.isSecureContext;
  const checking = useMutation({
    mutationFn: async () => {
      let checked: Checked = BEGINNING;
      while (checked.upTo < last.number && checked.broken === null) {
        const some = await queries.fetchQuery({ ...entries(checked.upTo + 1, PAGE), staleTime: 0, gcTime: 0 });
        if (some.length === 0) {
          return { ...checked, broken: checked.upTo + 1, at: new Date() };
        }
        checked = await check(checked, some);
        setDone(checked.upTo / last.number);
      }
      return { ...checked, at: new Date() };
    },
  });
  const result = checking.data;
  return (
    <section className="card">
      <div className="inside stack">
        <div className="chart-head">
          <div className="section-head">
            <h2>{t('evidence.verify')}</h2>
            <p className="note small">{t(able ? 'evidence.verify.note' : 'evidence.verify.unable')}</p>
          </div>
          <div className="buttons no-print">
            <button
              type="button"
              className="button main"
              disabled={!able || checking.isPending}
              onClick={() => {
                setDone(0);
                checking.mutate();
              }}
            >
              {t('evidence.verify.do')}
            </button>
          </div>
        </div>
        <div role="status" className={result === undefined ? undefined : 'verdict'} data-bad={result?.broken == null ? undefined : ''}>
          {checking.isPending && (
            <label className="progress">
              <progress value={done} max={1} />
              <span>{percent(done)}</span>
            </label>
          )}
          {result !== undefined && !checking.isPending && (
            <>
              <b>
                {result.broken === null
                  ? t('evidence.verify.fits', { n: result.upTo })
                  : t('evidence.verify.broken', { number: whole(result.broken) })}
              </b>{' '}
              <span className="note">{t('evidence.verify.at', { at: instant(result.at) })}</span>
            </>
          )}
        </div>
        <Trouble error={checking.error} />
        <Noted last={last} view={view} change={change} />
      </div>
    </section>
  );
}

/** Whether an entry has the hash that somebody noted of it. */
function Noted({ last, view, change }: Properties) {
  const [, number = '', hash = ''] = /^\s*(\d+)\s+([0-9a-f]{64})\s*$/i.exec(view.noted) ?? [];
  const asked = number !== '';
  const found = useQuery({ ...entries(Number(number), 1), enabled: asked && Number(number) <= last.number });
  const same = found.data?.[0]?.number === Number(number) && found.data[0].hash === hash.toLowerCase();
  return (
    <form
      className="buttons"
      onSubmit={(event) => {
        event.preventDefault();
        const noted = new FormData(event.currentTarget).get('noted');
        change({ noted: typeof noted === 'string' ? noted.trim() : '' });
      }}
    >
      <label className="field noted">
        <span>{t('evidence.noted')}</span>
        <input key={view.noted} className="input mono" name="noted" defaultValue={view.noted} data-filter="" placeholder="48112 3f9a1c…" />
      </label>
      <button type="submit" className="button">
        {t('evidence.noted.compare')}
      </button>
      <span role="status">
        {view.noted !== '' &&
          (!asked ? (
            t('evidence.noted.unreadable')
          ) : Number(number) > last.number ? (
            <b className="bad">{t('evidence.noted.cut', { number: whole(Number(number)) })}</b>
          ) : found.data === undefined ? (
            ''
          ) : same ? (
            <b className="good">{t('evidence.noted.same', { number: whole(Number(number)) })}</b>
          ) : (
            <b className="bad">{t('evidence.noted.other', { number: whole(Number(number)) })}</b>
          ))}
      </span>
    </form>
  );
}
