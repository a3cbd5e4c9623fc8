import { expect, it } from 'vitest';
import type { EmployeeMomentPromise, ToldKept } from '../rounds/shapes';
import { latestOf, weakestFirst } from './EmployeeMoment';

const round = (number: number) => ({ id: `r${number}`, number, name: {}, closed: null, floor: 5 });
const figure = (state: ToldKept['state'], high: number): ToldKept => ({ shown: 'exact', n: 60, unit: 'share', value: high - 0.1, interval: [high - 0.2, high], kept: 30, state, norm: 0.85, red_line: 0.7, shown_as: 'percent' });
const promise = (id: string, ...figures: ToldKept[]): EmployeeMomentPromise => ({ id, text: {}, norm: 0.85, red_line: 0.7, by_round: figures.map((one, at) => ({ round: round(at + 1), group: { units: [], together: false, is: 'unit' as const }, figure: one })), by_unit: [], facets: [] });

it('the latest round speaks, in whatever order they come', () => {
  const one = promise('a', figure('broken', 0.6), figure('met', 1));
  expect(latestOf({ ...one, by_round: [...one.by_round].reverse() })?.round.number).toBe(2);
  expect(latestOf(promise('never'))).toBeNull();
});
it('a broken promise leads, then the one furthest under its norm; what was never asked stands last', () => {
  expect(weakestFirst([promise('never'), promise('met', figure('met', 1)), promise('below', figure('below', 0.8)), promise('worse', figure('below', 0.75)), promise('broken', figure('met', 1), figure('broken', 0.65))]).map((one) => one.id)).toEqual(['broken', 'worse', 'below', 'met', 'never']);
});
