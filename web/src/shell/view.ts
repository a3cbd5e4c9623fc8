import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ask } from '../api/client';
import type { Period, Response } from '../api/types';
import { addDays, isoDay } from '../format';
import type { Chosen, View } from '../router';

export type { View };
const RECENT_DAYS = 84;

/** Twelve weeks up to today, when anyone answered in them; an organisation with older answers only is shown in whole. */
const recentQuery = queryOptions({
  queryKey: ['recent'],
  queryFn: async (): Promise<Period | null> => {
    const to = isoDay(new Date());
    const recent = { from: addDays(to, 1 - RECENT_DAYS), to };
    const heard = await ask<Response>('GET', '/response', { query: recent }).catch(() => null);
    return heard && ((heard.started ?? 0) > 0 || (heard.finished ?? 0) > 0) ? recent : null;
  },
  staleTime: 10 * 60_000,
});

/** What the address says, as it says it. */
export function useChosen(): Chosen {
  return useSearch({ strict: false }) as Chosen;
}

/** Period and unit that figures are asked for. */
export function useView(): View {
  const chosen = useChosen();
  const { data: recent } = useSuspenseQuery(recentQuery);
  const period = chosen.from || chosen.to ? { from: chosen.from, to: chosen.to } : chosen.all ? {} : (recent ?? {});
  return {
    ...(period.from ? { from: period.from } : {}),
    ...(period.to ? { to: period.to } : {}),
    ...(chosen.unit ? { unit: chosen.unit } : {}),
  };
}

export function useSetView(): (change: { [Key in keyof Chosen]?: Chosen[Key] | undefined }) => void {
  const navigate = useNavigate();
  return (change) =>
    void navigate({
      to: '.',
      search: ((before: Record<string, unknown>) => ({ ...before, ...change })) as never,
      replace: false,
    });
}
