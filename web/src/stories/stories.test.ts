import { expect, it } from 'vitest';
import type { Say } from '../words';
import { followText } from './come_of_it';
import { proposal } from './Marked';
import { weekNumber, weekOf } from './queries';
import { draftOf, emptyRule, ruleText, withWord, wordsIn } from './rule';
import type { FollowUp, Story } from './shapes';
import { standout } from './Stories';

const say: Say = (key, values) => `${key}${values ? ` ${Object.values(values).join('|')}` : ''}`;

it('takes words as they are typed, once each', () => {
  expect(wordsIn(' Wachten, rij;balie\nwachten ,')).toEqual(['wachten', 'rij', 'balie']);
  expect(draftOf({ ...emptyRule, nl: ' Wachten ', groups: ['wachten, rij', ' '], none: 'ontbijt' })).toEqual({ name: { nl: 'Wachten' }, all_of: [['wachten', 'rij']], none_of: ['ontbijt'], expectation: null });
});

it('puts a suggested word into the last row, once', () => {
  const one = withWord({ ...emptyRule, groups: ['wacht', ''] }, 'kwartier');
  expect(one.groups).toEqual(['wacht', 'kwartier']);
  expect(withWord(one, 'Wacht')).toBe(one);
});

it('reads a rule out in words', () => {
  expect(ruleText({ all_of: [['wacht', 'rij'], ['balie']], none_of: ['ontbijt'], expectation: 'less' }, say)).toBe('wacht web.themes.or rij, web.themes.and balie; web.themes.not ontbijt; web.themes.only web.expectation.less.short');
});

it('leaves out what was marked by characters, also behind one that is two units long', () => {
  expect(proposal('😀 bel Jan op 06 12345678', [{ from: 6, to: 9, kind: 'name' }, { from: 13, to: 24, kind: 'telephone' }], (kind) => kind)).toBe('😀 bel [name] op [telephone]');
});

it('says what was done with a story as short as a chip', () => {
  const follow: FollowUp = { id: 'a', step: 'heard', heard: '2026-11-24T10:00:00Z', due: '2026-11-26T10:00:00Z', late: false, called: null, confirmed_by: 'nobody' };
  expect(followText(undefined, say, 'nl')).toBeNull();
  expect(followText(follow, say, 'nl')).toBe('web.follow.due 26 nov');
  expect(followText({ ...follow, late: true }, say, 'nl')).toBe('web.follow.late 26 nov');
  expect(followText({ ...follow, step: 'called', called: '2026-11-24T16:00:00Z' }, say, 'nl')).toBe('web.follow.same_day');
  expect(followText({ ...follow, step: 'called', called: '2026-11-25T09:00:00Z' }, say, 'nl')).toBe('web.follow.called 1|1');
  expect(followText({ ...follow, step: 'solved', called: '2026-11-25T09:00:00Z' }, say, 'nl')).toBe('web.follow.solved');
  expect(followText({ ...follow, step: 'confirmed', confirmed_by: 'noted' }, say, 'nl')).toBe('web.follow.noted');
  expect(followText({ ...follow, step: 'dropped' }, say, 'nl')).toBeNull();
});

it('knows the week of a day, also where the year turns', () => {
  expect(weekOf('2026-11-28')).toBe('2026-W48');
  expect(weekOf('2027-01-03')).toBe('2026-W53');
  expect(weekOf('2024-12-30')).toBe('2025-W01');
  expect(weekNumber('2025-W01')).toBe(1);
});

it('puts the most retold better story in front, never one that may not be shared', () => {
  const story = (id: string, more: Partial<Story>) => ({ id, expectation: 'better', may_share: true, standing: 'shared', retold: null, ...more }) as Story;
  expect(standout([story('a', {}), story('b', { retold: 'more' }), story('c', { retold: 'more', may_share: false })])).toBe('b');
  expect(standout([story('a', { expectation: 'less' }), story('b', { standing: 'kept_back' })])).toBeUndefined();
});
