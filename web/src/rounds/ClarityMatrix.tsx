import { whole } from '../format';
import { Icon } from '../kit/icons';
import { AsTable } from '../kit/Table';
import { useWidth } from '../kit/width';
import { own, useWords, type Language, type Say } from '../words';
import { heat, lagging, lags } from './clarity';
import type { Clarity, ClarityColumn, ClarityRow, Told } from './shapes';
import { groupName, isExact, roundName, toldRange, toldText, toldWhole } from './told';
import './team.css';

const STEP = ['h0', 'h1c', 'h2c', 'h3c'] as const;
/** "14 antwoorden", "12–14 antwoorden" where not everyone answered everything. */
const answers = ([low, high]: [number, number], t: Say, language: Language) => t('web.team.answers', { count: high, n: low === high ? whole(high, language) : `${whole(low, language)}–${whole(high, language)}` });

const rowName = (row: ClarityRow, t: Say, language: Language) => (row.whole ? t('web.team.whole', { unit: row.unit.name }) : row.group.is === 'unit' ? row.unit.name : groupName(row.group, t, language));

/** The head of a column in two lines: "Mag" and "ik beslissen". */
export function columnHead(column: ClarityColumn, language: Language): { lead: string; rest: string } {
  const [lead = '', ...rest] = (own(column.short, language) || own(column.text, language)).split(' ');
  return { lead, rest: rest.join(' ') };
}

/** plain: for a screen nobody touches, without its table; `more`: how many groups are not among the rows. */
export function ClarityMatrix({ data, plain = false, more }: { data: Clarity; plain?: boolean; more?: string | undefined }) {
  const { t, language } = useWords();
  const floor = data.round.floor;
  const marked = data.rows.some((row) => row.cells.some((cell, at) => lags(cell, data.compare?.cells[at])));
  const summary = data.rows.map((row) => `${rowName(row, t, language)}: ${data.columns.map((column, at) => `${own(column.text, language)} ${row.cells[at] ? toldWhole(row.cells[at] as Told, t, language) : '–'}`).join(', ')}.`).join(' ');
  return (
    <section className="card team" aria-labelledby="clarity">
      <div className="ch">
        <h2 id="clarity">{t('web.team.clarity')}</h2>
        <span className="s m3">{t('web.team.clarity_what', { round: roundName(data.round, t, language) })}</span>
        <span className="r chip o">
          <Icon name="lock" size={12} />
          {t('web.team.locked', { floor: whole(floor, language) })}
        </span>
      </div>
      <Grid data={data} />
      {more && <p className="s m2">{more}</p>}
      {data.rows.some((row) => row.cells.some((cell) => cell.shown === 'hidden')) && <p className="s m2" style={{ marginTop: 6 }}>{t('web.told.hidden_why', { floor: whole(floor, language) })}</p>}
      <Lags data={data} />
      {data.correct && <p className="s m2" style={{ marginTop: 6 }}>{t('web.team.correct', { figure: toldWhole(data.correct, t, language) })}</p>}
      <p className="heatkey s">
        {(['web.team.under_half', 'web.team.from_half', 'web.team.from_seventy', 'web.team.from_85'] as const).map((key, step) => (
          <span key={key}>
            <i className={STEP[step]} aria-hidden="true" />
            {t(key)}
          </span>
        ))}
        {marked && (
          <span>
            <b className="brick">▼</b>
            {t('web.team.marked', { all: data.compare?.name ?? '' })}
          </span>
        )}
      </p>
      {!plain && (
        <AsTable
          caption={t('web.team.clarity')}
          summary={summary}
          rows={[...data.rows.map((row) => ({ name: rowName(row, t, language), cells: row.cells })), ...(data.compare ? [{ name: data.compare.name, cells: data.compare.cells }] : [])]}
          rowKey={(row, at) => `${row.name}${at}`}
          columns={[
            { name: t('web.rounds.group'), kind: 'head', cell: (row) => row.name },
            ...data.columns.map((column, at) => ({ name: own(column.text, language), kind: 'number' as const, cell: (row: { cells: Told[] }) => (row.cells[at] ? toldWhole(row.cells[at] as Told, t, language) : '–') })),
          ]}
        />
      )}
    </section>
  );
}

