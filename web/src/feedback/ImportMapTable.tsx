import { useEffect, useRef, useState } from 'react';
import { ask } from '../api/client';
import type { ImportColumn, ImportPreview, ImportRow, StageName } from '../api/types';
import { whole } from '../format';
import { FormEnd, useSend } from '../kit/Dialog';
import { Textarea } from '../kit/fields';
import { Table } from '../kit/Table';
import { toast } from '../shell/toast';
import { useWords } from '../words';
import { asKindOf, kindOf, kindsFor, listOf, questionOf, readMap, roleOf, textOf, withQuestion, withRole, writeMap, type ImportMap, type Part, type Role } from './import_map';
import { imported } from './Imports';

const ROLES: Role[] = ['moment', 'question', 'outcome', 'unit', 'date', 'identifier', 'weight', 'ignore'];
const STAGES: StageName[] = ['see', 'think', 'do', 'care'];

/** What was found in a file, column by column, and what each becomes: a proposal until someone presses the button. */
export function Seen({ file, seen, onDone }: { file: string; seen: ImportPreview; onDone: () => void }) {
  const { t, language } = useWords();
  const [toml, setToml] = useState(seen.map);
  const map = readMap(toml);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { busy, fault, submit } = useSend(
    () => ask<ImportRow>('POST', '/imports', { body: { upload: seen.upload, map: toml } }),
    () => {
      imported();
      toast(t('web.import.started'));
      onDone();
    },
  );
  const put = (next: ImportMap) => setToml(writeMap(next));
  return (
    <section className="card" aria-labelledby="seen">
      <div className="ch">
        <h2 id="seen" ref={heading} tabIndex={-1}>
          {t('web.import.seen', { file })}
        </h2>
        <span className="s m3">{t('web.import.seen_how', { rows: whole(seen.rows_seen, language), delimiter: seen.delimiter === '\t' ? 'tab' : seen.delimiter || '–', encoding: seen.encoding || seen.format })}</span>
      </div>
      <form className="form" onSubmit={submit}>
        {map ? <Columns seen={seen} map={map} onChange={put} /> : <p className="notice">{t('web.import.table_follows')}</p>}
        {map && map.question.length === 0 && <p className="notice bad">{t('web.import.no_question')}</p>}
        <details className="astable">
          <summary>{t('web.import.toml_open')}</summary>
          <Textarea className="code" label={t('web.import.map')} description={t('web.import.map_what')} rows={14} autosize={false} value={toml} onChange={(event) => setToml(event.currentTarget.value)} error={fault.field('map')} spellCheck={false} />
        </details>
        {fault.list.length > 0 && (
          <ul className="notice bad s">
            {fault.list.map((one) => (
              <li key={one.path + one.key}>
                <code>{one.path}</code>: {one.text}
              </li>
            ))}
          </ul>
        )}
        <FormEnd fault={fault} busy={busy} label={t('web.import.start')} onCancel={onDone} />
      </form>
    </section>
  );
}

function Columns({ seen, map, onChange }: { seen: ImportPreview; map: ImportMap; onChange: (next: ImportMap) => void }) {
  const { t, language } = useWords();
  const change = (column: ImportColumn, how: (question: Part) => Part) => onChange(withQuestion(map, column.name, how));
  const values = (column: ImportColumn, key: 'not_applicable' | 'missing' | 'kept', label: string) => {
    const question = questionOf(map, column.name);
    if (!question) return '–';
    return <Values label={`${label}: ${column.name}`} value={textOf(question[key])} onChange={(list) => change(column, (one) => ({ ...one, [key]: list }))} />;
  };
  return (
    <>
      <p className="s m2">{t('web.import.values_what')}</p>
      <Table
        caption={t('web.import.columns')}
        rows={seen.columns}
        rowKey={(column, at) => `${at}${column.name}`}
        columns={[
          {
            name: t('web.import.column'),
            kind: 'head',
            cell: (column) => (
              <span className="colname">
                {column.name}
                <span className="s m3 block">{column.example.slice(0, 4).join(' · ')}</span>
              </span>
            ),
          },
          {
            name: t('web.import.role'),
            cell: (column) => (
              <select className="plain" aria-label={`${t('web.import.role')}: ${column.name}`} value={roleOf(map, column.name)} onChange={(event) => onChange(withRole(map, column, event.target.value as Role))}>
                {ROLES.map((role) => (
                  <option key={role} value={role}>
                    {t(`web.import.role.${role}`)}
                  </option>
                ))}
              </select>
            ),
          },
          {
            name: t('web.import.kind'),
            cell: (column) => {
              const question = questionOf(map, column.name);
              if (!question) return t(`web.import.kind.${column.kind}`);
              return (
                <select className="plain" aria-label={`${t('web.import.kind')}: ${column.name}`} value={kindOf(question)} onChange={(event) => change(column, (one) => asKindOf(one, event.target.value, column))}>
                  {[...new Set([...kindsFor(column, question), kindOf(question)])].map((kind) => (
                    <option key={kind} value={kind}>
                      {kind.startsWith('scale:') ? t('web.import.kind.scale', { n: Number(kind.slice(6)) }) : t(`web.import.kind.${kind}`)}
                    </option>
                  ))}
                </select>
              );
            },
          },
          {
            name: t('web.import.stage'),
            cell: (column) => {
              const question = questionOf(map, column.name);
              if (!question?.moment) return '–';
              return (
                <select className="plain" aria-label={`${t('web.import.stage')}: ${column.name}`} value={String(question.stage ?? 'care')} onChange={(event) => change(column, (one) => ({ ...one, stage: event.target.value }))}>
                  {STAGES.map((stage) => (
                    <option key={stage} value={stage}>
                      {t(`web.stage.${stage}`)}
                    </option>
                  ))}
                </select>
              );
            },
          },
          { name: t('web.import.kept'), cell: (column) => (questionOf(map, column.name)?.moment ? values(column, 'kept', t('web.import.kept')) : '–') },
          { name: t('web.import.na'), cell: (column) => values(column, 'not_applicable', t('web.import.na')) },
          { name: t('web.import.missing_values'), cell: (column) => values(column, 'missing', t('web.import.missing_values')) },
          { name: t('web.import.missing'), kind: 'number', cell: (column) => whole(column.missing, language) },
        ]}
      />
    </>
  );
}

/** Keeps what is typed until the field is left: a comma that was just typed is not taken away again. */
function Values({ label, value, onChange }: { label: string; value: string; onChange: (list: string[]) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      className="plain"
      aria-label={label}
      value={typed ?? value}
      size={8}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(listOf(event.target.value));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
