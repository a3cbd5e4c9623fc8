import { describe, expect, it } from 'vitest';
import { groupName, otherGroup, roundBy, toldDifference, toldRange, toldText, toldWhole } from './told';
import type { Group, RoundLine, Told, ToldKept } from './shapes';

const t = (key: string, values: Record<string, string | number> = {}) => `${key.replace('web.told.', '')}${Object.keys(values).length ? `(${Object.values(values).join(',')})` : ''}`;
const exact = (value: number, interval: [number, number], n: number): Told => ({ shown: 'exact', n, unit: 'share', value, interval });

describe('what stands for a figure', () => {
  it('is the share with its interval and n', () => {
    expect(toldWhole(exact(0.47, [0.35, 0.59], 62), t, 'nl')).toBe('47% (35–59, n 62)');
    expect(toldWhole(exact(0.47, [0.35, 0.59], 62), t, 'en')).toBe('47% (35 to 59, n 62)');
  });
  it('is words where nearly all said the same, with n and without a number', () => {
    const nearly: Told = { shown: 'nearly_all', n: 62, unit: 'share', value: null, interval: null };
    expect(toldWhole(nearly, t, 'nl')).toBe('nearly_all (n 62)');
    expect(toldRange(nearly, 'nl')).toBeNull();
  });
  it('never says how many a hidden group is', () => {
    expect(toldWhole({ shown: 'hidden', n: 3, unit: 'share', value: null, interval: null }, t, 'nl')).toBe('hidden');
  });
  it('shows no number that came along with words', () => {
    expect(toldText({ shown: 'nearly_none', n: 9, unit: 'share', value: 0.02, interval: [0, 0.1] }, t, 'nl')).toBe('nearly_none');
    expect(toldRange({ shown: 'hidden', n: null, unit: 'share', value: 0.4, interval: [0.1, 0.9] }, 'nl')).toBeNull();
  });
  it('is a count for a promise under thirty, of what was counted', () => {
    const kept: ToldKept = { ...exact(5 / 9, [0.27, 0.81], 9), kept: 5, state: 'not_yet', norm: 0.85, red_line: 0.7, shown_as: 'count' };
    expect(toldText(kept, t, 'nl')).toBe('count(5,9)');
  });
  it('is points for a score', () => {
    expect(toldWhole({ shown: 'exact', n: 598, value: -12, interval: [-18, -6], unit: 'points' }, t, 'nl')).toBe('−12 (−18 tot −6, n 598)');
  });
  it('has its difference with a sign, or none', () => {
    expect(toldDifference(exact(-0.05, [-0.15, 0.06], 62), 'nl')).toEqual({ text: '−5', range: '−15 tot +6' });
    expect(toldDifference({ shown: 'hidden', n: null, unit: 'share', value: null, interval: null }, 'nl')).toBeNull();
    expect(toldDifference(null, 'nl')).toBeNull();
  });
});

describe('of which group', () => {
  const unit = (id: string) => ({ id, name: id.toUpperCase() });
  const one: Group = { units: [unit('a')], together: false, is: 'unit' };
  const some: Group = { units: [unit('a'), unit('b')], together: true, is: 'together' };
  it('names units that are only shown together', () => {
    expect(groupName(one, t, 'nl')).toBe('A');
    expect(groupName(some, t, 'nl')).toBe('together(A + B)');
    expect(groupName({ ...some, units: ['a', 'b', 'c', 'd', 'e'].map(unit) }, t, 'nl')).toContain('and_more(A + B + C,2,2)');
  });
  it('says when it is not the one that was looked at', () => {
    expect(otherGroup(one, unit('a'))).toBe(false);
    expect(otherGroup(one, unit('b'))).toBe(true);
    expect(otherGroup(some, unit('a'))).toBe(true);
    expect(otherGroup({ ...one, is: 'parent' }, null)).toBe(true);
    expect(otherGroup(null, unit('a'))).toBe(false);
  });
});

it('the round of a period is the latest that was closed by its end', () => {
  const round = (number: number, state: RoundLine['state'], closed: string | null) => ({ number, state, closed });
  const rounds = [round(1, 'released', '2026-05-20'), round(2, 'released', '2026-08-20'), round(3, 'open', null), round(4, 'withdrawn', '2026-09-01')];
  expect(roundBy(rounds, undefined)?.number).toBe(2);
  expect(roundBy(rounds, '2026-08-20')?.number).toBe(2);
  expect(roundBy(rounds, '2026-08-19')?.number).toBe(1);
  expect(roundBy(rounds, '2026-01-01')).toBeNull();
});
