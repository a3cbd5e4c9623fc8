import { useQuery } from '@tanstack/react-query';
import { unitsQuery } from '../api/queries';
import type { Named, Unit } from '../api/types';

/** A department by its house as well: there is a front desk in every hotel. */
export function placeOf(units: Pick<Unit, 'id' | 'name' | 'parent' | 'volume'>[], { id, name }: Named): string {
  const of = (one: string | null | undefined) => units.find((unit) => unit.id === one);
  let above = of(id);
  if (!above || above.volume) return name;
  while (above && !above.volume) above = of(above.parent);
  return above ? `${name}, ${above.name}` : name;
}
export function usePlace(): (unit: Named) => string {
  const units = useQuery(unitsQuery()).data ?? [];
  return (unit) => placeOf(units, unit);
}
