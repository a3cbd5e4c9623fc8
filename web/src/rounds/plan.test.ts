import { describe, expect, it } from 'vitest';
import { asKind, byWeek, closableFrom, counting, countsAs, daysLeft, fitted, freshValue, fromLibrary, hasGap, keyFor, lastDay, leastFloors, missing, moved, newFacet, newPlan, tidy, weeksOf, withItem } from './plan';
import type { Item, Plan } from './shapes';

const least = { floor: 5, text_floor: 10 };
const item = (key: string, week = 1): Item => ({ key, kind: 'five', about: 'own', text: { nl: key, en: key }, top: ['4', '5'], week });
const plan = (...items: Item[]): Plan => ({ ...newPlan('2026-11-01', least), items });

describe('days and weeks', () => {
  it('closes on the first day it can no longer be answered', () => {
    expect(plan()).toMatchObject({ opens: '2026-11-08', closes: '2026-12-06' });
    expect(lastDay('2026-12-06')).toBe('2026-12-05');
  });
  it('has a week for questions in every seven days begun, five at most', () => {
    expect([7, 8, 14, 28, 60].map((days) => weeksOf({ opens: '2026-11-01', closes: new Date(Date.UTC(2026, 10, 1 + days)).toISOString().slice(0, 10) }))).toEqual([1, 2, 2, 4, 5]);
  });
  it('can be closed a week after it opened, or after its first day where that is later', () => {
    expect(closableFrom({ opened: '2026-11-10', opens: '2026-11-08' })).toBe('2026-11-17');
    expect(closableFrom({ opened: '2026-11-01', opens: '2026-11-08' })).toBe('2026-11-15');
  });
  it('counts the days that are left down to none', () => {
    expect(daysLeft('2026-12-06', '2026-11-27')).toBe(9);
    expect(daysLeft('2026-12-06', '2027-01-01')).toBe(0);
  });
  it('keeps every question on screen and asked when the round gets shorter', () => {
    const short = { ...plan(item('a', 4), item('b', 1)), closes: '2026-11-15' };
    expect(byWeek(short).flatMap(({ items }) => items).length).toBe(2);
    expect(fitted(short).items.map((one) => one.week)).toEqual([1, 1]);
  });
});

it('the floor never sinks under that of a round that was held; a plan holds nobody', () => {
  const line = (state: 'planned' | 'released' | 'open', floor: number, text_floor: number) => ({ state, floor, text_floor });
  expect(leastFloors([])).toEqual(least);
  expect(leastFloors([line('planned', 20, 30), line('released', 7, 12), line('open', 6, 10)])).toEqual({ floor: 7, text_floor: 12 });
});

describe('questions', () => {
  it('have a key of their first words, that nobody else has', () => {
    expect(keyFor({ nl: 'Wat zou jé als eerste herstellen?' }, [], 'q')).toBe('wat_zou_je_als_eerste_herstellen');
    expect(keyFor({ nl: 'Rooster', en: 'Roster' }, ['roster', 'roster_2'], 'q')).toBe('roster_3');
    expect(keyFor({ nl: '?!' }, [], 'question')).toBe('question');
    expect(keyFor({ nl: 'x'.repeat(90) }, [], 'q')).toMatch(/^[a-z0-9_]{1,40}$/);
  });
  it('come from the library once, with where they came from', () => {
    const once = fromLibrary(plan(), [{ ...item('what'), source: 'clarity.what', short: { nl: 'Wat' }, template: false }], 2);
    expect(once.items).toEqual([{ ...item('what', 2), source: 'clarity.what' }]);
    expect(fromLibrary(once, [{ ...item('what'), source: 'clarity.what' }], 1).items.length).toBe(1);
  });
  it('move among those of their own week only', () => {
    const some = plan(item('a', 1), item('b', 2), item('c', 1));
    expect(moved(some, 'c', -1).items.map((one) => one.key)).toEqual(['c', 'b', 'a']);
    expect(moved(some, 'b', -1)).toBe(some);
    expect(moved(some, 'a', -1)).toBe(some);
  });
  it('count as somebody says, each answer in one way', () => {
    const promise = asKind({ ...item('p'), about: 'promise' }, 'choice');
    expect(['yes', 'no_told', 'no', 'na'].map((value) => countsAs(promise, value))).toEqual(['top', 'top', 'other', 'not_applicable']);
    const stricter = counting(counting(promise, 'no_told', 'other'), 'na', 'other');
    expect([stricter.top, stricter.not_applicable]).toEqual([['yes'], []]);
    expect(countsAs(counting(stricter, 'no', 'not_applicable'), 'no')).toBe('not_applicable');
  });
  it('forget the answers of another kind', () => {
    expect(asKind(asKind(item('a'), 'choice'), 'text')).not.toHaveProperty('options');
    expect(asKind(item('a'), 'eleven')).not.toHaveProperty('top');
  });
  it('are replaced by their key, not doubled', () => {
    expect(withItem(plan(item('a'), item('b')), { ...item('a'), text: { nl: 'anders' } }).items.map((one) => one.text.nl)).toEqual(['anders', 'b']);
  });
  it('give a new option a value that none has', () => {
    expect(freshValue([{ value: 'a1' }, { value: 'a3' }], 'a')).toBe('a4');
    expect(freshValue([{ value: 'a2' }], 'a')).toBe('a3');
  });
});

describe('before a plan is kept', () => {
  it('what is missing is named', () => {
    expect(missing({ ...plan(), name: {} })).toEqual(['name', 'items']);
    expect(missing({ ...plan(item('a')), name: { nl: 'Ronde' }, closes: '2026-11-10' })).toEqual(['days']);
    expect(missing({ ...plan(item('a')), name: { nl: 'Ronde' }, facets: [newFacet([])] })).toEqual(['facets']);
    expect(missing({ ...plan(item('a')), name: { nl: 'Ronde' }, languages: [] })).toEqual(['languages']);
    expect(missing({ ...plan(item('a')), name: { nl: 'Ronde' } })).toEqual([]);
  });
  it('a template that was not filled in is not ready', () => {
    const template = { ...item('situation'), text: { nl: 'Stel: […]. Wat doe je?' } };
    expect(hasGap(template)).toBe(true);
    expect(missing({ ...plan(template), name: { nl: 'Ronde' } })).toEqual(['gap']);
    expect(hasGap({ ...item('x'), options: [{ value: 'a', label: { en: '[…]' } }] })).toBe(true);
  });
  it('it is sent without what the server says itself, and without empty texts', () => {
    const sent = tidy({ ...plan({ ...item('a'), text: { nl: ' Ja? ', en: '' }, norm: 0.85, red_line: 0.7, promise: null, moment: null, options: [] }), name: { nl: 'Ronde ', en: ' ' } });
    expect(sent.name).toEqual({ nl: 'Ronde' });
    expect(sent.items[0]).toEqual({ key: 'a', kind: 'five', about: 'own', text: { nl: 'Ja?' }, top: ['4', '5'], week: 1, options: [] });
  });
});
