import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { difference, differenceInterval, interval, isClear, percent, whole } from '../format';
import { AsTable } from '../kit/Table';
import type { Estimate } from '../api/types';
import { useWords } from '../words';
import { type Barrier, type BarrierWhole, barrierQuery } from './queries';
import { clockOf } from './told';

/** How much of the time has gone, in words and as a bar. */
export function ClockBar({ one }: { one: Barrier }) {
  const { t, language } = useWords();
  const { text, tone, part } = clockOf(one, Date.now(), t, language);
  return (
    <div className={`clock ${tone}`}>
      <span className={tone === 'm2' ? '' : 'b'}>{text}</span>
      {part !== null && (
        <span className="slot" aria-hidden="true">
          <span style={{ width: `${Math.round(part * 100)}%` }} />
        </span>
      )}
    </div>
  );
}

type Said = Required<Pick<BarrierWhole['dip'], 'with' | 'without' | 'difference' | 'days'>>;
export function saidOf(dip: BarrierWhole['dip'] | undefined): Said | null {
  if (!dip?.difference || dip.difference.value === null || !dip.with || !dip.without || dip.days === undefined) return null;
  return { with: dip.with, without: dip.without, difference: dip.difference, days: dip.days };
}

/** What customers say on days with it, asked once the row is looked at. */
export function DipBeside({ id }: { id: string }) {
  const { t, language } = useWords();
  const place = useRef<HTMLSpanElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true));
    if (place.current) watcher.observe(place.current);
    return () => watcher.disconnect();
  }, []);
  const { data } = useQuery({ ...barrierQuery(id), enabled: seen, staleTime: 5 * 60_000 });
  const said = saidOf(data?.dip);
  return (
    <span ref={place} className="s dipbeside tn">
      {data ? (
        said ? (
          <>
            <b className={isClear(said.difference) && (said.difference.value ?? 0) < 0 ? 'brick' : ''}>{t('web.barriers.dip.points', { n: difference(said.difference, language) })}</b>{' '}
            <span className="m3">
              {differenceInterval(said.difference, language)}, n {whole(said.difference.n, language)}
            </span>
          </>
        ) : (
          <span className="m3">{t('web.barriers.dip.not_yet')}</span>
        )
      ) : (
        <span className="m3" aria-hidden="true">
          …
        </span>
      )}
    </span>
  );
}

const WIDTH = 420;
const LEFT = 4;
const RIGHT = 416;
const at = (share: number) => LEFT + share * (RIGHT - LEFT);

/** Two shares with their intervals on one scale: days with it, and the same weekdays without. */
export function DipChart({ dip }: { dip: BarrierWhole['dip'] }) {
  const { t, language } = useWords();
  const said = saidOf(dip);
  if (!said) {
    return (
      <p className="m2">
        {dip.reason === 'not_asked' ? t('web.barriers.dip.not_asked') : t('web.barriers.dip.too_few')} {t('web.barriers.dip.named_only')}
      </p>
    );
  }
  const rows: { name: string; estimate: Estimate; y: number }[] = [
    { name: t('web.barriers.dip.with'), estimate: said.with, y: 34 },
    { name: t('web.barriers.dip.without'), estimate: said.without, y: 84 },
  ];
  const summary = t(isClear(said.difference) ? 'web.barriers.dip.clear' : 'web.barriers.dip.maybe', {
    with: percent(said.with.value ?? 0),
    without: percent(said.without.value ?? 0),
    difference: difference(said.difference, language),
    interval: differenceInterval(said.difference, language) ?? '–',
    days: whole(said.days, language),
    n: whole(said.difference.n, language),
  });
  return (
    <div className="stack">
      <svg viewBox={`0 0 ${WIDTH} 116`} role="img" aria-label={summary} className="dipchart">
        {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
          <g key={tick}>
            <line x1={at(tick)} x2={at(tick)} y1={20} y2={98} stroke="var(--line)" />
            <text className="sm" x={at(tick)} y={112} textAnchor={tick === 0 ? 'start' : tick === 1 ? 'end' : 'middle'}>
              {tick * 100}
            </text>
          </g>
        ))}
        {rows.map(({ name, estimate, y }, place) => (
          <g key={name}>
            <text x={LEFT} y={y - 12}>
              {name}
            </text>
            <text className="st" x={RIGHT} y={y - 12} textAnchor="end" fontWeight={600}>
              {percent(estimate.value ?? 0)} ({interval(estimate, language)}), n {whole(estimate.n, language)}
            </text>
            {estimate.interval && (
              <line x1={at(estimate.interval[0])} x2={at(estimate.interval[1])} y1={y} y2={y} stroke={place ? 'var(--stone)' : 'var(--brick)'} strokeWidth={isClear(said.difference) ? 3 : 2} strokeDasharray={isClear(said.difference) ? undefined : '5 4'} />
            )}
            <circle cx={at(estimate.value ?? 0)} cy={y} r={5} fill={place ? 'var(--stone)' : 'var(--brick)'} stroke="var(--surface)" strokeWidth={1.5} />
          </g>
        ))}
      </svg>
      <p>{summary}</p>
      <p className="s m3">
        {t('web.barriers.dip.association')} {t('web.barriers.dip.named_only')}
      </p>
      <AsTable
        caption={t('web.barriers.dip')}
        summary={summary}
        rows={[...rows, { name: t('web.barriers.dip.difference'), estimate: said.difference, y: 0 }]}
        rowKey={(row) => row.name}
        columns={[
          { name: t('web.barriers.dip.days'), kind: 'head', cell: (row) => row.name },
          { name: t('web.kept'), kind: 'number', cell: (row) => (row.y ? percent(row.estimate.value ?? 0) : difference(row.estimate, language)) },
          { name: t('web.barriers.interval'), kind: 'number', cell: (row) => (row.y ? interval(row.estimate, language) : differenceInterval(row.estimate, language)) },
          { name: 'n', kind: 'number', cell: (row) => whole(row.estimate.n, language) },
        ]}
      />
    </div>
  );
}
