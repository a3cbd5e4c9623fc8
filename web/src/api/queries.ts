import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { View } from '../shell/view';
import { ask } from './client';
import type {
  Account, ApiKey, AuditRow, HistoryRow, ImportRow, InstrumentRow, InstrumentWhole, Invitation, JobRole, Journey, Link, List,
  Meta, MomentDrivers, MomentFigures, Overview, PromiseOf, RefusedRow, Response, Unit,
} from './types';

/** A list in whole: follows the cursor to its end. For lists an organisation can oversee (units, links, people). */
async function whole<T>(path: string, query: Record<string, string | number | undefined> = {}, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const part: List<T> = await ask('GET', path, { query: { ...query, limit: 200, cursor }, ...(signal ? { signal } : {}) });
    items.push(...part.items);
    cursor = part.next ?? undefined;
  } while (cursor);
  return items;
}

/** What is known before anyone signs in, and where printed links lead. */
export const metaQuery = queryOptions({ queryKey: ['meta'], queryFn: ({ signal }) => ask<Meta>('GET', '/meta', { signal }), staleTime: 5 * 60_000 });
export const overviewQuery = (view: View) =>
  queryOptions({
    queryKey: ['overview', view],
    queryFn: ({ signal }) => ask<Overview>('GET', '/overview', { query: view, signal }),
    placeholderData: keepPreviousData,
  });
export const momentQuery = (id: string, view: View, step: 'week' | 'month') =>
  queryOptions({
    queryKey: ['moment', id, view, step],
    queryFn: ({ signal }) => ask<MomentFigures>('GET', `/moments/${encodeURIComponent(id)}/figures`, { query: { ...view, step }, signal }),
    placeholderData: keepPreviousData,
  });
export const driversQuery = (id: string, view: View, outcome: string | undefined) =>
  queryOptions({
    queryKey: ['drivers', id, view, outcome ?? ''],
    queryFn: ({ signal }) => ask<MomentDrivers>('GET', `/moments/${encodeURIComponent(id)}/drivers`, { query: { ...view, outcome }, signal }),
    placeholderData: keepPreviousData,
  });
/** Two units of one moment beside each other. */
export const comparisonQuery = (id: string, view: View, unit: string, compare: string) =>
  queryOptions({
    queryKey: ['moment', id, view, 'compare', unit, compare],
    queryFn: ({ signal }) => ask<MomentFigures>('GET', `/moments/${encodeURIComponent(id)}/figures`, { query: { ...view, unit, compare }, signal }).then((figures) => figures.comparison),
  });
export const unitsQuery = (on?: string) =>
  queryOptions({ queryKey: ['units', on ?? ''], queryFn: ({ signal }) => whole<Unit>('/units', { on }, signal), staleTime: 5 * 60_000 });
export const journeysQuery = queryOptions({ queryKey: ['journeys'], queryFn: ({ signal }) => whole<Journey>('/journeys', {}, signal) });
export const promisesQuery = queryOptions({ queryKey: ['promises'], queryFn: ({ signal }) => whole<PromiseOf>('/promises', {}, signal) });
export const promiseHistoryQuery = (id: string) =>
  queryOptions({ queryKey: ['promises', id, 'history'], queryFn: ({ signal }) => whole<HistoryRow>(`/promises/${encodeURIComponent(id)}/history`, {}, signal) });
export const instrumentsQuery = queryOptions({ queryKey: ['instruments'], queryFn: ({ signal }) => whole<InstrumentRow>('/instruments', {}, signal) });
export const instrumentQuery = (id: string) =>
  queryOptions({ queryKey: ['instruments', id], queryFn: ({ signal }) => ask<InstrumentWhole>('GET', `/instruments/${encodeURIComponent(id)}`, { signal }) });
export const linksQuery = queryOptions({ queryKey: ['links'], queryFn: ({ signal }) => whole<Link>('/links', {}, signal) });
export const responseQuery = (view: View) =>
  queryOptions({ queryKey: ['response', view], queryFn: ({ signal }) => ask<Response>('GET', '/response', { query: view, signal }), placeholderData: keepPreviousData });
export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal }) => whole<ImportRow>('/imports', {}, signal),
  // while one runs its progress is followed, otherwise nothing is asked
  refetchInterval: (query) => (query.state.data?.some((one) => one.state === 'running') ? 1000 : false),
});
export const refusedQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['imports', id, 'refused'],
    queryFn: ({ pageParam, signal }) =>
      ask<List<RefusedRow>>('GET', `/imports/${encodeURIComponent(id)}/refused`, { query: { cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: '' as string,
    getNextPageParam: (last) => last.next ?? undefined,
  });
export const accountsQuery = queryOptions({ queryKey: ['accounts'], queryFn: ({ signal }) => whole<Account>('/accounts', {}, signal) });
export const rolesQuery = queryOptions({ queryKey: ['roles'], queryFn: ({ signal }) => whole<JobRole>('/roles', {}, signal), staleTime: 5 * 60_000 });
export const invitationsQuery = queryOptions({ queryKey: ['invitations'], queryFn: ({ signal }) => whole<Invitation>('/invitations', {}, signal) });
export const keysQuery = queryOptions({ queryKey: ['keys'], queryFn: ({ signal }) => whole<ApiKey>('/keys', {}, signal) });
export const auditQuery = infiniteQueryOptions({
  queryKey: ['audit'],
  queryFn: ({ pageParam, signal }) => ask<List<AuditRow>>('GET', '/audit', { query: { cursor: pageParam, limit: 50 }, signal }),
  initialPageParam: '' as string,
  getNextPageParam: (last) => last.next ?? undefined,
});
export const historyQuery = (of: 'moments' | 'journeys' | 'units' | 'roles', id: string) =>
  queryOptions({ queryKey: [of, id, 'history'], queryFn: ({ signal }) => whole<HistoryRow>(`/${of}/${encodeURIComponent(id)}/history`, {}, signal) });