/** Where there is no room for a column of names each row of cells has its name above it. */
const NAMES_BESIDE = 560;
function Grid({ data }: { data: Clarity }) {
  const { t, language } = useWords();
  const [ref, width] = useWidth<HTMLDivElement>();
  const beside = width === 0 || width >= NAMES_BESIDE;
  const name = (row: ClarityRow) => (
    <>
      <b>{rowName(row, t, language)}</b>
      {beside ? <br /> : ' '}
      <span className="s m3 tn">{answers(row.n, t, language)}</span>
    </>
  );
  const cells = (row: ClarityRow) => data.columns.map((column, at) => <td key={column.key}>{row.cells[at] ? <Cell cell={row.cells[at]} all={data.compare?.cells[at]} /> : null}</td>);
  const total = (row: ClarityRow) => (row.whole && data.rows.length > 1 ? 'tot' : undefined);
  return (
    <div ref={ref} className="scroll" tabIndex={0} role="group" aria-label={t('web.team.clarity')}>
      <table className={beside ? 'pulse' : 'pulse above'}>
        <caption className="vh">{`${t('web.team.clarity')}, ${t('web.team.clarity_what', { round: roundName(data.round, t, language) })}`}</caption>
        <thead>
          <tr>
            {beside && <th scope="col">{t('web.rounds.group')}</th>}
            {data.columns.map((column) => {
              const head = columnHead(column, language);
              return (
                <th key={column.key} scope="col" title={own(column.text, language)}>
                  <b>{head.lead}</b>
                  <span>{head.rest}</span>
                </th>
              );
            })}
          </tr>
        </thead>
        {beside ? (
          <tbody>
            {data.rows.map((row) => (
              <tr key={`${row.unit.id}${row.whole}`} className={total(row)}>
                <th scope="row">{name(row)}</th>
                {cells(row)}
              </tr>
            ))}
          </tbody>
        ) : (
          data.rows.map((row) => (
            <tbody key={`${row.unit.id}${row.whole}`}>
              <tr className={total(row)}>
                <th scope="rowgroup" colSpan={data.columns.length}>
                  {name(row)}
                </th>
              </tr>
              <tr>{cells(row)}</tr>
            </tbody>
          ))
        )}
      </table>
    </div>
  );
}

function Cell({ cell, all }: { cell: Told; all: Told | undefined }) {
  const { t, language } = useWords();
  const step = heat(cell);
  const behind = lags(cell, all);
  if (step === null) return <span className="ce hid">{cell.shown === 'hidden' ? t('web.told.hidden') : '–'}</span>;
  const text = toldText(cell, t, language);
  if (!isExact(cell)) return <span className={`ce words ${STEP[step]}`}>{text}</span>;
  return (
    <span className={`ce ${behind ? 'lags' : STEP[step]}`}>
      <span>
        {behind && (
          <>
            <span aria-hidden="true">▼ </span>
            <span className="vh">{t('web.team.behind')} </span>
          </>
        )}
        {text.replace('%', '')}
        <span className="vh">%</span>
      </span>
      <small>{toldRange(cell, language)}</small>
    </span>
  );
}

/** One sentence under the matrix, of the same figures: the column to speak about. */
function Lags({ data }: { data: Clarity }) {
  const { t, language } = useWords();
  const found = lagging(data);
  if (!found) return null;
  const column = data.columns[found.at];
  if (!column) return null;
  const whole_row = data.rows.find((row) => row.whole) ?? data.rows[0];
  const values = {
    figure: toldWhole(found.cell, t, language),
    question: own(column.text, language),
    all: data.compare?.name ?? '',
    all_figure: found.all ? toldWhole(found.all, t, language) : '',
    unit: whole_row?.unit.name ?? '',
  };
  const head = columnHead(column, language).lead;
  return (
    <p className={`lagline${found.clear ? ' bad' : ''}`}>
      <b>{head}</b> {t(found.clear ? 'web.team.lags' : found.all ? 'web.team.lowest' : 'web.team.lowest_alone', values)}
    </p>
  );
}
