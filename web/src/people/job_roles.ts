import type { JobRole } from '../api/types';
import { own, type Language, type Say } from '../words';

export const LEVELS = [1, 2, 3, 4, 5] as const;

/** The open role that goes by this name, in whichever language it was kept. */
export function roleNamed(roles: JobRole[], name: string): JobRole | undefined {
  return name ? roles.find((role) => !role.ended && (role.name.nl === name || role.name.en === name)) : undefined;
}

/** Choices of a select, under the level they stand at; levels without roles are left out. */
export function byLevel(roles: JobRole[], t: Say, language: Language) {
  return LEVELS.map((level) => ({
    group: t(`web.role_level.${level}`),
    items: roles.filter((role) => role.level === level && !role.ended).map((role) => ({ value: role.id, label: own(role.name, language) })),
  })).filter((one) => one.items.length > 0);
}
