import type { Text } from '../api/types';
import { addDays } from '../format';
import type { Facet, Item, ItemKind, LibraryItem, Plan, RoundLine } from './shapes';

export const DAYS_LEAST = 7;
export const DAYS_MOST = 92;
export const WEEKS_MOST = 5;
export const FLOOR_LEAST = 5;
export const TEXT_FLOOR_LEAST = 10;
export const FACETS_MOST = 3;
export const FACET_OPTIONS_MOST = 8;
const DAY_MS = 86_400_000;

const days = (from: string, to: string) => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
export const length = (plan: Pick<Plan, 'opens' | 'closes'>) => days(plan.opens, plan.closes);
export const daysLeft = (closes: string, today: string) => Math.max(0, days(today, closes));
/** Weeks of a round in which a question can be asked. */
export const weeksOf = (plan: Pick<Plan, 'opens' | 'closes'>) => Math.max(1, Math.min(WEEKS_MOST, Math.ceil(length(plan) / 7)));
/** A round is open for a week at least, whatever its plan says. */
export const closableFrom = (round: { opened: string | null; opens: string }) => addDays((round.opened ?? '') > round.opens ? (round.opened ?? round.opens) : round.opens, DAYS_LEAST);
/** The last day on which can be answered: `closes` is the first day it cannot. */
export const lastDay = (closes: string) => addDays(closes, -1);

/** A floor may rise from round to round, never sink. */
export function leastFloors(rounds: Pick<RoundLine, 'state' | 'floor' | 'text_floor'>[]): { floor: number; text_floor: number } {
  const held = rounds.filter((one) => one.state !== 'planned');
  return { floor: Math.max(FLOOR_LEAST, ...held.map((one) => one.floor)), text_floor: Math.max(TEXT_FLOOR_LEAST, ...held.map((one) => one.text_floor)) };
}

export function newPlan(today: string, least: { floor: number; text_floor: number }): Plan {
  const opens = addDays(today, 7);
  return { name: {}, opens, closes: addDays(opens, 28), languages: ['nl', 'en'], items: [], facets: [], ...least, closes_itself: true };
}

/** A key for what somebody writes: its first words, and a number where it is taken. */
export function keyFor(text: Text, taken: string[], otherwise: string): string {
  const begin =
    (text.en || text.nl || '')
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 32)
      .replace(/_+$/, '') || otherwise;
  if (!taken.includes(begin)) return begin;
  for (let at = 2; ; at++) if (!taken.includes(`${begin}_${at}`)) return `${begin}_${at}`;
}

export function fromLibrary(plan: Plan, items: LibraryItem[], week: number): Plan {
  const fresh = items.filter((item) => !plan.items.some((one) => one.key === item.key));
  return { ...plan, items: [...plan.items, ...fresh.map(({ short: _, template: __, ...item }) => ({ ...item, week, source: item.source || item.key }))] };
}
export const withItem = (plan: Plan, item: Item): Plan => ({ ...plan, items: plan.items.some((one) => one.key === item.key) ? plan.items.map((one) => (one.key === item.key ? item : one)) : [...plan.items, item] });
export const without = (plan: Plan, key: string): Plan => ({ ...plan, items: plan.items.filter((item) => item.key !== key) });
export const inWeek = (plan: Plan, key: string, week: number): Plan => ({ ...plan, items: plan.items.map((item) => (item.key === key ? { ...item, week } : item)) });
/** A place up or down among the questions of the same week. */
export function moved(plan: Plan, key: string, by: -1 | 1): Plan {
  const items = [...plan.items];
  const at = items.findIndex((item) => item.key === key);
  const week = items[at]?.week;
  let to = at + by;
  while (items[to] && items[to]?.week !== week) to += by;
  const [here, there] = [items[at], items[to]];
  if (!here || !there) return plan;
  items[at] = there;
  items[to] = here;
  return { ...plan, items };
}
/** Questions that lie beyond a round that became shorter are asked in its last week. */
export const fitted = (plan: Plan): Plan => ({ ...plan, items: plan.items.map((item) => ({ ...item, week: Math.min(item.week, weeksOf(plan)) })) });
export const byWeek = (plan: Plan): { week: number; items: Item[] }[] => Array.from({ length: Math.max(weeksOf(plan), ...plan.items.map((item) => item.week)) }, (_, at) => ({ week: at + 1, items: plan.items.filter((item) => item.week === at + 1) }));

