import { expect, it } from 'vitest';
import { byUnit, cards, mailList, placeName, withPlaces } from './codes';
import type { Code } from './shapes';

const code = (unit: string, made: string, address: string | null): Code => ({ unit, unit_name: unit.toUpperCase(), code: made, address, language: 'nl', link: `https://goud.example.org/r/${made}` });
const codes = [code('b', 'AAAA-BBBB-CCCC', null), code('a', 'K7QM-2VXR-9TDA', 'an@example.org'), code('a', 'DDDD-EEEE-FFFF', null)];

it('the mail list has a line for each address and nothing of where someone works', () => {
  expect(mailList(codes)).toBe('\uFEFFemail,language,code,link\r\nan@example.org,nl,K7QM-2VXR-9TDA,https://goud.example.org/r/K7QM-2VXR-9TDA\r\n');
});
it('a cell with a comma or a quote stays one cell', () => {
  expect(mailList([code('a', 'X', '"an, de tweede"@example.org')])).toContain('"""an, de tweede""@example.org",nl');
});
it('cards are of those without an address, together by unit', () => {
  expect(cards(codes)).toEqual([
    { unit_name: 'A', code: 'DDDD-EEEE-FFFF', language: 'nl' },
    { unit_name: 'B', code: 'AAAA-BBBB-CCCC', language: 'nl' },
  ]);
});
it('counts by unit, all codes once', () => {
  expect(byUnit(codes)).toEqual([
    { unit: 'a', name: 'A', mail: 1, cards: 1 },
    { unit: 'b', name: 'B', mail: 0, cards: 1 },
  ]);
});
it('a department has its house behind it, a house has not', () => {
  const units = [{ id: 'o', name: 'Merelhof', parent: null }, { id: 'z', name: 'Zwolle', parent: 'o' }, { id: 'k', name: 'Keuken', parent: 'z' }];
  expect(placeName(units, 'k', 'Keuken')).toBe('Keuken, Zwolle');
  expect(placeName(units, 'z', 'Zwolle')).toBe('Zwolle');
  expect(placeName([], 'k', 'Keuken')).toBe('Keuken');
  expect(withPlaces([code('k', 'X', null)], units)[0]?.unit_name).toBe('K, Zwolle');
});
