import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ask } from '../api/client';
import { client } from '../api/session';
import type { Clarity, Consent, EmployeeMoment, EmployeePromises, Employees, Figures, Ladder, Library, Round, Rounds, Seen, Texts } from './shapes';

const path = (id: string) => `/rounds/${encodeURIComponent(id)}`;
type Unit = string | undefined;

export const roundsQuery = queryOptions({
  queryKey: ['rounds'],
  queryFn: ({ signal }) => ask<Rounds>('GET', '/rounds', { signal }),
  // while one is being opened and counted its progress is followed, otherwise nothing is asked
  refetchInterval: (query) => (query.state.data?.rounds.some((one) => one.state === 'closing') ? 1000 : false),
});
export const consentQuery = queryOptions({ queryKey: ['rounds', 'consent'], queryFn: ({ signal }) => ask<Consent>('GET', '/rounds/consent', { signal }) });
export const libraryQuery = queryOptions({ queryKey: ['rounds', 'library'], queryFn: ({ signal }) => ask<Library>('GET', '/rounds/library', { signal }), staleTime: 10 * 60_000 });
export const roundQuery = (id: string) =>
  queryOptions({
    queryKey: ['rounds', id],
    queryFn: ({ signal }) => ask<Round>('GET', path(id), { signal }),
    refetchInterval: (query) => (query.state.data?.state === 'closing' ? 1000 : false),
  });
export const seenQuery = (id: string, language: string) => queryOptions({ queryKey: ['rounds', id, 'units', language], queryFn: ({ signal }) => ask<Seen>('GET', `${path(id)}/units`, { signal }) });
// what was released never changes: it is fetched once
const RELEASED = { staleTime: 10 * 60_000, placeholderData: keepPreviousData } as const;
export const figuresQuery = (id: string, unit: Unit) =>
  queryOptions({ queryKey: ['rounds', id, 'figures', unit ?? ''], queryFn: ({ signal }) => ask<Figures>('GET', `${path(id)}/figures`, { query: { unit }, signal }), ...RELEASED });
export const clarityQuery = (id: string, unit: Unit) =>
  queryOptions({ queryKey: ['rounds', id, 'clarity', unit ?? ''], queryFn: ({ signal }) => ask<Clarity>('GET', `${path(id)}/clarity`, { query: { unit }, signal }), ...RELEASED });
export const textsQuery = (id: string, unit: Unit) =>
  queryOptions({ queryKey: ['rounds', id, 'texts', unit ?? ''], queryFn: ({ signal }) => ask<Texts>('GET', `${path(id)}/texts`, { query: { unit }, signal }), ...RELEASED });
export const employeePromisesQuery = (unit: Unit, round: Unit) =>
  queryOptions({ queryKey: ['rounds', 'promises', unit ?? '', round ?? ''], queryFn: ({ signal }) => ask<EmployeePromises>('GET', '/employees/promises', { query: { unit, round }, signal }), placeholderData: keepPreviousData });
export const employeeMomentQuery = (id: string, unit: Unit) =>
  queryOptions({ queryKey: ['rounds', 'moment', id, unit ?? ''], queryFn: ({ signal }) => ask<EmployeeMoment>('GET', `/employees/moments/${encodeURIComponent(id)}`, { query: { unit }, signal }), placeholderData: keepPreviousData });
export const ladderQuery = (unit: Unit) =>
  queryOptions({ queryKey: ['rounds', 'ladder', unit ?? ''], queryFn: ({ signal }) => ask<Ladder>('GET', '/employees/ladder', { query: { unit }, signal }), placeholderData: keepPreviousData });
export const employeesQuery = infiniteQueryOptions({
  queryKey: ['employees'],
  queryFn: ({ pageParam, signal }) => ask<Employees>('GET', '/employees', { query: { after: pageParam }, signal }),
  initialPageParam: '' as string,
  getNextPageParam: (last) => last.next ?? undefined,
});

export const roundsChanged = () => void client.invalidateQueries({ queryKey: ['rounds'] });
