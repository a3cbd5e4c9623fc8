import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Linkage } from '../api/types';
import { between, decimal, hundredths, whole } from '../format';
import { AsTable } from '../kit/Table';
import { labelPlaces } from '../moments/label_places';
import { useWidth } from '../kit/width';
import { own, useWords } from '../words';

type Scale = Linkage['x']['scale'];
/** A value in its own unit: 61% · 12 · 104,2. */
export function valueText(value: number, scale: Scale, language: 'nl' | 'en', spread = 10): string {
  if (scale === 'share') return `${hundredths(value)}%`;
  return decimal(value, scale === 'number' && spread < 20 ? (spread < 2 ? 2 : 1) : 0, language);
}

/** What all names begin with is no help on a chart: "Merelhof Zwolle", "Merelhof Breda" are Zwolle and Breda there. */
export function shortNames(names: string[]): string[] {
  const words = names.filter(Boolean).map((name) => name.split(' '));
  let same = 0;
  while (words.length > 1 && words.every((all) => all.length > same + 1 && all[same] === words[0]?.[same])) same++;
  return names.map((name) => name.split(' ').slice(same).join(' '));
}

const LEFT = 46;
const BOTTOM = 40;
const TOP = 22;

/** Units as dots: x against y, with the line through them and how well they know it. */
export function Cloud({ data }: { data: Linkage }) {
  const { t, language } = useWords();
  const [ref, width] = useWidth<HTMLDivElement>();
  const { points } = data;
  const names = { x: own(data.x.name, language), y: own(data.y.name, language) };
  const reach = (values: number[]): [number, number] => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const more = (high - low || 1) * 0.06;
    return [low - more, high + more];
  };
  const xs = points.flatMap((point) => [point.x, ...(point.x_interval ?? [])]);
  const ys = [...points.flatMap((point) => [point.y, ...(point.y_interval ?? [])]), ...data.line.flatMap((at) => at.interval ?? [at.value])];
  const height = Math.max(280, Math.min(440, width * 0.74));
  const x = scaleLinear(xs.length ? reach(xs) : [0, 1], [LEFT, width - 8]);
  const y = scaleLinear(ys.length ? reach(ys) : [0, 1], [height - BOTTOM, TOP]);
  const [spreadX, spreadY] = [(x.domain()[1] ?? 1) - (x.domain()[0] ?? 0), (y.domain()[1] ?? 1) - (y.domain()[0] ?? 0)];
  const short = shortNames(points.map((point) => point.unit?.name ?? ''));
  const marks = points.map((point, at) => ({ x: x(point.x), y: y(point.y), text: short[at] ?? '' }));
  const labels = labelPlaces(marks, { left: LEFT, right: width - 2, top: TOP - 8, bottom: height - BOTTOM }, { slanted: true });
  const band = area<Linkage['line'][number]>((at) => x(at.x), (at) => y(at.interval?.[0] ?? at.value), (at) => y(at.interval?.[1] ?? at.value))(data.line);
  const through = line<Linkage['line'][number]>((at) => x(at.x), (at) => y(at.value))(data.line);
  const summary = `${data.sentence} ${data.figure}`;
  const range = (of: number[] | null, scale: Scale, spread: number) => (of ? between(valueText(of[0] ?? 0, scale, language, spread), valueText(of[1] ?? 0, scale, language, spread), language) : '–');
  return (
    <section className="card" aria-labelledby="cloud">
      <div className="ch">
        <h2 id="cloud">{t('web.linkage.units', { n: whole(data.units, language) })}</h2>
        <span className="s m3">{t('web.linkage.band')}</span>
        <span className="r s m3">{data.first && data.last ? `${data.first} – ${data.last}` : ''}</span>
      </div>
      <div ref={ref} className="cloud">
        {width > 0 && points.length > 0 && (
          <svg width={width} height={height} role="img" aria-label={summary}>
            <text x={0} y={12}>
              {names.y} ↑
            </text>
            {y.ticks(5).map((tick) => (
              <g key={tick}>
                <line x1={LEFT} x2={width - 8} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
                <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end" className="sm">
                  {valueText(tick, data.y.scale, language, spreadY)}
                </text>
              </g>
            ))}
            {x.ticks(Math.max(2, Math.floor(width / 110))).map((tick) => (
              <text key={tick} x={x(tick)} y={height - BOTTOM + 16} textAnchor="middle" className="sm">
                {valueText(tick, data.x.scale, language, spreadX)}
              </text>
            ))}
            <text x={width - 8} y={height - 6} textAnchor="end">
              {names.x} →
            </text>
            {band && <path d={band} fill="var(--sunk)" />}
            {through && <path d={through} fill="none" stroke={data.claim === 'supported' ? 'var(--ink2)' : 'var(--stone)'} strokeWidth="1.6" {...(data.claim === 'supported' ? {} : { strokeDasharray: '6 4' })} />}
            {points.map((point, at) => {
              const mark = marks[at];
              const label = labels[at];
              if (!mark) return null;
              return (
                <g key={point.unit?.id ?? at}>
                  {point.y_interval && <line x1={mark.x} x2={mark.x} y1={y(point.y_interval[0] ?? 0)} y2={y(point.y_interval[1] ?? 0)} stroke="var(--stone)" strokeWidth="1.2" />}
                  {point.x_interval && <line x1={x(point.x_interval[0] ?? 0)} x2={x(point.x_interval[1] ?? 0)} y1={mark.y} y2={mark.y} stroke="var(--stone)" strokeWidth="1.2" />}
                  <circle cx={mark.x} cy={mark.y} r="5" fill={point.one ? 'var(--ink)' : 'var(--surface)'} stroke="var(--ink2)" strokeWidth="1.6" />
                  {label && mark.text && (
                    <text x={label.x} y={label.y + 4} textAnchor={label.anchor} className={point.one ? 'st' : 'sm'} fontWeight={point.one ? 600 : 400} stroke="var(--surface)" strokeWidth="3" strokeLinejoin="round" paintOrder="stroke">
                      {mark.text}
                    </text>
                  )}
                </g>
              );
            })}
          </svg>
        )}
      </div>
      {points.length === 0 && <p className="m2">{data.sentence}</p>}
      <AsTable
        caption={t('web.linkage.units', { n: whole(data.units, language) })}
        summary={summary}
        rows={points}
        rowKey={(point, at) => point.unit?.id ?? String(at)}
        columns={[
          { name: t('web.unit'), kind: 'head', cell: (point) => point.unit?.name ?? t('web.linkage.one_unit') },
          { name: names.x, kind: 'number', cell: (point) => valueText(point.x, data.x.scale, language, spreadX) },
          { name: t('web.interval'), kind: 'number', cell: (point) => range(point.x_interval, data.x.scale, spreadX) },
          { name: names.y, kind: 'number', cell: (point) => valueText(point.y, data.y.scale, language, spreadY) },
          { name: t('web.interval'), kind: 'number', cell: (point) => range(point.y_interval, data.y.scale, spreadY) },
          { name: t('web.linkage.periods'), kind: 'number', cell: (point) => whole(point.periods, language) },
        ]}
      />
    </section>
  );
}