export type Counts = 'top' | 'other' | 'not_applicable';
export const YES_NO: Item['options'] = [
  { value: 'yes', label: { nl: 'Ja', en: 'Yes' } },
  { value: 'no', label: { nl: 'Nee', en: 'No' } },
];
export const PROMISE_OPTIONS: NonNullable<Item['options']> = [
  { value: 'yes', label: { nl: 'Ja', en: 'Yes' } },
  { value: 'no_told', label: { nl: 'Nee, maar ik wist waarom', en: 'No, but I knew why' } },
  { value: 'no', label: { nl: 'Nee', en: 'No' } },
  { value: 'na', label: { nl: 'Niet van toepassing', en: 'Not applicable' } },
];
/** The answers of which somebody says what they count as; the scales have their own: 4 and 5 of five, 9 and 10 of ten. */
export const answersOf = (item: Pick<Item, 'kind' | 'options'>): NonNullable<Item['options']> => (item.kind === 'yes_no' ? YES_NO : item.kind === 'choice' ? item.options : []) ?? [];
export const countsAs = (item: Pick<Item, 'top' | 'not_applicable'>, value: string): Counts => (item.top?.includes(value) ? 'top' : item.not_applicable?.includes(value) ? 'not_applicable' : 'other');
export function counting(item: Item, value: string, as: Counts): Item {
  const lists = { top: (item.top ?? []).filter((one) => one !== value), not_applicable: (item.not_applicable ?? []).filter((one) => one !== value) };
  if (as !== 'other') lists[as].push(value);
  return { ...item, ...lists };
}
/** The usual answers of a kind and what they count as, until somebody says otherwise. */
export function asKind(item: Item, kind: ItemKind): Item {
  const { options: _, top: __, not_applicable: ___, ...rest } = item;
  if (kind === 'five') return { ...rest, kind, top: ['4', '5'], not_applicable: [] };
  if (kind === 'yes_no') return { ...rest, kind, top: ['yes'], not_applicable: [] };
  if (kind === 'choice')
    return item.about === 'promise'
      ? { ...rest, kind, options: PROMISE_OPTIONS, top: ['yes', 'no_told'], not_applicable: ['na'] }
      : { ...rest, kind, options: [1, 2].map((at) => ({ value: `a${at}`, label: {} })), top: ['a1'], not_applicable: [] };
  return { ...rest, kind };
}

export const newFacet = (taken: string[]): Facet => ({ key: keyFor({}, taken, 'facet'), text: {}, options: [1, 2].map((at) => ({ value: `c${at}`, label: {} })) });
/** A value that no option of the list has. */
export function freshValue(options: { value: string }[], letter: string): string {
  for (let at = options.length + 1; ; at++) if (!options.some((one) => one.value === `${letter}${at}`)) return `${letter}${at}`;
}

/** A template that nobody has filled in yet still has its gap. */
const GAP = '[…]';
export const hasGap = (item: Pick<Item, 'text' | 'options'>): boolean => [item.text, ...(item.options ?? []).map((option) => option.label)].some((text) => text.nl?.includes(GAP) || text.en?.includes(GAP));

const named = (text: Text, languages: string[]) => languages.every((language) => (text[language as 'nl' | 'en'] ?? '').trim());
/** What is still missing before a plan can be kept, as keys of words. */
export function missing(plan: Plan): string[] {
  const out: string[] = [];
  if (!plan.name.nl?.trim() && !plan.name.en?.trim()) out.push('name');
  if (!(length(plan) >= DAYS_LEAST && length(plan) <= DAYS_MOST)) out.push('days');
  if (!plan.languages.length) out.push('languages');
  if (!plan.items.length) out.push('items');
  if (plan.items.some(hasGap)) out.push('gap');
  if (plan.facets.some((facet) => !named(facet.text, plan.languages) || facet.options.length < 2 || facet.options.some((option) => !named(option.label, plan.languages)))) out.push('facets');
  return out;
}
/** Without empty texts, as the server reads it. */
export function tidy(plan: Plan): Plan {
  const clean = (text: Text): Text => ({ ...(text.nl?.trim() ? { nl: text.nl.trim() } : {}), ...(text.en?.trim() ? { en: text.en.trim() } : {}) });
  const options = (list: Plan['facets'][number]['options']) => list.map((option) => ({ value: option.value, label: clean(option.label) }));
  return {
    ...plan,
    name: clean(plan.name),
    items: plan.items.map(({ promise, moment, norm: _, red_line: __, ...item }) => ({ ...item, text: clean(item.text), ...(item.options?.length ? { options: options(item.options) } : {}), ...(promise ? { promise } : {}), ...(moment ? { moment } : {}) })),
    facets: plan.facets.map((facet) => ({ ...facet, text: clean(facet.text), options: options(facet.options) })),
  };
}
