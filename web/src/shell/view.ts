import { useNavigate, useSearch } from '@tanstack/react-router';
import type { View } from '../router';

export type { View };

/** Period and unit, read from and written to the address. */
export function useView(): View {
  const search = useSearch({ strict: false }) as View;
  return { ...(search.from ? { from: search.from } : {}), ...(search.to ? { to: search.to } : {}), ...(search.unit ? { unit: search.unit } : {}) };
}

export function useSetView(): (change: { [Key in keyof View]?: View[Key] | undefined }) => void {
  const navigate = useNavigate();
  return (change) =>
    void navigate({
      to: '.',
      search: ((before: Record<string, unknown>) => ({ ...before, ...change })) as never,
      replace: false,
    });
}
