import { scaleLinear, scalePoint } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Estimate, Kept } from '../api/types';
import { addDays, day, figureText, interval, isoDay, percent, stepName, whole } from '../format';
import { AsTable } from '../kit/Table';
import { useWidth } from '../kit/width';
import { useWords } from '../words';

export type Step = { from: string; to: string; estimate: Estimate | Kept };
type Lines = { norm: number; red: number } | null;
export type Note = { day: string; text: string };

const LEFT = 34;
const TOP = 16;
const BOTTOM = 38;

/** Round ends and steps of the vertical scale, wide enough for every limit and line that is drawn. */
export function scaleOf(steps: Step[], lines: Lines, unit: Estimate['unit']): { low: number; high: number; ticks: number[] } {
  const values = steps.flatMap(({ estimate }) => (estimate.value === null ? [] : [estimate.value, ...(estimate.interval ?? [])]));
  if (lines) values.push(lines.norm, lines.red);
  if (!values.length) values.push(0, 1);
  const grain = unit === 'share' ? 0.1 : unit === 'points' ? 20 : 1;
  const round = (value: number) => Number(value.toFixed(6));
  const highest = Math.ceil(round(Math.max(...values) / grain)) * grain;
  const low = Math.floor(round(Math.min(...values) / grain)) * grain;
  const high = unit === 'share' ? Math.min(1, Math.max(highest, low + 2 * grain)) : Math.max(highest, low + 2 * grain);
  const bottom = unit === 'share' ? Math.max(0, low) : low;
  const every = Math.max(1, Math.ceil((high - bottom) / grain / 7)) * grain;
  const ticks: number[] = [];
  for (let at = bottom; at <= high + grain / 100; at += every) ticks.push(round(at));
  return { low: bottom, high, ticks };
}

/** The steps of an axis without holes: a week or month in which nobody answered is a step that cannot be said. */
export function unbroken(steps: Step[], every: 'week' | 'month'): Step[] {
  const out: Step[] = [];
  for (const step of steps) {
    let before = out.at(-1);
    while (before && addDays(before.to, 1) < step.from) {
      const from = addDays(before.to, 1);
      const end = endOf(from, every);
      const to = end < step.from ? end : addDays(step.from, -1);
      before = { from, to, estimate: { ...step.estimate, value: null, interval: null, n: 0, reason: 'not_asked' } };
      out.push(before);
    }
    out.push(step);
  }
  return out;
}
/** The last day of the week or month that a day lies in. */
export const endOf = (from: string, every: 'week' | 'month') => (every === 'week' ? addDays(from, 6 - ((new Date(`${from}T00:00:00Z`).getUTCDay() + 6) % 7)) : lastOfMonth(from));
/** A week or month that is not over yet: what it says may still turn. */
export const isRunning = (step: Step, every: 'week' | 'month', today: string) => endOf(step.from, every) >= today;
const FEW = 30;

const lastOfMonth = (day: string) => addDays(`${addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7)}-01`, -1);

/** Runs of neighbouring steps that can be said: a gap stays a gap, a line never bridges what is not known. */
export function runs(steps: Step[]): Step[][] {
  const out: Step[][] = [];
  let open: Step[] = [];
  for (const step of steps) {
    if (step.estimate.value === null) {
      if (open.length) out.push(open);
      open = [];
    } else open.push(step);
  }
  if (open.length) out.push(open);
  return out;
}

const NOTE_ROWS = 2;
type PlacedNote = { note: Note; at: number; step: Step; row: number | null; end: boolean; text: string };
/** Notes beside their lines, in two rows above the chart; one for which there is no room keeps its line, and its words below. */
export function placeNotes(all: { note: Note; at: number; step: Step; label: string }[], left: number, right: number): PlacedNote[] {
  const taken: [number, number][][] = Array.from({ length: NOTE_ROWS }, () => []);
  return all.map(({ note, at, step, label }) => {
    for (const end of at > (left + right) / 2 ? [true, false] : [false, true]) {
      const text = shorten(label, Math.min(260, end ? at - left : right - at));
      const length = text.length * 6.6 + 10;
      const range: [number, number] = end ? [at - length, at] : [at, at + length];
      if (range[0] < left - 30 || range[1] > right + 14) continue;
      const row = taken.findIndex((others) => others.every(([from, to]) => range[1] < from || range[0] > to));
      if (row < 0) continue;
      taken[row]?.push(range);
      return { note, at, step, row, end, text };
    }
    return { note, at, step, row: null, end: false, text: '' };
  });
}

