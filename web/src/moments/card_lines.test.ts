import { describe, expect, it } from 'vitest';
import { linesOf, maysOf, mergedLines, mergedMays, mergedText } from './card_lines';

const mays = [{ text: { nl: 'een drankje', en: 'a drink' }, limit: { nl: 'tot € 50', en: 'up to €50' } }, { text: { nl: 'zelf bellen' }, limit: {} }];

describe('lines of a card', () => {
  it('are written one a line, a limit behind a bar', () => {
    expect(maysOf(mays, 'nl')).toBe('een drankje | tot € 50\nzelf bellen');
    expect(maysOf(mays, 'en')).toBe('a drink | up to €50\nzelf bellen');
    expect(linesOf([{ nl: 'a' }, { en: 'b' }], 'nl')).toBe('a\nb');
  });
  it('come back as they were where nobody changed them', () => {
    expect(mergedMays(mays, maysOf(mays, 'en'), 'en')).toEqual(mays);
    expect(mergedLines([{ nl: 'a', en: 'b' }], 'a\n\n  c ', 'nl')).toEqual([{ nl: 'a', en: 'b' }, { nl: 'c' }]);
  });
  it('lose the other language with the words that changed', () => {
    expect(mergedMays(mays, 'een kop soep | tot € 50', 'nl')).toEqual([{ text: { nl: 'een kop soep' }, limit: { nl: 'tot € 50', en: 'up to €50' } }]);
    expect(mergedText({ nl: 'a', en: 'b' }, 'c', 'nl')).toEqual({ nl: 'c' });
    expect(mergedText({ nl: 'a' }, '  ', 'nl')).toEqual({});
  });
});
