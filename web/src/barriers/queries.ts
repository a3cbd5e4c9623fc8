import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ask } from '../api/client';
import type { components } from '../api/described';

type Schemas = components['schemas'];
export type Barrier = Schemas['Barrier'];
export type BarrierWhole = Schemas['BarrierWhole'];
export type BarrierSummary = Schemas['BarrierSummary'];
export type BarrierLimits = Schemas['BarrierLimits'];
export type BarrierList = { items: Barrier[]; next: string | null; summary: BarrierSummary };
export type BoardState = 'open' | 'overdue' | 'all';
export type BoardFilter = { unit?: string | undefined; moment?: string | undefined; state?: BoardState | undefined };

export const boardQuery = (filter: BoardFilter) =>
  infiniteQueryOptions({
    queryKey: ['barriers', 'board', filter],
    queryFn: ({ pageParam, signal }) => ask<BarrierList>('GET', '/barriers', { query: { ...filter, cursor: pageParam, limit: 30 }, signal }),
    initialPageParam: '' as string,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
/** The first few of a moment or a unit, and the sums of all of them. */
export const fewQuery = (filter: BoardFilter, limit: number) =>
  queryOptions({ queryKey: ['barriers', 'few', filter, limit], queryFn: ({ signal }) => ask<BarrierList>('GET', '/barriers', { query: { ...filter, limit }, signal }) });
export const barrierQuery = (id: string) =>
  queryOptions({ queryKey: ['barriers', 'one', id], queryFn: ({ signal }) => ask<BarrierWhole>('GET', `/barriers/${encodeURIComponent(id)}`, { signal }) });
export const limitsQuery = queryOptions({ queryKey: ['barriers', 'limits'], queryFn: ({ signal }) => ask<BarrierLimits>('GET', '/barriers/limits', { signal }) });
