import { describe, expect, it } from 'vitest';
import type { Kept, MomentFigure, PromiseFigure, StageName } from '../api/types';
import { COLUMN_MIN, employeesFirst, floorOf, GAP, journeyRows, others, sharedNorm, weakest } from './journey_layout';

const keptOf = (value: number | null, interval: [number, number] | null = null): Kept => ({
  value, interval, n: 100, unit: 'share', level: 0.95, kept: 0, not_kept: 0, not_applicable: 0, skipped: 0, state: value === null ? 'not_asked' : 'below', proof: 'asked', proposal: false, weighting: 'by_answer', shown_as: 'percent',
});
const promise = (id: string, norm = 0.85, red_line = 0.7, kept = keptOf(0.8, [0.78, 0.82])): PromiseFigure => ({ id, text: { nl: id }, norm, red_line, version_from: '2026-01-01', since: null, kept });
const moment = (id: string, stage: StageName, promises: PromiseFigure[] = [], first: string | null = null): MomentFigure => ({
  id, name: { nl: id }, stage, key: false, owner_role: null, promises, weakest: first, stories: { n: 0, less: 0, as: 0, better: 0 }, score: null, score_max: null, trend: null,
});
const many = (counts: Record<StageName, number>) => (Object.entries(counts) as [StageName, number][]).flatMap(([stage, n]) => Array.from({ length: n }, (_, at) => moment(`${stage}${at}`, stage)));
const width = (rows: ReturnType<typeof journeyRows>, stage: StageName) => rows.flatMap((row) => row.segments).filter((one) => one.stage === stage).reduce((sum, one) => sum + one.width, 0);

describe('the journey', () => {
  it('stands in one row when there is room, in the order see, think, do, care', () => {
    const rows = journeyRows([...many({ see: 1, think: 1, do: 1, care: 5 })].reverse(), 1172);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.segments.map((segment) => segment.stage)).toEqual(['see', 'think', 'do', 'care']);
  });

  it.each([
    { see: 1, think: 1, do: 2, care: 5 },
    { see: 3, think: 1, do: 1, care: 1 },
    { see: 2, think: 2, do: 2, care: 0 },
    { see: 1, think: 1, do: 1, care: 1 },
  ])('has Care widest with %j', (counts) => {
    const rows = journeyRows(many(counts), 1172);
    for (const stage of ['see', 'think', 'do'] as const) expect(width(rows, 'care')).toBeGreaterThan(width(rows, stage));
  });

  it('fills the width exactly, with a gap between columns', () => {
    const row = journeyRows(many({ see: 1, think: 1, do: 2, care: 5 }), 1172)[0];
    const last = row?.columns.at(-1);
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(1172, 6);
    for (let at = 1; at < (row?.columns.length ?? 0); at++) {
      const [before, here] = [row?.columns[at - 1], row?.columns[at]];
      expect((here?.x ?? 0) - ((before?.x ?? 0) + (before?.width ?? 0))).toBeCloseTo(GAP, 6);
    }
  });

  it('breaks into rows before a column becomes unreadable, and says a stage goes on', () => {
    const rows = journeyRows(many({ see: 1, think: 1, do: 1, care: 14 }), 1172);
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) for (const column of row.columns) expect(column.width).toBeGreaterThanOrEqual(COLUMN_MIN - 1);
    expect(rows[1]?.segments[0]).toMatchObject({ stage: 'care', continued: true });
    expect(rows.flatMap((row) => row.columns)).toHaveLength(17);
  });

  it('keeps an empty stage on the road', () => {
    const row = journeyRows([moment('a', 'care')], 900)[0];
    expect(row?.columns.map((column) => [column.stage, column.moment?.id ?? null])).toEqual([['see', null], ['think', null], ['do', null], ['care', 'a']]);
  });

  it('leads with the promise the server names weakest', () => {
    const here = moment('a', 'care', [promise('x'), promise('y')], 'y');
    expect(weakest(here)?.id).toBe('y');
    expect(others(here).map((one) => one.id)).toEqual(['x']);
  });

  it('draws one norm only where all promises share it', () => {
    expect(sharedNorm([promise('a'), promise('b')])).toBe(0.85);
    expect(sharedNorm([promise('a'), promise('b', 0.9)])).toBeNull();
    expect(sharedNorm([])).toBeNull();
  });

  it('leaves room below the lowest limit', () => {
    expect(floorOf([promise('a', 0.85, 0.7, keptOf(0.55, [0.27, 0.81]))])).toBeLessThanOrEqual(0.27);
    expect(floorOf([promise('a', 0.85, 0.7, keptOf(0.05, [0, 0.2]))])).toBe(0);
  });

  it('puts employees above customers', () => expect(employeesFirst([{ audience: 'customer' }, { audience: 'employee' }] as const).map((one) => one.audience)).toEqual(['employee', 'customer']));
});
