import { describe, expect, it } from 'vitest';
import type { Kept, MomentFigure, Overview, PromiseFigure } from '../api/types';
import type { EmployeePromises, ToldKept } from '../rounds/shapes';
import { weakest } from './journey_layout';
import { keptOf, toldOf, withEmployees } from './with_employees';

const notAsked: Kept = { value: null, interval: null, n: 0, unit: 'share', level: 0.95, reason: 'not_asked', kept: 0, not_kept: 0, not_applicable: 0, skipped: 0, state: 'not_asked', proof: 'asked', proposal: false, weighting: 'by_answer', shown_as: 'percent' };
const promise = (id: string, state: Kept['state'] = 'not_asked'): PromiseFigure => ({ id, text: { nl: id }, norm: 0.85, red_line: 0.7, version_from: '2026-01-01', since: null, kept: { ...notAsked, state } });
const moment = (id: string, ...promises: PromiseFigure[]): MomentFigure => ({ id, name: { nl: id }, stage: 'care', key: false, owner_role: null, promises, weakest: promises[0]?.id ?? null, stories: { n: 0, better: 0, less: 0, as: 0 }, score: null, score_max: null, trend: null });
const overview = {
  headline: { met: 1, of: 5, below: 0, broken: 0, not_yet: 0, not_asked: 4 },
  journeys: [
    { id: 'e', audience: 'employee', name: {}, stages: [], moments: [moment('week', promise('mate')), moment('roster', promise('calm'), promise('ahead'), promise('new'))] },
    { id: 'c', audience: 'customer', name: {}, stages: [], moments: [moment('desk', promise('ready', 'met'))] },
  ],
} as unknown as Overview;
const lines = { norm: 0.85, red_line: 0.7 };
const exact = (value: number, interval: [number, number], n: number, state: Kept['state'], kept: number): ToldKept => ({ shown: 'exact', n, unit: 'share', value, interval, kept, state, ...lines, shown_as: n < 30 ? 'count' : 'percent' });
const group = { units: [{ id: 'u', name: 'Merelhof' }], together: false, is: 'unit' as const };
const told = (id: string, figure: ToldKept, asked = true) => ({ id, moment: 'm', text: {}, norm: 0.85, red_line: 0.7, figure, group: asked ? group : null, previous: null });
const employees: EmployeePromises = {
  round: { id: 'r', number: 3, name: { nl: 'Ronde november' }, closed: '2026-11-01', floor: 5 },
  headline: { met: 2, of: 4, below: 0, broken: 1, not_yet: 0, not_asked: 1 },
  promises: [
    told('mate', exact(0.95, [0.9, 0.98], 120, 'met', 114)),
    told('calm', { shown: 'nearly_all', n: 88, unit: 'share', ...lines, value: null, interval: null, kept: null, state: 'met', shown_as: 'percent' }),
    told('ahead', exact(0.58, [0.54, 0.62], 604, 'broken', 350)),
    told('new', { shown: 'hidden', n: null, unit: 'share', ...lines, value: null, interval: null, kept: null, state: 'not_asked', shown_as: 'percent' }, false),
  ],
};

describe('both bands together', () => {
  const both = withEmployees(overview, employees);
  it('count every promise once', () => {
    expect(both.headline).toEqual({ met: 3, of: 5, below: 0, broken: 1, not_yet: 0, not_asked: 1 });
    const { of, ...states } = both.headline;
    expect(Object.values(states).reduce((sum, one) => sum + one, 0)).toBe(of);
  });
  it('lead with the weakest promise of a moment of employees', () => {
    const roster = both.journeys[0]?.moments[1];
    expect(roster && weakest(roster)?.id).toBe('ahead');
  });
  it('say of nearly all what it is, without a number', () => {
    const calm = both.journeys[0]?.moments[1]?.promises[0];
    expect(calm?.kept).toMatchObject({ value: null, interval: null, n: 88, state: 'met' });
    expect(toldOf(calm)?.figure.shown).toBe('nearly_all');
  });
  it('leave what the round did not ask as not asked, and customers as they were', () => {
    expect(both.journeys[0]?.moments[1]?.promises[2]).toEqual(promise('new'));
    expect(both.journeys[1]).toBe(overview.journeys[1]);
  });
  it('are the overview itself before any round', () => {
    expect(withEmployees(overview, undefined)).toBe(overview);
    expect(withEmployees(overview, { ...employees, round: null })).toBe(overview);
  });
});

it('a count stands on what was counted', () => {
  expect(keptOf(exact(5 / 9, [0.27, 0.81], 9, 'not_yet', 5))).toMatchObject({ kept: 5, not_kept: 4, shown_as: 'count' });
});
