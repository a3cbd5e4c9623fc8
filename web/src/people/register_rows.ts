import type { Unit } from '../api/types';
import type { EmployeesByUnit } from '../rounds/shapes';
import { placed } from '../shell/Filters';

export type RegisterRow = { id: string; name: string; depth: number; people: number; with_address: number };
/** Each unit of the tree with everyone under it; a unit that nobody works under is left out, one that the tree no longer has stands last. */
export function registerRows(units: Unit[], by_unit: EmployeesByUnit[]): RegisterRow[] {
  const own = new Map(by_unit.map((one) => [one.unit, one]));
  const tree = placed(units);
  const rows = tree.map(({ unit, depth }): RegisterRow => {
    const one = own.get(unit.id);
    return { id: unit.id, name: unit.name, depth, people: one?.people ?? 0, with_address: one?.with_address ?? 0 };
  });
  // children stand behind their parent and deeper: from the last to the first every sum reaches its parent
  for (let at = rows.length - 1; at > 0; at--) {
    const row = rows[at] as RegisterRow;
    const parent = rows.slice(0, at).findLast((before) => before.depth < row.depth);
    if (parent && row.depth > 0) {
      parent.people += row.people;
      parent.with_address += row.with_address;
    }
  }
  const known = new Set(rows.map((row) => row.id));
  const gone = by_unit.filter((one) => !known.has(one.unit)).map((one): RegisterRow => ({ id: one.unit, name: one.name, depth: 0, people: one.people, with_address: one.with_address }));
  return [...rows.filter((row) => row.people > 0), ...gone];
}

const ROWS_MOST = 24;
/** As many levels as stay readable, the deepest left out first. */
export function upperLevels(rows: RegisterRow[]): RegisterRow[] {
  for (let depth = Math.max(0, ...rows.map((row) => row.depth)); depth > 0; depth--) {
    const shown = rows.filter((row) => row.depth <= depth);
    if (shown.length <= ROWS_MOST) return shown;
  }
  return rows.filter((row) => row.depth === 0);
}
