import { expect, it } from 'vitest';
import type { JobRole } from '../api/types';
import { byLevel, roleNamed } from './job_roles';

const role = (id: string, level: number, nl: string, en?: string, ended: string | null = null): JobRole => ({ id, level, level_name: 'floor', name: { nl, ...(en ? { en } : {}) }, ended, revision: 1 });
const roles = [role('a', 4, 'Chef-kok', 'Head chef'), role('b', 1, 'Bestuur'), role('c', 5, 'Portier', undefined, '2026-01-01'), role('d', 4, 'Planner')];

it('finds an open role by its name in either language', () => {
  expect(roleNamed(roles, 'Head chef')?.id).toBe('a');
  expect(roleNamed(roles, 'Chef-kok')?.id).toBe('a');
  expect(roleNamed(roles, 'Portier')).toBeUndefined();
  expect(roleNamed(roles, '')).toBeUndefined();
});

it('lays open roles under their level, from the board down', () => {
  const groups = byLevel(roles, (key) => key, 'en');
  expect(groups.map((one) => one.group)).toEqual(['web.role_level.1', 'web.role_level.4']);
  expect(groups[1]?.items).toEqual([{ value: 'a', label: 'Head chef' }, { value: 'd', label: 'Planner' }]);
});
