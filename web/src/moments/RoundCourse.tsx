import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import { day, percent, whole } from '../format';
import { StateShape, stateKey } from '../kit/marks';
import { AsTable } from '../kit/Table';
import { useWidth } from '../kit/width';
import { keptOf } from '../promises/with_employees';
import type { EmployeeMomentPromise } from '../rounds/shapes';
import { isExact, roundName, toldRange, toldText, toldWhole } from '../rounds/told';
import { useWords } from '../words';

const LEFT = 34;
const TOP = 22;
const BOTTOM = 44;

/** One promise through the rounds. Each round is a measurement of its own: no one is followed, so the road is thin and the marks are not. */
export function RoundCourse({ promise, height = 236 }: { promise: EmployeeMomentPromise; height?: number }) {
  const { t, language } = useWords();
  const [ref, width] = useWidth<HTMLDivElement>();
  const HEIGHT = width < 520 ? 236 : height;
  const rounds = [...promise.by_round].sort((a, b) => a.round.number - b.round.number);
  const said = rounds.filter(({ figure }) => isExact(figure));
  const low = Math.max(0, Math.floor(Math.min(promise.red_line, promise.norm, ...said.map(({ figure }) => figure.interval?.[0] ?? figure.value ?? 1)) * 10 - 0.2) / 10);
  // the names of the lines stand beside the road where there is room, else on it
  const beside = width >= 520;
  const right = Math.max(LEFT + 60, width - (beside ? 88 : 12));
  const name = beside ? right + 6 : LEFT + 2;
  const y = scaleLinear([low, 1], [HEIGHT - BOTTOM, TOP]);
  const place = scalePoint<string>(rounds.map(({ round }) => round.id), [LEFT, right]).padding(0.5);
  const x = (id: string) => place(id) ?? LEFT;
  const room = rounds.length ? (right - LEFT) / rounds.length : 0;
  const every = room >= 46 ? 1 : Math.ceil(46 / Math.max(1, room));
  const path = line<(typeof said)[number]>()
    .x(({ round }) => x(round.id))
    .y(({ figure }) => y(figure.value ?? 0))(said);
  const summary = `${rounds.map(({ round, figure }) => `${roundName(round, t, language)}: ${toldWhole(figure, t, language)}, ${t(stateKey(figure.state))}`).join('; ')}. ${t('web.employee_moment.lines', { norm: percent(promise.norm), red: percent(promise.red_line) })}`;
  const ticks = y.ticks(5).filter((tick) => tick >= low && tick <= 1);
  return (
    <>
      <div ref={ref} className="coursebox">
        {width > 0 && (
          <svg width={width} height={HEIGHT} role="img" aria-label={summary}>
            {ticks.map((tick) => (
              <g key={tick}>
                <line x1={LEFT} x2={right} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
                <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end" className="sm">
                  {Math.round(tick * 100)}
                </text>
              </g>
            ))}
            <line x1={LEFT} x2={right} y1={y(promise.norm)} y2={y(promise.norm)} stroke="var(--ink2)" strokeDasharray="4 3" />
            <line x1={LEFT} x2={right} y1={y(promise.red_line)} y2={y(promise.red_line)} stroke="var(--brick)" strokeWidth="1.3" />
            {said.length > 1 && <path d={path ?? ''} fill="none" stroke="var(--line2)" strokeWidth="2" />}
            <text x={name} y={y(promise.norm) + (beside ? 4 : -5)} className="st halo">
              {t('web.norm').toLocaleLowerCase()} {percent(promise.norm)}
            </text>
            <text x={name} y={y(promise.red_line) + (beside ? 4 : 14)} className="redtext halo">
              {t('web.red_line')} {percent(promise.red_line)}
            </text>
            {rounds.map(({ round, figure }, at) => {
              const kept = keptOf(figure);
              const tone = kept.state === 'broken' ? 'var(--brick)' : kept.state === 'met' ? 'var(--ink)' : 'var(--stone)';
              const middle = x(round.id);
              const labelled = at === rounds.length - 1 || (at % every === 0 && rounds.length - 1 - at >= every);
              return (
                <g key={round.id}>
                  {isExact(figure) && figure.interval && <line x1={middle} x2={middle} y1={y(figure.interval[0])} y2={y(figure.interval[1])} stroke={tone} strokeWidth="7" strokeLinecap="round" opacity=".26" />}
                  {isExact(figure) ? (
                    <>
                      <StateShape state={figure.state} x={middle} y={y(figure.value)} />
                      {labelled && (
                        <text x={middle} y={Math.max(11, y(figure.interval?.[1] ?? figure.value) - 8)} textAnchor="middle" className="st halo" fontWeight="600">
                          {toldText(figure, t, language)}
                        </text>
                      )}
                    </>
                  ) : (
                    <text x={middle} y={TOP + 12} textAnchor="middle" className="sm halo">
                      {toldText(figure, t, language)}
                    </text>
                  )}
                  {labelled && (
                    <>
                      <text x={middle} y={HEIGHT - 24} textAnchor="middle" className="st">
                        {round.closed ? day(round.closed, language, false) : whole(round.number, language)}
                      </text>
                      <text x={middle} y={HEIGHT - 8} textAnchor="middle" className="sm">
                        {figure.shown === 'hidden' || !figure.n ? '' : `n ${whole(figure.n, language)}`}
                      </text>
                    </>
                  )}
                </g>
              );
            })}
          </svg>
        )}
      </div>
      <AsTable
        caption={t('web.employee_moment.course')}
        summary={summary}
        rows={rounds}
        rowKey={({ round }) => round.id}
        columns={[
          { name: t('web.rounds.round'), kind: 'head', cell: ({ round }) => roundName(round, t, language) },
          { name: t('web.rounds.closed'), cell: ({ round }) => (round.closed ? day(round.closed, language) : '–') },
          { name: t('web.kept'), kind: 'number', cell: ({ figure }) => toldText(figure, t, language) },
          { name: t('web.interval'), kind: 'number', cell: ({ figure }) => toldRange(figure, language) ?? '–' },
          { name: 'n', kind: 'number', cell: ({ figure }) => (figure.shown === 'hidden' || figure.n === null ? '–' : whole(figure.n, language)) },
          { name: t('web.state'), cell: ({ figure }) => (figure.state === 'not_asked' ? '–' : t(stateKey(figure.state))) },
        ]}
      />
    </>
  );
}
