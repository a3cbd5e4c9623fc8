import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type DragEvent, useRef, useState } from 'react';
import { ask } from '../api/client';
import { importsQuery, refusedQuery } from '../api/queries';
import { client } from '../api/session';
import type { ImportPreview, ImportRow } from '../api/types';
import { bytes, moment, whole } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { Icon } from '../kit/icons';
import { Empty, Fault, Fetched, Loading } from '../kit/States';
import { Table } from '../kit/Table';
import { toast } from '../shell/toast';
import { useWords } from '../words';
import { Seen } from './ImportMapTable';
import './measurement.css';

export const imported = () => {
  for (const key of ['imports', 'overview', 'moment', 'stories', 'journeys', 'promises', 'units']) void client.invalidateQueries({ queryKey: [key] });
};

/** A file in: seen first, then sent, followed, and undone when it was wrong. */
export function Imports() {
  const { t, language } = useWords();
  const list = useQuery(importsQuery);
  const [preview, setPreview] = useState<{ file: string; seen: ImportPreview } | null>(null);
  const [refused, setRefused] = useState<ImportRow | null>(null);
  const [undoing, setUndoing] = useState<ImportRow | null>(null);
  const by = (row: ImportRow) => (typeof row.by === 'string' ? row.by : (row.by?.name ?? '–'));
  return (
    <>
      {preview ? <Seen file={preview.file} seen={preview.seen} onDone={() => setPreview(null)} /> : <Upload onSeen={(file, seen) => setPreview({ file, seen })} />}
      <section className="card" aria-labelledby="imports">
        <div className="ch">
          <h2 id="imports">{t('web.import.earlier')}</h2>
        </div>
        <Fetched of={list}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={t('web.import.none')}>{t('web.import.none_text')}</Empty>
            ) : (
              <Table
                caption={t('web.import.earlier')}
                rows={rows}
                rowKey={(row) => row.id}
                columns={[
                  {
                    name: t('web.import.file'),
                    kind: 'head',
                    cell: (row) => (
                      <>
                        {row.name}
                        <span className="s m3 block">
                          {moment(row.started_at, language)}, {by(row)}
                        </span>
                      </>
                    ),
                  },
                  {
                    name: t('web.state'),
                    cell: (row) => (
                      <span className={`chip ${row.state === 'failed' ? 'brick' : row.state === 'done' ? 'teal' : ''}`} role="status">
                        {t(`web.import.state.${row.state}`)}
                      </span>
                    ),
                  },
                  { name: t('web.import.read'), kind: 'number', cell: (row) => whole(row.rows_read, language) },
                  { name: t('web.import.added'), kind: 'number', cell: (row) => whole(row.rows_added, language) },
                  { name: t('web.import.duplicate'), kind: 'number', cell: (row) => whole(row.rows_duplicate, language) },
                  {
                    name: t('web.import.refused'),
                    kind: 'number',
                    cell: (row) =>
                      row.rows_refused > 0 ? (
                        <button type="button" className="lk" onClick={() => setRefused(row)}>
                          {whole(row.rows_refused, language)}
                          <span className="vh"> {t('web.import.refused_show', { file: row.name })}</span>
                        </button>
                      ) : (
                        '0'
                      ),
                  },
                  {
                    name: t('web.actions'),
                    kind: 'acts',
                    cell: (row) =>
                      row.state === 'done' || row.state === 'failed' ? (
                        <button type="button" className="btn sm" onClick={() => setUndoing(row)}>
                          {t('web.import.undo')}
                          <span className="vh">: {row.name}</span>
                        </button>
                      ) : null,
                  },
                ]}
              />
            )
          }
        </Fetched>
      </section>
      <Dialog title={refused ? t('web.import.refused_of', { file: refused.name }) : ''} opened={refused !== null} onClose={() => setRefused(null)} wide>
        {refused && <Refused id={refused.id} />}
      </Dialog>
      <Dialog title={t('web.import.undo')} opened={undoing !== null} onClose={() => setUndoing(null)}>
        {undoing && <Undo row={undoing} onDone={() => setUndoing(null)} />}
      </Dialog>
    </>
  );
}

function Upload({ onSeen }: { onSeen: (file: string, seen: ImportPreview) => void }) {
  const { t, language } = useWords();
  const [file, setFile] = useState<File | null>(null);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  // The input holds it too, so that the form is complete and says which file it is.
  const drop = (event: DragEvent<HTMLLabelElement>) => {
    event.preventDefault();
    setOver(false);
    const [first] = event.dataTransfer.files;
    if (!first || !input.current) return;
    const held = new DataTransfer();
    held.items.add(first);
    input.current.files = held.files;
    setFile(first);
  };
  const { busy, fault, submit } = useSend(
    async () => {
      if (!file) return null;
      return ask<ImportPreview>('POST', '/imports/preview', { query: { name: file.name }, raw: new Blob([file], { type: 'application/octet-stream' }) });
    },
    (seen) => {
      if (seen && file) onSeen(file.name, seen);
    },
  );
  return (
    <section className="card" aria-labelledby="upload">
      <div className="ch">
        <h2 id="upload">{t('web.import.new')}</h2>
      </div>
      <form className="form" onSubmit={submit}>
        <label
          className={over ? 'dropfile over' : 'dropfile'}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <Icon name="file" size={20} />
          <span>
            <b>{file ? file.name : t('web.import.choose')}</b>
            <span className="s m2 block">{file ? bytes(file.size, language) : t('web.import.kinds')}</span>
          </span>
          <input ref={input} type="file" accept=".csv,.tsv,.txt,.gz,.xz,.sav,.zsav,.parquet" onChange={(event) => setFile(event.target.files?.[0] ?? null)} required />
        </label>
        <FormEnd fault={fault} busy={busy} label={t('web.import.look')} />
      </form>
    </section>
  );
}

function Refused({ id }: { id: string }) {
  const { t, language } = useWords();
  const rows = useInfiniteQuery(refusedQuery(id));
  if (rows.isPending) return <Loading />;
  if (rows.error) return <Fault error={rows.error} retry={() => void rows.refetch()} />;
  return (
    <div className="stack">
      <Table
        caption={t('web.import.refused')}
        rows={rows.data.pages.flatMap((page) => page.items)}
        rowKey={(_, at) => `${at}`}
        columns={[
          { name: t('web.import.row'), kind: 'head', cell: (row) => whole(row.row, language) },
          { name: t('web.import.column'), cell: (row) => row.field ?? '–' },
          { name: t('web.reason'), cell: (row) => row.reason },
        ]}
      />
      {rows.hasNextPage && (
        <button type="button" className="btn" onClick={() => void rows.fetchNextPage()}>
          {t('web.more')}
        </button>
      )}
    </div>
  );
}

function Undo({ row, onDone }: { row: ImportRow; onDone: () => void }) {
  const { t, language } = useWords();
  const { busy, fault, submit } = useSend(
    () => ask('POST', `/imports/${row.id}/undo`),
    () => {
      imported();
      toast(t('web.import.undone'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p>{t('web.import.undo_what', { n: whole(row.rows_added, language), file: row.name })}</p>
      <FormEnd fault={fault} busy={busy} label={t('web.import.undo')} onCancel={onDone} />
    </form>
  );
}
