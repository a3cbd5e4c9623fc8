import { scaleLinear } from 'd3-scale';
import { percent, whole } from '../format';
import { StateShape, stateKey } from '../kit/marks';
import { AsTable } from '../kit/Table';
import { useWidth } from '../kit/width';
import type { EmployeeMomentPromise, ToldKept } from '../rounds/shapes';
import { groupName, isExact, isNearly, toldRange, toldText } from '../rounds/told';
import { useWords } from '../words';

type Row = { key: string; name: string; figure: ToldKept };

/** Released groups on one scale, the weakest first; units that are only shown together stand as one row. */
export function ByGroup({ promise, floor, rows: given, caption, inOrder = false }: { promise: EmployeeMomentPromise; floor: number; rows?: Row[]; caption?: string; inOrder?: boolean }) {
  const { t, language } = useWords();
  const [ref, width] = useWidth<HTMLUListElement>();
  const groups: Row[] = given ?? promise.by_unit.map(({ unit, group, figure }) => ({ key: group.is === 'unit' ? unit.id : group.units.map((one) => one.id).join(), name: group.is === 'unit' ? unit.name : groupName(group, t, language), figure }));
  const once = groups.filter((row, at) => groups.findIndex((other) => other.key === row.key) === at);
  const rank = (figure: ToldKept) => (isExact(figure) ? figure.value : figure.shown === 'nearly_none' ? 0 : figure.shown === 'nearly_all' ? 1 : 2);
  const rows = inOrder ? once : [...once].sort((a, b) => rank(a.figure) - rank(b.figure) || a.name.localeCompare(b.name));
  const name = caption ?? t('web.by_unit');
  const bar = Math.max(90, Math.min(240, width * 0.42));
  const x = scaleLinear([0, 1], [7, bar - 7]);
  const summary = rows.map((row) => `${row.name}: ${toldText(row.figure, t, language)}${toldRange(row.figure, language) ? ` (${toldRange(row.figure, language)})` : ''}${row.figure.shown !== 'hidden' && row.figure.n ? `, n ${whole(row.figure.n, language)}` : ''}`).join('; ');
  if (!rows.length) return <p className="m2">{t('web.employee_moment.no_groups', { floor: whole(floor, language) })}</p>;
  return (
    <>
      <ul ref={ref} className="bygroup" style={{ '--bar': `${bar}px` } as React.CSSProperties}>
        {rows.map(({ key, name: said, figure }) => {
          const tone = figure.state === 'broken' ? 'var(--brick)' : figure.state === 'met' ? 'var(--ink)' : 'var(--stone)';
          return (
            <li key={key}>
              <span className="who">{said}</span>
              {width > 0 && (
                <svg width={bar} height="18" aria-hidden="true">
                  <line x1={x(0)} x2={x(1)} y1="9" y2="9" stroke="var(--line2)" />
                  <line x1={x(promise.norm)} x2={x(promise.norm)} y1="1" y2="17" stroke="var(--ink2)" strokeDasharray="2 2" />
                  <line x1={x(promise.red_line)} x2={x(promise.red_line)} y1="2" y2="16" stroke="var(--brick)" strokeWidth="1.5" />
                  {isExact(figure) && figure.interval && <line x1={x(figure.interval[0])} x2={x(figure.interval[1])} y1="9" y2="9" stroke={tone} strokeWidth="7" strokeLinecap="round" opacity=".26" />}
                  {isExact(figure) && <StateShape state={figure.state} x={x(figure.value)} y={9} size={0.85} />}
                  {isNearly(figure) && <line x1={figure.shown === 'nearly_all' ? x(0.88) : x(0)} x2={figure.shown === 'nearly_all' ? x(1) : x(0.12)} y1="9" y2="9" stroke="var(--ink2)" strokeWidth="7" strokeLinecap="round" />}
                </svg>
              )}
              <span className="tn val">
                <b className={figure.state === 'broken' ? 'brick' : ''}>{toldText(figure, t, language)}</b>{' '}
                <span className="s m3">
                  {figure.shown === 'hidden' ? '' : `${toldRange(figure, language) ?? ''}${toldRange(figure, language) ? ', ' : ''}n ${figure.n === null ? '–' : whole(figure.n, language)}`}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
      {rows.some((row) => row.figure.shown === 'hidden') && <p className="s m2">{t('web.told.hidden_why', { floor: whole(floor, language) })}</p>}
      <AsTable
        caption={name}
        summary={summary}
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { name: t('web.rounds.group'), kind: 'head', cell: (row) => row.name },
          { name: t('web.kept'), kind: 'number', cell: (row) => toldText(row.figure, t, language) },
          { name: t('web.interval'), kind: 'number', cell: (row) => toldRange(row.figure, language) ?? '–' },
          { name: 'n', kind: 'number', cell: (row) => (row.figure.shown === 'hidden' || row.figure.n === null ? '–' : whole(row.figure.n, language)) },
          { name: t('web.norm'), kind: 'number', cell: () => percent(promise.norm) },
          { name: t('web.state'), cell: (row) => (row.figure.state === 'not_asked' ? '–' : t(stateKey(row.figure.state))) },
        ]}
      />
    </>
  );
}
