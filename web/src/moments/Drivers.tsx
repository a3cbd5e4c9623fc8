import { useQuery } from '@tanstack/react-query';
import { scaleLinear } from 'd3-scale';
import { useState } from 'react';
import { driversQuery } from '../api/queries';
import type { Driver, MomentDrivers } from '../api/types';
import { decimal, difference, differenceInterval, hundredths, interval, isClear, percent, whole } from '../format';
import { NativeSelect } from '../kit/fields';
import { Empty, Fetched } from '../kit/States';
import { AsTable } from '../kit/Table';
import { useWidth } from '../kit/width';
import { useView } from '../shell/view';
import { own, useWords } from '../words';
import { labelPlaces } from './label_places';
import './drivers.css';

/** Which ratings go with what it is all for, and how well they go: a map with four fields. */
export function Drivers({ moment }: { moment: string }) {
  const { t, language } = useWords();
  const view = useView();
  const [outcome, setOutcome] = useState<string | undefined>();
  const drivers = useQuery(driversQuery(moment, view, outcome));
  const data = drivers.data;
  return (
    <section className="card" aria-labelledby="drivers">
      <div className="ch">
        <h2 id="drivers">{t('web.drivers')}</h2>
        {data && data.reason === null && (
          <span className="s m3 tn">
            {t('web.drivers.n', { k: whole(data.drivers.length, language), r2: decimal(data.r2 ?? 0, 2, language), n: whole(data.n, language) })}
          </span>
        )}
        <div className="r">
          {data && data.outcomes.length > 1 && (
            <label className="s row">
              {t('web.drivers.outcome')}
              <NativeSelect
                className="inline"
                value={data.outcome ?? ''}
                onChange={(event) => setOutcome(event.currentTarget.value)}
                data={data.outcomes.map((one) => ({ value: one.id, label: outcomeName(one, t, language) }))}
              />
            </label>
          )}
          <span className="chip o">{t('web.drivers.cause')}</span>
        </div>
      </div>
      <Fetched of={drivers}>
        {(all) =>
          all.reason === null && all.drivers.length > 0 ? (
            <DriverMap data={all} />
          ) : (
            <Empty title={t('web.drivers.none')}>{t(`web.drivers.none.${all.reason ?? 'no_spread'}`, { n: whole(all.n, language), needed: whole(all.needed, language) })}</Empty>
          )
        }
      </Fetched>
    </section>
  );
}

type Say = ReturnType<typeof useWords>;
function outcomeName(outcome: MomentDrivers['outcomes'][number], t: Say['t'], language: Say['language']): string {
  if (outcome.kind === 'recommend') return t('web.drivers.of.recommend');
  const text = own(outcome.text, language);
  return outcome.kind === 'reached' ? t('web.drivers.of.reached', { text, reached: outcome.reached.join(', ') }) : text;
}

const LEFT = 26;
const BOTTOM = 40;
const named = (drivers: Driver[], language: Say['language']) => drivers.map((driver) => `“${own(driver.text, language)}”`).join(', ');
const shorten = (text: string, letters: number) => (text.length > letters ? `${text.slice(0, letters - 1)}…` : text);

