import { expect, it } from 'vitest';
import type { Unit } from '../api/types';
import { apartFrom } from './Compare';

const unit = (id: string, parent: string | null) => ({ id, parent, name: id, level: 0 }) as unknown as Unit;
const units = [unit('all', null), unit('west', 'all'), unit('south', 'all'), unit('leiden', 'west'), unit('haarlem', 'west')];
const names = (id: string) => apartFrom(units, id).map((one) => one.id);

it('a unit is held against what lies apart from it', () => {
  expect(names('leiden')).toEqual(['south', 'haarlem']);
  expect(names('west')).toEqual(['south']);
  expect(names('all')).toEqual([]);
});
