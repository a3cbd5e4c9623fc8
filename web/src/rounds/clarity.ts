import type { Clarity, Told } from './shapes';
import { isExact } from './told';

/** Four steps of tint; a cell without a number has the step of what it says. */
export function heat(cell: Told): 0 | 1 | 2 | 3 | null {
  if (cell.shown === 'nearly_all') return 3;
  if (cell.shown === 'nearly_none') return 0;
  if (!isExact(cell)) return null;
  return cell.value >= 0.845 ? 3 : cell.value >= 0.695 ? 2 : cell.value >= 0.495 ? 1 : 0;
}

/** A cell lags where its interval lies wholly under that of all: what may be chance is never marked. */
export const lags = (cell: Told | undefined, all: Told | undefined): boolean => !!cell?.interval && !!all?.interval && isExact(cell) && isExact(all) && cell.interval[1] < all.interval[0];

export type Lagging = { at: number; cell: Told & { value: number }; all: (Told & { value: number }) | null; clear: boolean };
/** The column to speak about: the one furthest under all, by the upper limit so that noise does not win; where none is clearly under, the lowest. */
export function lagging({ rows, compare }: Pick<Clarity, 'rows' | 'compare'>): Lagging | null {
  const whole = rows.find((row) => row.whole) ?? (rows.length === 1 ? rows[0] : undefined);
  if (!whole) return null;
  const said = whole.cells.flatMap((cell, at): Lagging[] => {
    const all = compare?.cells[at];
    return isExact(cell) ? [{ at, cell, all: isExact(all) ? all : null, clear: lags(cell, all) }] : [];
  });
  const short = (one: Lagging) => (one.all?.interval?.[0] ?? 0) - (one.cell.interval?.[1] ?? 1);
  const clear = said.filter((one) => one.clear).sort((a, b) => short(b) - short(a));
  return clear[0] ?? said.sort((a, b) => a.cell.value - b.cell.value)[0] ?? null;
}
