import type { Estimate, Kept, Period } from './api/types';
import type { Language } from './words';

const LOCALE: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB' };
const DAY_MS = 86_400_000;

export const whole = (value: number, language: Language) => new Intl.NumberFormat(LOCALE[language], { maximumFractionDigits: 0 }).format(value);

/** Two digits that count: what is estimated is not told to the last guest. */
export const roughly = (value: number, language: Language) => new Intl.NumberFormat(LOCALE[language], { maximumSignificantDigits: 2 }).format(value);

export const decimal = (value: number, digits: number, language: Language) =>
  new Intl.NumberFormat(LOCALE[language], { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value).replace('-', '−');

/** A share 0..1 as a whole percentage without its sign. Never 0 or 100 where it is not: four of a thousand are somebody. */
export function hundredths(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return '<1';
  if (rounded === 100 && share < 1) return '>99';
  return String(rounded);
}
/** A limit of an interval, as a whole percentage: 0 and 100 only where nothing lies beyond. */
const limit = (share: number, side: 'low' | 'high') => String(side === 'low' ? Math.min(Math.round(share * 100), share < 1 ? 99 : 100) : Math.max(Math.round(share * 100), share > 0 ? 1 : 0));
export const percent = (share: number) => `${hundredths(share)}%`;

/** "57–65" in Dutch, "57 to 65" in English: a dash between signed figures reads badly, so those get "tot". */
export function between(low: string, high: string, language: Language): string {
  if (language === 'en') return `${low} to ${high}`;
  return /^[+−]/.test(low) || /^[+−]/.test(high) ? `${low} tot ${high}` : `${low}–${high}`;
}

const signed = (value: number, digits: number, language: Language) => {
  const text = decimal(Math.abs(value), digits, language);
  if (Number(Math.abs(value).toFixed(digits)) === 0) return text;
  return value < 0 ? `−${text}` : `+${text}`;
};

/** The value of an estimate in its own unit: 61% · 12 · 7,8. An em dash when it cannot be said. */
export function figure(estimate: Estimate, language: Language): string {
  if (estimate.value === null) return '–';
  if (estimate.unit === 'share') return percent(estimate.value);
  if (estimate.unit === 'points') return decimal(estimate.value, 0, language);
  return decimal(estimate.value, 1, language);
}

/** A mean with the highest it can be: "3,5 van 5". */
export const scored = (estimate: Estimate, max: number | null, language: Language): string =>
  max === null || estimate.value === null ? figure(estimate, language) : `${figure(estimate, language)} ${language === 'nl' ? 'van' : 'of'} ${whole(max, language)}`;

export function interval(estimate: Estimate, language: Language): string | null {
  if (!estimate.interval) return null;
  const [low, high] = estimate.interval;
  if (estimate.unit === 'share') {
    const [from, to] = [limit(low, 'low'), limit(high, 'high')];
    return from === to && low < high ? between(decimal(low * 100, 1, language), decimal(high * 100, 1, language), language) : between(from, to, language);
  }
  if (estimate.unit === 'points') return between(decimal(low, 0, language), decimal(high, 0, language), language);
  // very many answers make an interval narrower than a tenth: then its limits are told finer, never as one number
  const digits = low < high && low.toFixed(1) === high.toFixed(1) ? 2 : 1;
  return between(decimal(low, digits, language), decimal(high, digits, language), language);
}

/** A difference of shares is told in percentage points, of scores in their own unit; always with its sign. */
export function difference(estimate: Estimate, language: Language): string {
  if (estimate.value === null) return '–';
  return estimate.unit === 'share' ? signed(estimate.value * 100, 0, language) : signed(estimate.value, estimate.unit === 'points' ? 0 : 1, language);
}

export function differenceInterval(estimate: Estimate, language: Language): string | null {
  if (!estimate.interval) return null;
  const scale = estimate.unit === 'share' ? 100 : 1;
  const digits = estimate.unit === 'mean' ? 1 : 0;
  const [low, high] = estimate.interval;
  return between(signed(low * scale, digits, language), signed(high * scale, digits, language), language);
}

/** Whether a difference can be told from nothing: its interval leaves zero out. */
export const isClear = (estimate: Estimate) => !!estimate.interval && (estimate.interval[0] > 0 || estimate.interval[1] < 0);

export type KeptFigure = { lead: string; rest: string };
/** Percent from 30 answers on, below that the bare count: "5 van 9". */
export function keptFigure(kept: Kept, language: Language): KeptFigure {
  if (kept.n === 0 || kept.value === null) return { lead: '–', rest: '' };
  if (kept.shown_as === 'count') return { lead: whole(kept.kept, language), rest: `${language === 'nl' ? 'van' : 'of'} ${whole(kept.kept + kept.not_kept, language)}` };
  return { lead: hundredths(kept.value), rest: '%' };
}
export const keptText = (kept: Kept, language: Language) => {
  const { lead, rest } = keptFigure(kept, language);
  return rest === '%' ? `${lead}%` : rest ? `${lead} ${rest}` : lead;
};

/** A figure in words: a promise under thirty answers as its count, anything else as its value. */
export const figureText = (estimate: Estimate | Kept, language: Language) => ('shown_as' in estimate ? keptText(estimate, language) : figure(estimate, language));

// Days of an organisation are calendar days: read and written in UTC so that no browser's zone can shift them.
const date = (day: string) => new Date(`${day}T00:00:00Z`);
const dayText = (value: Date, language: Language, withYear: boolean) =>
  new Intl.DateTimeFormat(LOCALE[language], { day: 'numeric', month: 'short', ...(withYear ? { year: 'numeric' } : {}), timeZone: 'UTC' })
    .format(value)
    .replace(/\./g, '');
const monthText = (value: Date, language: Language, withYear: boolean) =>
  new Intl.DateTimeFormat(LOCALE[language], { month: 'short', ...(withYear ? { year: 'numeric' } : {}), timeZone: 'UTC' }).format(value).replace(/\./g, '');

export const day = (value: string, language: Language, withYear = true) => dayText(date(value), language, withYear);

export function weekday(value: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALE[language], { weekday: 'long', timeZone: 'UTC' }).format(date(value));
}

