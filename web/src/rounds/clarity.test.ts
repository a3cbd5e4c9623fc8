import { describe, expect, it } from 'vitest';
import { heat, lagging, lags } from './clarity';
import type { ClarityRow, Told } from './shapes';

const exact = (value: number, low: number, high: number, n = 62): Told => ({ shown: 'exact', n, unit: 'share', value, interval: [low, high] });
const words = (shown: Told['shown']): Told => ({ shown, n: shown === 'hidden' ? null : 9, unit: 'share', value: null, interval: null });
const row = (whole: boolean, ...cells: Told[]): ClarityRow => ({ unit: { id: 'z', name: 'Zwolle' }, group: { units: [{ id: 'z', name: 'Zwolle' }], together: false, is: 'unit' }, n: [9, 62], cells, whole });

describe('the tint of a cell', () => {
  it('has four steps by what is shown, not by what is behind it', () => {
    expect([0.49, 0.495, 0.69, 0.695, 0.84, 0.845].map((value) => heat(exact(value, 0, 1)))).toEqual([0, 1, 1, 2, 2, 3]);
  });
  it('of nearly all is the deepest, of nearly no one the lightest, of what is hidden none', () => {
    expect([heat(words('nearly_all')), heat(words('nearly_none')), heat(words('hidden'))]).toEqual([3, 0, null]);
  });
});

describe('a cell lags', () => {
  it('only where its interval lies wholly under that of all', () => {
    expect(lags(exact(0.47, 0.35, 0.59), exact(0.66, 0.62, 0.7))).toBe(true);
    expect(lags(exact(0.43, 0.21, 0.67), exact(0.66, 0.62, 0.7))).toBe(false);
    expect(lags(exact(0.47, 0.35, 0.62), exact(0.66, 0.62, 0.7))).toBe(false);
  });
  it('never without a number on both sides', () => {
    expect(lags(words('nearly_none'), exact(0.66, 0.62, 0.7))).toBe(false);
    expect(lags(exact(0.1, 0.05, 0.2), words('nearly_all'))).toBe(false);
    expect(lags(exact(0.1, 0.05, 0.2), undefined)).toBe(false);
  });
});

describe('the column to speak about', () => {
  const all = { name: 'Merelhof', cells: [exact(0.9, 0.88, 0.92), exact(0.66, 0.62, 0.7), exact(0.93, 0.9, 0.95)] };
  it('is the one furthest under all by its upper limit, of the whole row', () => {
    const found = lagging({ rows: [row(false, exact(0.2, 0.1, 0.3), exact(0.9, 0.8, 0.95), words('nearly_all')), row(true, exact(0.8, 0.7, 0.87), exact(0.47, 0.35, 0.59), words('nearly_all'))], compare: all });
    expect(found).toMatchObject({ at: 1, clear: true, all: { value: 0.66 } });
  });
  it('is the lowest where none is clearly under, and says so', () => {
    expect(lagging({ rows: [row(true, exact(0.85, 0.75, 0.92), exact(0.63, 0.5, 0.74), words('nearly_all'))], compare: all })).toMatchObject({ at: 1, clear: false });
  });
  it('has nothing to compare with where the whole is all', () => {
    expect(lagging({ rows: [row(true, exact(0.85, 0.8, 0.9), exact(0.63, 0.6, 0.66))], compare: null })).toMatchObject({ at: 1, all: null, clear: false });
  });
  it('is none where nothing has a number', () => {
    expect(lagging({ rows: [row(true, words('hidden'), words('nearly_all'))], compare: all })).toBeNull();
    expect(lagging({ rows: [], compare: all })).toBeNull();
  });
});
