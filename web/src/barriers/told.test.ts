import { describe, expect, it } from 'vitest';
import type { Barrier } from './queries';
import { atLeast, clockOf, isOverdue, titleOf } from './told';

const say = (key: string, args?: Record<string, string | number>) => `${key}${args ? ` ${JSON.stringify(args)}` : ''}`;
const now = Date.parse('2026-11-28T12:00:00Z');
const one = (change: Partial<Barrier>): Barrier => ({ state: 'acknowledged', acknowledged: '2026-11-27T12:00:00Z', due: '2026-11-30T12:00:00Z', title: '', kind: 'tools', age_days: 4, mine: false, ...change }) as Barrier;

describe('hours lost', () => {
  it('are told as at least, never rounded up', () => {
    expect(atLeast(45, say, 'nl')).toBe('web.barriers.minutes {"n":"45"}');
    expect(atLeast(60, say, 'nl')).toBe('web.barriers.hours {"n":"1"}');
    expect(atLeast(119, say, 'nl')).toBe('web.barriers.hours {"n":"1,5"}');
    expect(atLeast(119, say, 'en')).toBe('web.barriers.hours {"n":"1.5"}');
    expect(atLeast(1579, say, 'nl')).toBe('web.barriers.hours {"n":"26"}');
  });
});

describe('the clock', () => {
  it('says what is left, and how much of it has gone', () => {
    const clock = clockOf(one({}), now, say, 'nl');
    expect(clock.text).toContain('web.barriers.left');
    expect(clock.text).toContain('web.barriers.days');
    expect(clock.part).toBeCloseTo(1 / 3);
    expect(clockOf(one({ due: '2026-11-28T15:59:00Z' }), now, say, 'nl').text).toContain('{\\"n\\":\\"3\\"}');
  });
  it('says how long it is over time', () => {
    const late = one({ due: '2026-11-25T11:00:00Z' });
    expect(clockOf(late, now, say, 'nl').tone).toBe('brick');
    expect(isOverdue(late, now)).toBe(true);
    expect(isOverdue(one({ state: 'solved', due: '2026-11-25T11:00:00Z' }), now)).toBe(false);
  });
  it('does not run before somebody has it, and asks reporters once it is solved', () => {
    expect(clockOf(one({ state: 'reported', due: null }), now, say, 'nl').part).toBeNull();
    expect(clockOf(one({ state: 'solved' }), now, say, 'nl').text).toBe('web.barriers.to_confirm');
    expect(clockOf(one({ state: 'solved', mine: true }), now, say, 'nl').text).toBe('web.barriers.confirm_it');
  });
  it('calls it by its own words, else by its kind', () => {
    expect(titleOf(one({}), say)).toBe('web.barriers.kind.tools');
    expect(titleOf(one({ title: 'Automaat' }), say)).toBe('Automaat');
  });
});