/** As much of a note as fits beside its line; the whole text stands in the list below the chart. */
const shorten = (text: string, room: number) => {
  const letters = Math.max(8, Math.floor(room / 6.6));
  return text.length > letters ? `${text.slice(0, letters - 1)}…` : text;
};

export function Course({ caption, steps: given, every, lines, notes, bad, height = 214 }: { caption: string; steps: Step[]; every: 'week' | 'month'; lines: Lines; notes: Note[]; bad: boolean; height?: number }) {
  const { t, language } = useWords();
  const steps = unbroken(given, every);
  const today = isoDay(new Date());
  const running = steps.find((step) => step.estimate.value !== null && isRunning(step, every, today));
  const anyFew = steps.some((step) => step.estimate.value !== null && step.estimate.n < FEW);
  const [ref, width] = useWidth<HTMLDivElement>();
  const unit = steps.find((step) => step.estimate.value !== null)?.estimate.unit ?? 'share';
  const { low, high, ticks } = scaleOf(steps, lines, unit);
  const right = Math.max(LEFT + 60, width - 14);
  const shownNotes = notes.filter((note) => steps.some((step) => note.day >= step.from && note.day <= step.to));
  // Notes stand above the chart, where neither its lines nor their words are in the way.
  const top = TOP + (shownNotes.length ? NOTE_ROWS * 16 : 0);
  const HEIGHT = height + top - TOP;
  const y = scaleLinear([low, high], [HEIGHT - BOTTOM, top]);
  const point = scalePoint<string>(steps.map((step) => step.from), [LEFT, right]);
  const x = (step: Step) => point(step.from) ?? LEFT;
  const said = steps.filter((step) => step.estimate.value !== null);
  const first = said[0];
  const last = said.at(-1);
  const tone = bad ? 'var(--brick)' : 'var(--ink)';
  const show = (value: number) => (unit === 'share' ? String(Math.round(value * 100)) : String(Math.round(value * 10) / 10).replace('-', '−'));
  const summary = !first || !last
    ? t('web.course.nothing')
    : t('web.course.summary', {
        what: caption,
        first: figureText(first.estimate, language),
        first_step: stepName(first.from, first.to, language),
        last: figureText(last.estimate, language),
        last_step: stepName(last.from, last.to, language),
        interval: interval(last.estimate, language) ?? '–',
        n: whole(last.estimate.n, language),
      });
  const shape = (run: Step[]) => area<Step>().x(x).y0((step) => y(step.estimate.interval?.[0] ?? step.estimate.value ?? 0)).y1((step) => y(step.estimate.interval?.[1] ?? step.estimate.value ?? 0))(run) ?? '';
  const stroke = (run: Step[]) => line<Step>().x(x).y((step) => y(step.estimate.value ?? 0))(run) ?? '';
  const room = Math.max(1, Math.ceil(steps.length / Math.max(1, Math.floor((right - LEFT) / 76))));
  const placedNotes = placeNotes(
    shownNotes.flatMap((note) => {
      const step = steps.find((one) => note.day >= one.from && note.day <= one.to);
      return step ? [{ note, at: x(step), step, label: `${stepName(step.from, step.to, language)} · ${note.text}` }] : [];
    }),
    LEFT,
    right,
  );
  // The last figure stands where no line's words do.
  const lastAt = last ? y(last.estimate.value ?? 0) : 0;
  const inTheWay = (at: number) => lines !== null && [lines.norm, lines.red].some((one) => Math.abs(y(one) - 5 - at) < 13);
  const lastWords = !inTheWay(lastAt + 20) ? lastAt + 20 : !inTheWay(lastAt - 10) ? lastAt - 10 : lastAt + 34;
  return (
    <>
      <div ref={ref} className="coursebox">
        {width > 0 && (
          <svg width={width} height={HEIGHT} role="img" aria-label={summary}>
            {ticks.map((tick) => (
              <g key={tick}>
                <line x1={LEFT} x2={right} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
                <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end" className="sm">
                  {show(tick)}
                </text>
              </g>
            ))}
            {lines && (
              <>
                <line x1={LEFT} x2={right} y1={y(lines.norm)} y2={y(lines.norm)} stroke="var(--ink2)" strokeDasharray="4 3" />
                <line x1={LEFT} x2={right} y1={y(lines.red)} y2={y(lines.red)} stroke="var(--brick)" strokeWidth="1.3" />
              </>
            )}
            {runs(steps).map((run) => {
              const over = run.filter((step) => step !== running);
              return (
                <g key={run[0]?.from}>
                  <path d={shape(run)} fill={tone} opacity=".14" />
                  {run.length === 1 && run[0]?.estimate.interval && (
                    <line x1={x(run[0])} x2={x(run[0])} y1={y(run[0].estimate.interval[0])} y2={y(run[0].estimate.interval[1])} stroke={tone} strokeWidth="7" strokeLinecap="round" opacity=".22" />
                  )}
                  <path d={stroke(over)} fill="none" stroke={tone} strokeWidth="2.2" />
                  {over.length < run.length && <path d={stroke(run.slice(-2))} fill="none" stroke={tone} strokeWidth="1.8" strokeDasharray="3 4" />}
                  {run.map((step) =>
                    step.estimate.n < FEW || step === running ? (
                      <circle key={step.from} cx={x(step)} cy={y(step.estimate.value ?? 0)} r="3.6" fill="var(--surface)" stroke={tone} strokeWidth="1.6" />
                    ) : run.length === 1 ? (
                      <circle key={step.from} cx={x(step)} cy={y(step.estimate.value ?? 0)} r="3.5" fill={tone} />
                    ) : null,
                  )}
                </g>
              );
            })}
            {lines && (
              <>
                <text x={right} y={y(lines.norm) - 5} textAnchor="end" className="halo">
                  {t('web.norm').toLocaleLowerCase()} {percent(lines.norm)}
                </text>
                <text x={right} y={y(lines.red) - 5} textAnchor="end" className="halo redtext">
                  {t('web.red_line')} {percent(lines.red)}
                </text>
              </>
            )}
            {placedNotes.map(({ note, at, row, end, text }) => (
              <g key={note.day + note.text}>
                <line x1={at} x2={at} y1={row === null ? top - 4 : 4 + row * 16} y2={HEIGHT - BOTTOM} stroke="var(--ink3)" strokeDasharray="2 3" />
                {row === null ? (
                  <circle cx={at} cy={top - 6} r="3" fill="var(--ink3)">
                    <title>{note.text}</title>
                  </circle>
                ) : (
                  <text x={at + (end ? -5 : 5)} y={12 + row * 16} textAnchor={end ? 'end' : 'start'} className="halo">
                    {text}
                  </text>
                )}
              </g>
            ))}
            {last && (
              <>
                {last !== running && last.estimate.n >= FEW && <circle cx={x(last)} cy={y(last.estimate.value ?? 0)} r="5" fill={tone} stroke="var(--surface)" strokeWidth="2" />}
                <text x={Math.min(x(last) + 8, width - 2)} y={lastWords} textAnchor="end" className="st halo" fontWeight="650">
                  {figureText(last.estimate, language)}
                </text>
              </>
            )}
            {steps.map((step, at) =>
              (steps.length - 1 - at) % room === 0 ? (
                <text key={step.from} x={x(step)} y={HEIGHT - BOTTOM + 18} textAnchor={x(step) > width - 30 ? 'end' : 'middle'} className="sm">
                  {stepName(step.from, step.to, language)}
                </text>
              ) : null,
            )}
            <text x={LEFT} y={HEIGHT - 4} className="sm">
              {first && last ? `${day(first.from, language)} – ${day(last.to, language)}` : ''}
            </text>
          </svg>
        )}
      </div>
      {(running || anyFew) && (
        <p className="s m3">
          ○ {[running ? t(`web.course.running.${every}`) : '', anyFew ? t('web.course.few', { n: FEW }) : ''].filter(Boolean).join(', ')}
        </p>
      )}
      <AsTable
        caption={caption}
        summary={summary}
        rows={steps}
        rowKey={(step) => step.from}
        columns={[
          { name: t('web.step'), kind: 'head', cell: (step) => `${stepName(step.from, step.to, language)}, ${day(step.from, language)}${step === running ? ` (${t(`web.course.running.${every}`)})` : ''}` },
          { name: caption, kind: 'number', cell: ({ estimate }) => (estimate.value === null ? t(`web.cannot.${estimate.reason ?? 'too_few'}`) : figureText(estimate, language)) },
          { name: t('web.interval'), kind: 'number', cell: ({ estimate }) => interval(estimate, language) ?? '–' },
          { name: 'n', kind: 'number', cell: ({ estimate }) => whole(estimate.n, language) },
        ]}
      />
    </>
  );
}
