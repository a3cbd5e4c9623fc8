import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { overviewQuery } from '../api/queries';
import { employeePromisesQuery, roundsQuery } from '../rounds/queries';
import type { RoundLine } from '../rounds/shapes';
import { roundBy } from '../rounds/told';
import type { View } from '../shell/view';
import { withEmployees } from './with_employees';

/** Both bands in one: customers by period, employees by the latest round that was closed by its end. */
export function useOverview(view: View) {
  const overview = useQuery(overviewQuery(view));
  const rounds = useQuery(roundsQuery);
  const round: RoundLine | null = roundBy(rounds.data?.rounds ?? [], view.to);
  const employees = useQuery({ ...employeePromisesQuery(view.unit, round?.id), enabled: !!round });
  // "not asked yet" is never said of someone whose figures are on their way
  const waiting = rounds.isPending || (!!round && employees.isPending);
  const data = useMemo(() => (overview.data && !waiting ? withEmployees(overview.data, round ? employees.data : undefined) : undefined), [overview.data, waiting, round?.id, employees.data]);
  return { overview: { ...overview, data }, round, employees: round ? employees.data : undefined, fault: rounds.error ?? (round ? employees.error : null) };
}
