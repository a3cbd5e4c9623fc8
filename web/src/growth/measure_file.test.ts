import { expect, test } from 'vitest';
import { keyOf, numberOf, perOf, readMeasures } from './measure_file';

test('periods are known by their form', () => {
  expect(['2026', '2026-Q2', '2026-05', '2026-W18', '2026-13', 'mei 2026'].map(perOf)).toEqual(['year', 'quarter', 'month', 'week', null, null]);
});

test('numbers are read in Dutch and in English', () => {
  expect(['61,5%', '0.615', '1.234,5', '-12', '€ 50', 'veel', ''].map(numberOf)).toEqual([0.615, 0.615, 1234.5, -12, 50, null, null]);
});

test('a file says its measures, each with a key and what its values look like', () => {
  const file = readMeasures('\uFEFFVestiging;Periode;Meting;Waarde;n\nzwl;2026-Q1;Weet wat ik mag;61,5%;24\r\nzwl;2026-Q1;"Omzet; per kamer";104,20;\nbrd;2026-Q1;NPS;-4;120\n');
  expect(file.wrong).toEqual([]);
  expect(file.rows).toEqual([
    { unit: 'zwl', period: '2026-Q1', measure: 'weet_wat_ik_mag', value: 0.615, n: 24 },
    { unit: 'zwl', period: '2026-Q1', measure: 'omzet_per_kamer', value: 104.2 },
    { unit: 'brd', period: '2026-Q1', measure: 'nps', value: -4, n: 120 },
  ]);
  expect(file.measures.map((one) => [one.key, one.per, one.share, one.points])).toEqual([
    ['weet_wat_ik_mag', 'quarter', true, false],
    ['omzet_per_kamer', 'quarter', false, false],
    ['nps', 'quarter', false, true],
  ]);
  expect(keyOf('Één ding!')).toBe('een_ding');
});

test('what cannot be read is told by its line', () => {
  expect(readMeasures('a,b,c\n1,2,3').wrong).toEqual([{ line: 1, what: 'columns' }]);
  const file = readMeasures('unit,period,measure,value,n\nzwl,2026-Q1,nps,veel,\nzwl,mei,nps,3,\n,2026-Q1,nps,3,\nzwl,2026-Q1,nps,3,2.5');
  expect(file.wrong).toEqual([
    { line: 2, what: 'number' },
    { line: 3, what: 'period' },
    { line: 4, what: 'empty' },
    { line: 5, what: 'number' },
  ]);
  expect(readMeasures('unit,period,measure,value').wrong).toEqual([{ line: 1, what: 'empty' }]);
});