function DriverMap({ data }: { data: MomentDrivers }) {
  const { t, language } = useWords();
  const [ref, width] = useWidth<HTMLDivElement>();
  const drivers = data.drivers.filter((driver) => driver.share !== null && driver.performance.value !== null);
  const first = drivers[0];
  const mend = drivers.filter((driver) => driver.place === 'first');
  const chosen = data.outcomes.find((one) => one.id === data.outcome);
  const outcomeUnit = chosen?.kind === 'reached' ? 'share' : 'mean';
  const perStep = (driver: Driver) => ({ ...driver.coefficient, unit: outcomeUnit as 'share' | 'mean' });
  const summary = first
    ? t('web.drivers.summary', {
        k: whole(drivers.length, language),
        first: own(first.text, language),
        share: percent(first.share ?? 0),
        r2: decimal(data.r2 ?? 0, 2, language),
        n: whole(data.n, language),
        mend: mend.length ? t('web.drivers.mend', { names: named(mend, language) }) : t('web.drivers.mend_none'),
      })
    : '';
  const against = drivers.filter((driver) => driver.place === null);
  const fieldOf = (driver: Driver) => t(driver.place ? `web.drivers.${driver.place}` : 'web.drivers.against');
  return (
    <>
      <div className="drivermap">
        <div ref={ref}>{width > 0 && <Picture data={data} drivers={drivers} width={width} summary={summary} />}</div>
        <ol>
          {drivers.map((driver, at) => (
            <li key={driver.key}>
              <span className={`dno${driver.place === 'first' ? ' first' : isClear(driver.coefficient) ? '' : ' open'}`} aria-hidden="true">
                {at + 1}
              </span>
              <span>
                <b>{own(driver.text, language)}</b>
                {driver.here && data.drivers.some((one) => !one.here) && <span className="chip o">{t('web.drivers.here')}</span>}
                <span className="s m3 tn">
                  {t('web.drivers.share').toLocaleLowerCase()} {percent(driver.share ?? 0)} · {t('web.drivers.performance').toLocaleLowerCase()} {percent(driver.performance.value ?? 0)} (
                  {interval(driver.performance, language)}) · {fieldOf(driver).toLocaleLowerCase()}
                </span>
              </span>
            </li>
          ))}
        </ol>
      </div>
      <ul className="care s m2" aria-label={t('web.drivers.care')}>
        {!data.tells && <li className="b">{t('web.drivers.no_tell')}</li>}
        <li>{data.n < data.answers ? t('web.drivers.complete', { n: whole(data.n, language), answers: whole(data.answers, language) }) : t('web.drivers.complete_all', { answers: whole(data.answers, language) })}</li>
        {against.length > 0 && <li>{t('web.drivers.runs_against', { names: named(against, language) })}</li>}
        {(['rare', 'constant', 'beyond'] as const).map((list) => data[list].length > 0 && <li key={list}>{t(`web.drivers.${list}`, { names: named(data[list], language) })}</li>)}
        {drivers.some((driver) => !isClear(driver.coefficient)) && <li>{t('web.drivers.hollow')}</li>}
        <li>{t('web.drivers.share_what')}</li>
        {data.units > 1 && <li>{t('web.drivers.units')}</li>}
      </ul>
      <AsTable
        caption={t('web.drivers')}
        summary={summary}
        rows={[...drivers, ...data.rare, ...data.constant, ...data.beyond]}
        rowKey={(driver) => driver.key}
        columns={[
          { name: t('web.drivers.driver'), kind: 'head', cell: (driver) => own(driver.text, language) },
          { name: t('web.drivers.share'), kind: 'number', cell: (driver) => (driver.share === null ? '–' : percent(driver.share)) },
          { name: t('web.drivers.per_step'), kind: 'number', cell: (driver) => stepText(perStep(driver), language) },
          { name: t('web.drivers.performance'), kind: 'number', cell: ({ performance }) => (performance.value === null ? '–' : `${percent(performance.value)} (${interval(performance, language) ?? '–'})`) },
          { name: t('web.drivers.place'), cell: (driver) => (driver.share === null ? '–' : fieldOf(driver)) },
          { name: t('web.drivers.answered'), kind: 'number', cell: (driver) => whole(driver.answered, language) },
          { name: t('web.drivers.skipped'), kind: 'number', cell: (driver) => whole(driver.skipped, language) },
          { name: t('web.drivers.not_applicable'), kind: 'number', cell: (driver) => whole(driver.not_applicable, language) },
        ]}
      />
    </>
  );
}

/** With two decimals where the outcome has units of its own: a tenth of a point per step is much. */
function stepText(estimate: Driver['coefficient'], language: Say['language']): string {
  if (estimate.value === null || !estimate.interval) return '–';
  if (estimate.unit === 'share') return `${difference(estimate, language)} (${differenceInterval(estimate, language)})`;
  const signed = (value: number) => (value > 0 ? '+' : '') + decimal(value, 2, language);
  return `${signed(estimate.value)} (${signed(estimate.interval[0])} ${language === 'nl' ? 'tot' : 'to'} ${signed(estimate.interval[1])})`;
}

