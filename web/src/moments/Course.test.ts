import { describe, expect, it } from 'vitest';
import type { Estimate } from '../api/types';
import { isRunning, runs, scaleOf, type Step, unbroken } from './Course';

const said = (value: number | null, half = 0.04): Estimate => ({ value, interval: value === null ? null : [value - half, value + half], n: 90, unit: 'share', level: 0.95 });
const step = (from: string, to: string, value: number | null): Step => ({ from, to, estimate: said(value) });

describe('the course', () => {
  it('holds every limit and line within its scale', () => {
    const { low, high, ticks } = scaleOf([step('2026-10-05', '2026-10-11', 0.56)], { norm: 0.85, red: 0.7 }, 'share');
    expect(low).toBeLessThanOrEqual(0.52);
    expect(high).toBeGreaterThanOrEqual(0.85);
    expect(ticks[0]).toBe(low);
    expect(ticks).toContain(0.7);
  });
  it('never goes above one hundred percent', () => expect(scaleOf([step('2026-10-05', '2026-10-11', 0.99)], null, 'share').high).toBe(1));

  it('fills weeks in which nobody answered, from Monday to Sunday', () => {
    const all = unbroken([step('2026-10-07', '2026-10-11', 0.6), step('2026-10-26', '2026-11-01', 0.7)], 'week');
    expect(all.map((one) => [one.from, one.to, one.estimate.value])).toEqual([
      ['2026-10-07', '2026-10-11', 0.6],
      ['2026-10-12', '2026-10-18', null],
      ['2026-10-19', '2026-10-25', null],
      ['2026-10-26', '2026-11-01', 0.7],
    ]);
  });
  it('fills months by the calendar', () => {
    const all = unbroken([step('2024-01-01', '2024-01-31', 0.6), step('2024-04-01', '2024-04-30', 0.7)], 'month');
    expect(all.slice(1, 3).map((one) => [one.from, one.to])).toEqual([
      ['2024-02-01', '2024-02-29'],
      ['2024-03-01', '2024-03-31'],
    ]);
  });
  it('knows the week or month that is not over yet', () => {
    expect(isRunning(step('2026-11-23', '2026-11-25', 0.6), 'week', '2026-11-25')).toBe(true);
    expect(isRunning(step('2026-11-16', '2026-11-22', 0.6), 'week', '2026-11-25')).toBe(false);
    expect(isRunning(step('2026-11-01', '2026-11-25', 0.6), 'month', '2026-11-25')).toBe(true);
    expect(isRunning(step('2026-10-01', '2026-10-31', 0.6), 'month', '2026-11-25')).toBe(false);
  });
  it('does not draw a line over what is not known', () => {
    const all = [step('a', 'a', 0.6), step('b', 'b', null), step('c', 'c', 0.7), step('d', 'd', 0.7)];
    expect(runs(all).map((run) => run.map((one) => one.from))).toEqual([['a'], ['c', 'd']]);
  });
});
