import { describe, expect, it } from 'vitest';
import type { Estimate, Kept } from './api/types';
import { addDays, between, clock, difference, differenceInterval, figure, figureText, interval, isClear, isoWeek, keptText, percent, period, roughly, stepName, whole } from './format';

const estimate = (value: number | null, range: [number, number] | null, unit: Estimate['unit'] = 'share'): Estimate => ({ value, interval: range, n: 1126, unit, level: 0.95 });
const kept = (k: number, n: number): Kept => ({ ...estimate(k / n, [0.27, 0.81]), n, kept: k, not_kept: n - k, not_applicable: 0, skipped: 0, state: 'not_yet', proof: 'asked', proposal: false, weighting: 'by_answer', shown_as: n < 30 ? 'count' : 'percent' });

describe('figures in Dutch and English', () => {
  it.each([
    ['nl', '1.126'],
    ['en', '1,126'],
  ] as const)('a thousand in %s is %s', (language, said) => expect(whole(1126, language)).toBe(said));

  it('a share is a whole percentage with a dash in Dutch and "to" in English', () => {
    expect(figure(estimate(0.61, [0.57, 0.65]), 'nl')).toBe('61%');
    expect(interval(estimate(0.61, [0.57, 0.65]), 'nl')).toBe('57–65');
    expect(interval(estimate(0.61, [0.57, 0.65]), 'en')).toBe('57 to 65');
    expect(percent(0.855)).toBe('86%');
  });

  it('a mean has one decimal with the comma or the point of its language', () => {
    expect(figure(estimate(3.42, [3.2, 3.6], 'mean'), 'nl')).toBe('3,4');
    expect(interval(estimate(3.42, [3.2, 3.6], 'mean'), 'en')).toBe('3.2 to 3.6');
  });

  it('points below zero have a real minus, and no dash between two of them', () => {
    expect(figure(estimate(-12.4, [-15, -9], 'points'), 'nl')).toBe('−12');
    expect(interval(estimate(-12.4, [-15, -9], 'points'), 'nl')).toBe('−15 tot −9');
    expect(interval(estimate(32, [30, 34], 'points'), 'nl')).toBe('30–34');
    expect(between('−1', '3', 'en')).toBe('−1 to 3');
  });

  it('a difference always carries its sign, in points', () => {
    expect(difference(estimate(-0.09, [-0.13, -0.05]), 'nl')).toBe('−9');
    expect(differenceInterval(estimate(-0.09, [-0.13, -0.05]), 'nl')).toBe('−13 tot −5');
    expect(difference(estimate(0.002, [-0.03, 0.03]), 'nl')).toBe('0');
  });

  it('only an interval that leaves zero out is clear', () => {
    expect(isClear(estimate(-0.09, [-0.13, -0.05]))).toBe(true);
    expect(isClear(estimate(0.02, [-0.01, 0.05]))).toBe(false);
    expect(isClear(estimate(0.02, null))).toBe(false);
  });

  it('an interval narrower than a tenth is told finer, not as one number', () => {
    expect(interval(estimate(3.28, [3.271, 3.289], 'mean'), 'nl')).toBe('3,27–3,29');
    expect(interval(estimate(3.5, [3.46, 3.6], 'mean'), 'nl')).toBe('3,5–3,6');
  });

  it('an estimated number of guests has two digits', () => {
    expect(roughly(17590, 'nl')).toBe('18.000');
    expect(roughly(86, 'en')).toBe('86');
  });

  it('a share that is not all and not nothing is never rounded to it', () => {
    expect(percent(0.9962)).toBe('>99%');
    expect(percent(0.004)).toBe('<1%');
    expect([percent(1), percent(0), percent(0.994)]).toEqual(['100%', '0%', '99%']);
    expect(interval(estimate(0.998, [0.9961, 0.9995]), 'en')).toBe('99 to 100');
    expect(interval(estimate(0.001, [0, 0.004]), 'en')).toBe('0 to 1');
    expect(interval(estimate(1, [0.85, 1]), 'en')).toBe('85 to 100');
  });

  it('a step of a course is a count under thirty too, and a mean stays a mean', () => {
    expect(figureText(kept(10, 13), 'nl')).toBe('10 van 13');
    expect(figureText(kept(70, 100), 'nl')).toBe('70%');
    expect(figureText(estimate(3.42, [3.2, 3.6], 'mean'), 'nl')).toBe('3,4');
  });

  it('under thirty answers a promise is told as a count', () => {
    expect(keptText(kept(5, 9), 'nl')).toBe('5 van 9');
    expect(keptText(kept(5, 9), 'en')).toBe('5 of 9');
    expect(keptText(kept(61, 100), 'nl')).toBe('61%');
  });

  it('what cannot be said is a dash, never a zero', () => expect(figure(estimate(null, null), 'nl')).toBe('–'));
});

describe('days', () => {
  it('whole months are told as months', () => {
    expect(period({ from: '2026-09-01', to: '2026-11-30' }, 'nl')).toBe('sep – nov 2026');
    expect(period({ from: '2025-12-01', to: '2026-01-31' }, 'nl')).toBe('dec 2025 – jan 2026');
    expect(period({ from: '2024-02-01', to: '2024-02-29' }, 'en')).toBe('Feb 2024');
    expect(period({ from: '2026-09-03', to: '2026-11-24' }, 'nl')).toBe('3 sep – 24 nov 2026');
  });

  // ISO 8601: the week with the first Thursday is week 1
  it.each([
    ['2026-01-01', 1],
    ['2027-01-01', 53],
    ['2024-12-30', 1],
    ['2026-11-23', 48],
    ['2021-01-03', 53],
  ])('%s lies in week %i', (on, week) => expect(isoWeek(on)).toBe(week));

  it('a step is named after its week, its month or its first day', () => {
    expect(stepName('2026-10-12', '2026-10-18', 'nl')).toBe('wk 42');
    expect(stepName('2026-10-01', '2026-10-31', 'nl')).toBe('okt');
    expect(stepName('2026-10-01', '2026-12-31', 'en')).toBe('1 Oct');
  });

  it('days are counted over the change of the clock', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  });

  it('a time has a point in Dutch and a colon in English', () => {
    expect(clock('2026-11-23T13:02:00Z', 'nl', 'Europe/Amsterdam')).toBe('14.02');
    expect(clock('2026-11-23T13:02:00Z', 'en', 'Europe/Amsterdam')).toBe('14:02');
  });
});