function Picture({ data, drivers, width, summary }: { data: MomentDrivers; drivers: Driver[]; width: number; summary: string }) {
  const { t, language } = useWords();
  const height = Math.max(240, Math.min(380, width * 0.62));
  const limits = drivers.flatMap(({ performance }) => [performance.value ?? 0, ...(performance.interval ?? [])]);
  const spread = Math.max(0.1, Math.max(...limits) - Math.min(...limits));
  const low = Math.max(0, Math.floor((Math.min(...limits) - spread * 0.1) * 20) / 20);
  const high = Math.min(1, Math.ceil((Math.max(...limits) + spread * 0.1) * 20) / 20);
  const x = scaleLinear([low, high], [LEFT, width - 14]);
  const heaviest = Math.max(...drivers.map((driver) => driver.share ?? 0), data.share_line ?? 0);
  const y = scaleLinear([0, heaviest * 1.15], [height - BOTTOM, 8]);
  const [lineX, lineY] = [x(data.performance_line ?? (low + high) / 2), y(data.share_line ?? 0)];
  const names = drivers.length <= 6 && width >= 420;
  const marks = drivers.map((driver, at) => ({
    x: x(driver.performance.value ?? 0),
    y: y(driver.share ?? 0),
    text: names ? `${at + 1} ${shorten(own(driver.text, language), 30)}` : String(at + 1),
  }));
  const places = labelPlaces(marks, { left: LEFT, right: width, top: 22, bottom: height - BOTTOM }, {
    blocked: [
      { left: LEFT, right: LEFT + 60, top: height - BOTTOM - 18, bottom: height - BOTTOM },
      { left: width - 18 - t('web.drivers.keep').length * 6.6, right: width, top: height - BOTTOM - 18, bottom: height - BOTTOM },
    ],
  });
  return (
    <svg width={width} height={height} role="img" aria-label={summary}>
      <rect x={LEFT} y={8} width={Math.max(0, lineX - LEFT)} height={Math.max(0, lineY - 8)} fill="var(--brick-bg)" />
      <line x1={lineX} x2={lineX} y1={8} y2={height - BOTTOM} stroke="var(--line2)" />
      <line x1={LEFT} x2={width - 14} y1={lineY} y2={lineY} stroke="var(--line2)" />
      <line x1={LEFT} x2={width - 14} y1={height - BOTTOM} y2={height - BOTTOM} stroke="var(--stone)" />
      <text x={LEFT + 6} y={20} className="redtext" fontWeight={600}>
        {t('web.drivers.first')}
      </text>
      <text x={width - 18} y={20} textAnchor="end" className="sm">
        {t('web.drivers.cherish')}
      </text>
      <text x={LEFT + 6} y={height - BOTTOM - 6} className="sm">
        {t('web.drivers.later')}
      </text>
      <text x={width - 18} y={height - BOTTOM - 6} textAnchor="end" className="sm">
        {t('web.drivers.keep')}
      </text>
      {x.ticks(Math.max(2, Math.floor(width / 90))).map((tick) => (
        <text key={tick} x={x(tick)} y={height - BOTTOM + 15} textAnchor="middle" className="sm">
          {hundredths(tick)}
        </text>
      ))}
      <text x={width - 14} y={height - 6} textAnchor="end">
        {t('web.drivers.right')}
      </text>
      <text x={14} y={height - BOTTOM} transform={`rotate(-90 14 ${height - BOTTOM})`}>
        {t('web.drivers.up')}
      </text>
      {drivers.map((driver, at) => {
        const mark = marks[at];
        const label = places[at];
        if (!mark) return null;
        const tone = driver.place === 'first' ? 'var(--brick)' : 'var(--ink2)';
        const range = driver.performance.interval;
        return (
          <g key={driver.key}>
            {range && <line x1={x(range[0])} x2={x(range[1])} y1={mark.y} y2={mark.y} stroke={tone} strokeWidth="1.3" opacity=".5" />}
            <circle cx={mark.x} cy={mark.y} r="5" fill={isClear(driver.coefficient) ? tone : 'var(--surface)'} stroke={tone} strokeWidth="1.6" />
            {label && (
              <text x={label.x} y={label.y + (names ? -7 : 4)} textAnchor={label.anchor} className="st halo" fontWeight={driver.here && !names ? 650 : 450}>
                {mark.text}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
