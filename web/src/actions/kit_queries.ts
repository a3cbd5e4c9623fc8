import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ask } from '../api/client';
import { client } from '../api/session';
import type { Language } from '../words';
import type { Kit, KitLine, TeamBoard } from './shapes';

const MINUTE_MS = 60_000;
/** On a wall it looks again every minute, also when nobody touches it. */
export const boardQuery = (unit: string, wall: boolean) =>
  queryOptions({
    queryKey: ['team', unit, wall],
    queryFn: ({ signal }) => ask<TeamBoard>('GET', `/team/${encodeURIComponent(unit)}/board`, { query: { wall: wall ? 1 : undefined }, signal }),
    placeholderData: keepPreviousData,
    ...(wall ? { refetchInterval: MINUTE_MS, refetchIntervalInBackground: true } : {}),
  });
export const kitsQuery = (unit: string) => queryOptions({ queryKey: ['kits', unit], queryFn: ({ signal }) => ask<{ items: KitLine[] }>('GET', '/kits', { query: { unit }, signal }).then((list) => list.items) });
export const kitQuery = (id: string, language: Language) =>
  queryOptions({ queryKey: ['kit', id, language], queryFn: ({ signal }) => ask<Kit>('GET', `/kits/${id}`, { query: { lang: language }, signal }), placeholderData: keepPreviousData });

export const makeKit = (unit: string, week: string) => ask<Kit>('POST', '/kits', { body: { unit, week } });
/** What was made, told or held shows on the sheet, in the list and on the board. */
export function kitChanged() {
  for (const key of ['kit', 'kits', 'team']) void client.invalidateQueries({ queryKey: [key] });
}
