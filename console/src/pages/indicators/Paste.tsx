import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, given } from '../../api/client';
import { may, useMe } from '../../api/session';
import { Select } from '../../parts/Choice';
import { type Column, Table } from '../../parts/Table';
import { Trouble } from '../../shell/SignIn';
import { whole } from '../../texts/formats';
import { t } from '../../texts/texts';
import { TLP } from './queries';

/** Text as it comes in a report or a message; what is to be looked for is found first, and taken in only then. */
export function Paste() {
  const who = useMe();
  const queries = useQueryClient();
  const operates = !may(who, 'analyst');
  const [text, setText] = useState('');
  const [tlp, setTlp] = useState('AMBER');
  const [source, setSource] = useState('');
  const [owner, setOwner] = useState('');
  const reading = useMutation({
    mutationFn: (take: boolean) =>
      answer(
        api.POST('/api/v1/indicators/paste', {
          params: {
            query: given({
              take: take ? 'true' : '',
              tlp: take ? `TLP:${tlp}` : '',
              source: take ? source.trim() : '',
              owner: take && operates ? owner.trim() : '',
            }) as never,
          },
          body: text,
          bodySerializer: (body) => body,
          headers: { 'Content-Type': 'text/plain' },
        }),
      ),
    onSuccess: (_, take) => {
      if (take) {
        void queries.invalidateQueries({ queryKey: ['objects'] });
        void queries.invalidateQueries({ queryKey: ['object-counts'] });
      }
    },
  });
  const result = reading.data;
  const took = reading.variables === true && result !== undefined;
  type Found = NonNullable<typeof result>['found'][number];
  const columns: Column<Found>[] = [
    { id: 'line', name: t('indicators.column.line'), value: (each) => each.line, number: true },
    { id: 'text', name: t('indicators.column.text'), value: (each) => each.text, show: (each) => <span className="mono">{each.text}</span> },
    { id: 'type', name: t('indicators.column.type'), value: (each) => each.type },
    { id: 'value', name: t('indicators.column.value'), value: (each) => each.value, show: (each) => <span className="mono">{each.value}</span> },
    { id: 'dropped', name: t('indicators.column.dropped'), value: (each) => each.dropped },
  ];
  return (
    <section className="card">
      <div className="inside stack">
        <label className="field">
          <span>{t('indicators.paste')}</span>
          <textarea
            className="input mono pasted"
            rows={8}
            data-filter=""
            value={text}
            maxLength={1_048_576}
            placeholder={'hxxp://198.18.0[.]7/login\nvote-portal[.]example'}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <div className="buttons">
          <button type="button" className="button main" disabled={text.trim() === '' || reading.isPending} onClick={() => reading.mutate(false)}>
            {t('indicators.paste.find')}
          </button>
          <span className="note small">{t('indicators.paste.note')}</span>
        </div>
        <Trouble error={reading.error} />
        {result !== undefined && (
          <p role="status">
            <b>
              {took
                ? t('indicators.paste.took', { taken: whole(result.taken), added: whole(result.added) })
                : t('indicators.paste.found', { taken: whole(result.taken), dropped: whole(result.dropped) })}
            </b>
          </p>
        )}
      </div>
      {result !== undefined && result.found.length > 0 && (
        <Table
          caption={t('indicators.paste.list')}
          columns={columns}
          rows={result.found}
          id={(each) => `${each.line} ${each.text} ${each.value}`}
          height={340}
        />
      )}
      {result !== undefined && !took && result.taken > 0 && (
        <div className="inside buttons">
          {operates && (
            <label className="field inline">
              <span>{t('indicators.owner')}</span>
              <input className="input" value={owner} onChange={(event) => setOwner(event.target.value)} />
            </label>
          )}
          <Select label="TLP" chosen={tlp} choose={setTlp} options={TLP.map((value) => ({ value, name: value }))} />
          <label className="field inline">
            <span>{t('indicators.source')}</span>
            <input className="input" value={source} maxLength={200} onChange={(event) => setSource(event.target.value)} />
          </label>
          <button type="button" className="button main" disabled={reading.isPending || (operates && owner.trim() === '')} onClick={() => reading.mutate(true)}>
            {t('indicators.paste.take', { n: result.taken })}
          </button>
        </div>
      )}
    </section>
  );
}
