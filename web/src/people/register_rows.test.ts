import { expect, it } from 'vitest';
import type { Unit } from '../api/types';
import { registerRows, upperLevels } from './register_rows';

const unit = (id: string, parent: string | null, level: number) => ({ id, name: id, parent, level }) as Unit;
const units = [unit('org', null, 0), unit('a', 'org', 1), unit('b', 'org', 1), unit('a1', 'a', 2), unit('a2', 'a', 2), unit('empty', 'b', 2)];
const own = (id: string, people: number, with_address: number) => ({ unit: id, name: id, people, with_address });

it('counts everyone under a unit, and leaves out where nobody works', () => {
  const rows = registerRows(units, [own('a1', 5, 2), own('a2', 3, 0), own('b', 4, 4), own('org', 1, 1)]);
  expect(rows.map((row) => [row.name, row.depth, row.people, row.with_address])).toEqual([
    ['org', 0, 13, 7],
    ['a', 1, 8, 2],
    ['a1', 2, 5, 2],
    ['a2', 2, 3, 0],
    ['b', 1, 4, 4],
  ]);
});
it('keeps whoever stands in a unit that the tree no longer has', () => {
  expect(registerRows(units, [own('gone', 2, 0)])).toEqual([{ id: 'gone', name: 'gone', depth: 0, people: 2, with_address: 0 }]);
});
it('shows the upper levels of a deep tree', () => {
  const rows = [{ id: 'o', name: 'o', depth: 0, people: 60, with_address: 0 }, ...Array.from({ length: 60 }, (_, at) => ({ id: `${at}`, name: `${at}`, depth: at % 6 ? 2 : 1, people: 1, with_address: 0 }))];
  expect(upperLevels(rows).length).toBe(11);
  expect(upperLevels(rows.slice(0, 12)).length).toBe(12);
});
