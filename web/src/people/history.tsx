import type { HistoryRow } from '../api/types';
import { moment } from '../format';
import { type Language, type Say, useWords } from '../words';

/** A word of the log in the reader's language; one that is not in the catalogue yet is shown as it is. */
export function spoken(t: Say, start: 'web.verb.' | 'web.entity.', word: string): string {
  const said = t(`${start}${word}`);
  return said === `${start}${word}` ? word.replaceAll('_', ' ') : said;
}

export function HistoryList({ rows, empty, language }: { rows: HistoryRow[]; empty: string; language: Language }) {
  const { t } = useWords();
  if (!rows.length) return <p className="m2">{empty}</p>;
  return (
    <ol className="stack">
      {rows.map((row, at) => (
        <li key={at}>
          <b>{spoken(t, 'web.verb.', row.verb)}</b>
          <span className="s m2">
            {' '}
            {row.at ? moment(row.at, language) : ''}
            {row.actor ? `, ${typeof row.actor === 'string' ? row.actor : row.actor.name}` : ''}
          </span>
          <p className="s m3">{describe(row.detail)}</p>
        </li>
      ))}
    </ol>
  );
}

/** A detail of the history in plain pairs, without the braces of a machine. */
export function describe(detail: unknown): string {
  if (detail === null || detail === undefined) return '';
  if (typeof detail !== 'object') return String(detail);
  return Object.entries(detail as Record<string, unknown>)
    .map(([key, value]) => `${key}: ${typeof value === 'object' && value !== null ? describe(value) : String(value)}`)
    .join(', ');
}
