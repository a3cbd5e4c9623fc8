import { addDays, isoDay } from '../format';

const FORM = /^(\d{4})-W(\d{2})$/;
const DAY_MS = 86_400_000;
const mondayOf = (day: string) => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));

/** "2026-W48" of a day; a week belongs to the year of its Thursday. */
export function weekOf(day: string): string {
  const thursday = addDays(mondayOf(day), 3);
  const year = thursday.slice(0, 4);
  const first = mondayOf(`${year}-01-04`);
  const number = 1 + Math.round((Date.parse(mondayOf(day)) - Date.parse(first)) / (7 * DAY_MS));
  return `${year}-W${String(number).padStart(2, '0')}`;
}
export const thisWeek = () => weekOf(isoDay(new Date()));
/** The Monday of "2026-W48", or nothing where that week does not exist. */
export function mondayIn(week: string): string | null {
  const found = FORM.exec(week);
  if (!found) return null;
  const monday = addDays(mondayOf(`${found[1]}-01-04`), 7 * (Number(found[2]) - 1));
  return weekOf(monday) === week ? monday : null;
}
export const weekNumber = (week: string) => Number(week.slice(-2));
