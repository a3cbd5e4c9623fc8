import type { Audience, Kept, MomentFigure, PromiseFigure, StageName } from '../api/types';

export type Column = { moment: MomentFigure | null; stage: StageName; x: number; width: number };
export type Segment = { stage: StageName; x: number; width: number; continued: boolean };
export type Row = { columns: Column[]; segments: Segment[] };

export const GAP = 6;
export const COLUMN_MIN = 116;
const STAGES: StageName[] = ['see', 'think', 'do', 'care'];

/**
 * Lays a journey out in as few rows as its width allows, in the order see, think, do, care. A stage without moments
 * keeps an empty column: it is part of the road. Care is always the widest stage, whatever the number of its moments.
 */
export function journeyRows(moments: MomentFigure[], width: number): Row[] {
  const wanted = STAGES.flatMap((stage): { moment: MomentFigure | null; stage: StageName }[] => {
    const own = moments.filter((moment) => moment.stage === stage);
    return own.length ? own.map((moment) => ({ moment, stage })) : [{ moment: null, stage }];
  });
  const count = (stage: StageName) => wanted.filter((one) => one.stage === stage).length;
  const widestOther = Math.max(count('see'), count('think'), count('do'));
  const care = Math.max(1.06, (1.15 * widestOther) / count('care'));
  const weight = (stage: StageName) => (stage === 'care' ? care : 1);

  const inRow = Math.max(1, Math.floor((width + GAP) / (COLUMN_MIN + GAP)));
  const rows = Math.ceil(wanted.length / inRow);
  const perRow = Math.ceil(wanted.length / rows);
  const out: Row[] = [];
  const seen = new Set<StageName>();
  for (let start = 0; start < wanted.length; start += perRow) {
    const part = wanted.slice(start, start + perRow);
    const room = width - GAP * (part.length - 1);
    const total = part.reduce((sum, one) => sum + weight(one.stage), 0);
    // the weight gives way when it would press a column below what can be read
    const even = room / total < COLUMN_MIN;
    let x = 0;
    const columns = part.map((one) => {
      const own = even ? room / part.length : (room * weight(one.stage)) / total;
      const column = { ...one, x, width: own };
      x += own + GAP;
      return column;
    });
    const segments: Segment[] = [];
    for (const column of columns) {
      const last = segments.at(-1);
      if (last?.stage === column.stage) last.width = column.x + column.width - last.x;
      else segments.push({ stage: column.stage, x: column.x, width: column.width, continued: seen.has(column.stage) });
    }
    segments.forEach((segment) => seen.add(segment.stage));
    out.push({ columns, segments });
  }
  return out;
}

export const weakest = (moment: MomentFigure): PromiseFigure | null =>
  moment.promises.find((promise) => promise.id === moment.weakest) ?? moment.promises[0] ?? null;
export const others = (moment: MomentFigure): PromiseFigure[] => {
  const first = weakest(moment);
  return moment.promises.filter((promise) => promise !== first);
};
export const isAsked = (kept: Kept) => kept.state !== 'not_asked' && kept.value !== null;

/** The lowest share that has to be drawn, on a round ten below it; the top is always 1. */
export function floorOf(promises: PromiseFigure[]): number {
  const low = Math.min(0.8, ...promises.flatMap((promise) => [promise.red_line, promise.norm, promise.kept.value ?? 1, promise.kept.interval?.[0] ?? 1]));
  return Math.max(0, Math.floor(low * 10 - 0.2) / 10);
}

/** The one norm of a row, or null when its promises differ and each draws its own. */
export function sharedNorm(promises: PromiseFigure[]): number | null {
  const first = promises[0]?.norm;
  return first !== undefined && promises.every((promise) => promise.norm === first) ? first : null;
}

/** Employees stand above customers. */
export const employeesFirst = <One extends { audience: Audience }>(journeys: One[]): One[] => [...journeys].sort((a, b) => Number(a.audience === 'customer') - Number(b.audience === 'customer'));
