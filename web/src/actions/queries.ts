import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ask } from '../api/client';
import type { components } from '../api/described';
import { client } from '../api/session';
import type { RoleName } from '../api/types';

type Schemas = components['schemas'];
export type FollowUp = Schemas['FollowUp'];
export type FollowUpSummary = Schemas['FollowUpSummary'];
export type AskingPause = Schemas['AskingPause'];
export type Cause = Schemas['Cause'];
export type Letter = Schemas['Letter'];
export type FollowUpList = { items: FollowUp[]; next: string | null; summary: FollowUpSummary; pauses: AskingPause[] };
export type LetterList = { items: Letter[]; next: string | null; sending: boolean };
export type Which = 'mine' | 'late' | 'all';
export type FollowUpFilter = { unit?: string | undefined; moment?: string | undefined; from?: string | undefined; to?: string | undefined };

/** Who looks after guests that were let down, and who reads how that goes. */
export const looksAfter = (role: RoleName) => role === 'owner' || role === 'cx_manager' || role === 'unit_manager';
export const readsSums = (role: RoleName) => looksAfter(role) || role === 'analyst';

const PAGE = 30;
export const followUpsQuery = (filter: FollowUpFilter, which: Which) =>
  infiniteQueryOptions({
    queryKey: ['follow-ups', 'list', filter, which],
    queryFn: ({ pageParam, signal }) =>
      ask<FollowUpList>('GET', '/follow-ups', {
        query: { ...filter, mine: which === 'mine' ? 'true' : undefined, overdue: which === 'late' ? 'true' : undefined, cursor: pageParam, limit: which === 'mine' ? 200 : PAGE },
        signal,
      }),
    initialPageParam: '' as string,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
/** The sums and the pauses; one row comes along. */
export const sumsQuery = (filter: FollowUpFilter) =>
  queryOptions({
    queryKey: ['follow-ups', 'sums', filter],
    queryFn: ({ signal }) => ask<FollowUpList>('GET', '/follow-ups', { query: { ...filter, limit: 1 }, signal }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
export const followUpQuery = (id: string) => queryOptions({ queryKey: ['follow-ups', 'one', id], queryFn: ({ signal }) => ask<FollowUp>('GET', `/follow-ups/${encodeURIComponent(id)}`, { signal }) });
export const causesQuery = queryOptions({ queryKey: ['causes'], queryFn: ({ signal }) => ask<{ items: Cause[]; next: string | null }>('GET', '/causes', { query: { limit: 200 }, signal }).then((list) => list.items) });
export const lettersQuery = infiniteQueryOptions({
  queryKey: ['letters'],
  queryFn: ({ pageParam, signal }) => ask<LetterList>('GET', '/letters', { query: { cursor: pageParam, limit: 50 }, signal }),
  initialPageParam: '' as string,
  getNextPageParam: (last) => last.next ?? undefined,
});

export const followed = () => {
  for (const key of ['follow-ups', 'causes']) void client.invalidateQueries({ queryKey: [key] });
};

/** Late first, then what a guest says is not solved, then who has to be called soonest; what is done comes last. */
export function inOrder(items: FollowUp[]): FollowUp[] {
  const rank = (one: FollowUp) => (one.late ? 0 : one.not_yet && one.step !== 'solved' ? 1 : one.step === 'heard' ? 2 : one.step === 'called' ? 3 : one.step === 'solved' ? 4 : 5);
  return [...items].sort((a, b) => rank(a) - rank(b) || Date.parse(a.due) - Date.parse(b.due));
}