/** Whole months as months ("sep – nov 2026"), anything else as days; a side that is open is said in words. */
export function period({ from, to }: Period, language: Language): string {
  if (!from || !to) {
    const [since, until] = language === 'nl' ? ['vanaf', 'tot en met'] : ['from', 'up to'];
    if (from) return `${since} ${dayText(date(from), language, true)}`;
    return to ? `${until} ${dayText(date(to), language, true)}` : '';
  }
  const first = date(from);
  const last = date(to);
  const sameYear = first.getUTCFullYear() === last.getUTCFullYear();
  const wholeMonths = first.getUTCDate() === 1 && new Date(last.getTime() + DAY_MS).getUTCDate() === 1;
  if (wholeMonths) {
    if (sameYear && first.getUTCMonth() === last.getUTCMonth()) return monthText(last, language, true);
    return `${monthText(first, language, !sameYear)} – ${monthText(last, language, true)}`;
  }
  if (from === to) return dayText(first, language, true);
  return `${dayText(first, language, !sameYear)} – ${dayText(last, language, true)}`;
}

/** ISO week of a day. */
export function isoWeek(value: string): number {
  const thursday = date(value);
  thursday.setUTCDate(thursday.getUTCDate() + 3 - ((thursday.getUTCDay() + 6) % 7));
  const start = Date.UTC(thursday.getUTCFullYear(), 0, 4);
  const first = new Date(start);
  first.setUTCDate(first.getUTCDate() + 3 - ((first.getUTCDay() + 6) % 7));
  return 1 + Math.round((thursday.getTime() - first.getTime()) / (7 * DAY_MS));
}

/** "2026-W47" of a day. */
export function isoWeekOf(value: string): string {
  const thursday = date(value);
  thursday.setUTCDate(thursday.getUTCDate() + 3 - ((thursday.getUTCDay() + 6) % 7));
  return `${thursday.getUTCFullYear()}-W${String(isoWeek(value)).padStart(2, '0')}`;
}

/** The name of a step on an axis: a week by its number, a month by its name, anything else by its first day. */
export function stepName(from: string, to: string, language: Language): string {
  const days = (date(to).getTime() - date(from).getTime()) / DAY_MS + 1;
  if (days <= 7) return `wk ${isoWeek(from)}`;
  if (days >= 27 && days <= 31) return monthText(date(from), language, false);
  return dayText(date(from), language, false);
}

export function moment(instant: string, language: Language, timeZone?: string): string {
  const value = new Date(instant);
  const dayPart = new Intl.DateTimeFormat(LOCALE[language], { day: 'numeric', month: 'short', year: 'numeric', timeZone }).format(value).replace(/\./g, '');
  return `${dayPart}, ${clock(instant, language, timeZone)}`;
}
/** 14.02 in Dutch, 14:02 in English. */
export function clock(instant: string, language: Language, timeZone?: string): string {
  const text = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(instant));
  return language === 'nl' ? text.replace(':', '.') : text;
}

export function bytes(value: number, language: Language): string {
  if (value < 1000) return `${value} B`;
  if (value < 1_000_000) return `${decimal(value / 1000, 0, language)} kB`;
  return `${decimal(value / 1_000_000, 1, language)} MB`;
}

export const isoDay = (value: Date) => value.toISOString().slice(0, 10);
export const addDays = (value: string, days: number) => isoDay(new Date(date(value).getTime() + days * DAY_MS));
