import { describe, expect, it } from 'vitest';
import type { Underlined } from '../api/types';
import { complete, found, pieces, type Candidate } from './first_texts';

const mark = (from: number, to: number, kind: Underlined['kind'], quote: string, audience: Underlined['audience'] = 'customer'): Underlined => ({ from, to, kind, quote, audience, why: 'web.why.term' });
const one = (text: string, audience: Candidate['audience'], chosen = true): Candidate => ({ key: text, text, audience, language: 'nl', chosen });

describe('a pasted text', () => {
  it('is cut at its marks, counting characters', () => {
    const text = '😀 Vers. Antwoord binnen één werkdag. Ja';
    expect(pieces(text, [mark(8, 36, 'promise', '')], 3).map((piece) => [piece.text, piece.number])).toEqual([
      ['😀 Vers. ', undefined],
      ['Antwoord binnen één werkdag.', 3],
      [' Ja', undefined],
    ]);
    expect(pieces('', [], 1)).toEqual([]);
  });
  it('gives every promise once and keeps what was chosen', () => {
    const read = { language: 'nl' as const, marks: [mark(0, 5, 'promise', 'een vaste gast krijgt nooit minder.'), mark(6, 9, 'says_nothing', 'kwaliteit'), mark(10, 12, 'promise', 'een vaste gast krijgt nooit minder.')] };
    const all = found([{ kind: 'website', text: '', read }], [one('Zelf geschreven.', 'employee')]);
    expect(all.map((candidate) => candidate.text)).toEqual(['Zelf geschreven.', 'Een vaste gast krijgt nooit minder.']);
  });
});

it('three are enough, one of them to employees', () => {
  const customer = one('a', 'customer');
  expect(complete([customer], true)).toBe(false);
  expect(complete([customer, one('b', 'employee')], true)).toBe(true);
  expect(complete([customer], false)).toBe(true);
  expect(complete([], false)).toBe(false);
  expect(complete([customer, customer, customer, customer], false)).toBe(false);
});
