import { scaleLinear } from 'd3-scale';
import { useState } from 'react';
import type { Kept, Named } from '../api/types';
import { interval, keptText, percent, whole } from '../format';
import { StateShape, stateKey } from '../kit/marks';
import { AsTable } from '../kit/Table';
import { isAsked } from '../promises/journey_layout';
import { useWidth } from '../kit/width';
import { useWords } from '../words';

type Row = { unit: Named; kept: Kept };
const SHOWN = 14;

/** Units side by side on one scale, the weakest first; what cannot be said stands last. */
export function ByUnit({ rows, norm, red, caption }: { rows: Row[]; norm: number; red: number; caption: string }) {
  const { t, language } = useWords();
  const [ref, width] = useWidth<HTMLDivElement>();
  const [all, setAll] = useState(false);
  const order = [...rows].sort((a, b) => Number(isAsked(b.kept)) - Number(isAsked(a.kept)) || (a.kept.value ?? 0) - (b.kept.value ?? 0) || a.unit.name.localeCompare(b.unit.name));
  const shown = all ? order : order.slice(0, SHOWN);
  const asked = order.filter((row) => isAsked(row.kept));
  const [lowest, highest] = [asked[0], asked.at(-1)];
  const withRange = (kept: Kept) => `${keptText(kept, language)} (${interval(kept, language) ?? '–'})`;
  const summary =
    lowest && highest
      ? t('web.by_unit.summary', { low: lowest.unit.name, low_value: withRange(lowest.kept), high: highest.unit.name, high_value: withRange(highest.kept), n: rows.length })
      : t('web.by_unit.none');
  const names = width < 300 ? 96 : 128;
  const floor = Math.max(0, Math.floor((Math.min(red, ...asked.map((row) => row.kept.interval?.[0] ?? 1)) - 0.02) * 10) / 10);
  const x = scaleLinear([floor, 1], [names + 6, Math.max(names + 56, width - 118)]);
  const line = 22;
  const height = shown.length * line + 22;
  return (
    <>
      <div ref={ref}>
        {width > 0 && (
          <svg width={width} height={height} role="img" aria-label={summary}>
            <line x1={x(norm)} x2={x(norm)} y1={14} y2={height} stroke="var(--ink2)" strokeDasharray="4 3" />
            <line x1={x(red)} x2={x(red)} y1={14} y2={height} stroke="var(--brick)" strokeWidth="1.3" />
            <text x={x(norm) - 4} y={10} textAnchor="start" className="sm">
              {percent(norm)}
            </text>
            <text x={x(red) + 4} y={10} textAnchor="end" className="redtext">
              {percent(red)}
            </text>
            {shown.map(({ unit, kept }, at) => {
              const y = 28 + at * line;
              const tone = kept.state === 'broken' ? 'var(--brick)' : kept.state === 'met' ? 'var(--ink)' : 'var(--stone)';
              const known = isAsked(kept);
              return (
                <g key={unit.id}>
                  <text x={0} y={y + 4} className="st">
                    {unit.name.length * 6.6 > names ? `${unit.name.slice(0, Math.floor(names / 6.8) - 1)}…` : unit.name}
                  </text>
                  {known && kept.interval && <line x1={x(kept.interval[0])} x2={x(kept.interval[1])} y1={y} y2={y} stroke={tone} strokeWidth="7" strokeLinecap="round" opacity=".26" />}
                  {known && <StateShape state={kept.state} x={x(kept.value ?? 0)} y={y} size={0.85} />}
                  {known && (
                    <text x={width} y={y + 4} textAnchor="end" className="sm">
                      n {whole(kept.n, language)}
                    </text>
                  )}
                  <text x={known ? width - 56 : width} y={y + 4} textAnchor="end" className={kept.state === 'broken' ? 'redtext' : 'st'} fontWeight={known ? 600 : 400}>
                    {known ? keptText(kept, language) : t('web.state.not_asked')}
                  </text>
                </g>
              );
            })}
          </svg>
        )}
      </div>
      {order.length > SHOWN && (
        <button type="button" className="lk s" onClick={() => setAll(!all)}>
          {all ? t('web.by_unit.fewer') : t('web.by_unit.all', { n: order.length })}
        </button>
      )}
      <AsTable
        caption={caption}
        summary={summary}
        rows={order}
        rowKey={(row) => row.unit.id}
        columns={[
          { name: t('web.unit'), kind: 'head', cell: (row) => row.unit.name },
          { name: t('web.kept'), kind: 'number', cell: ({ kept }) => (isAsked(kept) ? keptText(kept, language) : '–') },
          { name: t('web.interval'), kind: 'number', cell: ({ kept }) => interval(kept, language) ?? '–' },
          { name: 'n', kind: 'number', cell: ({ kept }) => whole(kept.n, language) },
          { name: t('web.state'), cell: ({ kept }) => t(stateKey(kept.state)) },
        ]}
      />
    </>
  );
}
