import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ask } from '../api/client';
import type { Period, Response } from '../api/types';
import { addDays, isoDay } from '../format';
import type { Chosen, View } from '../router';

export type { View };
const RECENT_DAYS = 84;

/**
 * Twelve weeks up to today, when some answers lie in them and some before. Where all are older, or none is (a file without
 * dates, a first week), everything is one period.
 */
const recentQuery = queryOptions({
  queryKey: ['recent'],
  queryFn: async (): Promise<Period | null> => {
    const to = isoDay(new Date());
    const recent = { from: addDays(to, 1 - RECENT_DAYS), to };
    const [lately, ever] = await Promise.all([recent, {}].map((query) => ask<Response>('GET', '/response', { query }).catch(() => null)));
    const heard = (response: Response | null | undefined) => response?.answers ?? response?.started ?? 0;
    return heard(lately) > 0 && heard(lately) < heard(ever) ? recent : null;
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
    ...(chosen.with_suspects === 0 ? { with_suspects: 0 as const } : {}),
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
