import type { ReactNode } from 'react';
import { useWords } from '../words';

export type Column<Row> = { name: ReactNode; cell: (row: Row, at: number) => ReactNode; kind?: 'head' | 'number' | 'acts' };

export function Table<Row>({ caption, columns, rows, rowKey }: { caption: string; columns: Column<Row>[]; rows: Row[]; rowKey: (row: Row, at: number) => string }) {
  const tone = (kind?: string) => (kind === 'number' ? 'r' : kind === 'acts' ? 'acts' : undefined);
  return (
    // a wide table scrolls by itself; with the keyboard as well
    <div className="scroll" tabIndex={0} role="group" aria-label={caption}>
      <table className="tbl">
        <caption className="vh">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th key={at} scope="col" className={tone(column.kind)}>
                {column.kind === 'acts' ? <span className="vh">{column.name}</span> : column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={rowKey(row, at)}>
              {columns.map((column, place) =>
                column.kind === 'head' ? (
                  <th key={place} scope="row">
                    {column.cell(row, at)}
                  </th>
                ) : (
                  <td key={place} className={tone(column.kind)}>
                    {column.cell(row, at)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Every chart has this beside it: its summary in words and its figures in a table. */
export function AsTable<Row>({ summary, ...table }: { summary: string; caption: string; columns: Column<Row>[]; rows: Row[]; rowKey: (row: Row, at: number) => string }) {
  const { t } = useWords();
  return (
    <details className="astable">
      <summary>
        {t('web.as_table')}
        <span className="vh">: {table.caption}</span>
      </summary>
      <p className="summary s">{summary}</p>
      <Table {...table} />
    </details>
  );
}
