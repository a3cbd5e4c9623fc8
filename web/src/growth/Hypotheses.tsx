import { scaleLinear } from 'd3-scale';
import type { Estimate, Linkage } from '../api/types';
import { between, decimal, isClear, whole } from '../format';
import { AsTable } from '../kit/Table';
import { useWidth } from '../kit/width';
import { own, useWords } from '../words';

type Row = { key: string; name: string; estimate: Estimate; counts: string };
const signed = (value: number, language: 'nl' | 'en') => (value > 0.004 ? '+' : '') + decimal(value, 2, language);

/** A correlation with its interval, or why there is none. */
export function correlation(estimate: Estimate, language: 'nl' | 'en'): { value: string; range: string } {
  if (estimate.value === null) return { value: '–', range: '' };
  return { value: signed(estimate.value, language), range: estimate.interval ? between(signed(estimate.interval[0], language), signed(estimate.interval[1], language), language) : '' };
}

/** Both directions in time as two hypotheses, then what the first one hangs on. */
export function Hypotheses({ data }: { data: Linkage }) {
  const { t, language } = useWords();
  const [ref, width] = useWidth<HTMLDivElement>();
  const names = { x: own(data.x.name, language), y: own(data.y.name, language) };
  const units = t('web.linkage.n_units', { n: whole(data.units, language) });
  const pairs = (count: number, of: number) => t('web.linkage.n_pairs', { n: whole(count, language), units: whole(of, language) });
  const one = data.one?.name ?? t('web.linkage.one_unit');
  const over = data.lag > 0 ? '' : '_same';
  const groups: { name: string; rows: Row[] }[] = [
    {
      name: t('web.linkage.over_time'),
      rows: [
        { key: 'forward', name: t(`web.linkage.h1${over}`, names), estimate: data.forward, counts: pairs(data.forward.n, data.forward_units) },
        ...(data.lag > 0 ? [{ key: 'backward', name: t('web.linkage.h2', names), estimate: data.backward, counts: pairs(data.backward.n, data.backward_units) }] : []),
      ],
    },
    {
      name: t('web.linkage.holds'),
      rows: [
        { key: 'between', name: t('web.linkage.between'), estimate: data.between, counts: units },
        { key: 'without', name: t('web.linkage.without', { one }), estimate: data.without, counts: t('web.linkage.n_units', { n: whole(data.without.n, language) }) },
      ],
    },
  ];
  const bar = Math.max(70, Math.min(170, width * 0.3));
  const x = scaleLinear([-1, 1], [4, bar - 4]);
  const rows = groups.flatMap((group) => group.rows);
  const summary = rows.map((row) => `${row.name}: ${correlation(row.estimate, language).value} (${correlation(row.estimate, language).range || t('web.linkage.unsaid')}), ${row.counts}`).join('; ');
  return (
    <div ref={ref}>
      {groups.map((group) => (
        <div key={group.name}>
          <h3 className="m2">{group.name}</h3>
          <ul className="hyp">
            {group.rows.map((row) => {
              const { value, range } = correlation(row.estimate, language);
              const clear = isClear(row.estimate);
              const tone = clear ? 'var(--ink)' : 'var(--stone)';
              return (
                <li key={row.key}>
                  <span>
                    {row.name} <span className="s m3 tn">{row.counts}</span>
                  </span>
                  <svg width={bar} height="18" aria-hidden="true">
                    <line x1={x(0)} x2={x(0)} y1="1" y2="17" stroke="var(--line2)" />
                    {row.estimate.interval && <line x1={x(row.estimate.interval[0])} x2={x(row.estimate.interval[1])} y1="9" y2="9" stroke={tone} strokeWidth="3" {...(clear ? {} : { strokeDasharray: '5 3' })} />}
                    {row.estimate.value !== null && <circle cx={x(row.estimate.value)} cy="9" r="4.5" fill={clear ? tone : 'var(--surface)'} stroke={tone} strokeWidth="1.6" />}
                  </svg>
                  <span className="tn">
                    <b>{value}</b> <span className="s m3">{range || (row.estimate.value === null ? t('web.linkage.unsaid') : '')}</span>
                  </span>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
      <AsTable
        caption={t('web.linkage.hypotheses')}
        summary={summary}
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { name: t('web.linkage.hypothesis'), kind: 'head', cell: (row) => row.name },
          { name: t('web.linkage.correlation'), kind: 'number', cell: (row) => correlation(row.estimate, language).value },
          { name: t('web.interval'), kind: 'number', cell: (row) => correlation(row.estimate, language).range || '–' },
          { name: 'n', kind: 'number', cell: (row) => row.counts },
        ]}
      />
    </div>
  );
}
