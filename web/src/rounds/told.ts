import type { Estimate, Named } from '../api/types';
import { decimal, difference, differenceInterval, interval, percent, whole } from '../format';
import { own, type Language, type Say } from '../words';
import type { Group, RoundRef, RoundState, Told, ToldKept } from './shapes';

export const isExact = (figure: Told | null | undefined): figure is Told & { value: number } => !!figure && figure.shown === 'exact' && figure.value !== null;
export const isNearly = (figure: Told) => figure.shown === 'nearly_all' || figure.shown === 'nearly_none';

/** The same as an estimate of customers' answers, for everything that draws or words an estimate. */
export const asEstimate = (figure: Told): Estimate => ({
  value: figure.shown === 'exact' ? figure.value : null,
  interval: figure.shown === 'exact' ? figure.interval : null,
  n: figure.n ?? 0,
  unit: figure.unit ?? 'share',
  level: 0.95,
});

/** What stands where a figure stands: 47%, "bijna allen", "niet getoond". Under thirty answers a promise is its count. */
export function toldText(figure: Told | ToldKept | ReturnType<typeof asCount>, t: Say, language: Language): string {
  if (isNearly(figure)) return t(`web.told.${figure.shown}`);
  if (figure.shown === 'hidden') return t('web.told.hidden');
  if (figure.value === null) return '–';
  if (figure.unit === 'points') return decimal(figure.value, 0, language);
  if ('shown_as' in figure && figure.shown_as === 'count' && figure.n) return t('web.told.count', { k: whole(('kept' in figure ? figure.kept : null) ?? Math.round(figure.value * figure.n), language), n: whole(figure.n, language) });
  return percent(figure.value);
}

const COUNTED_UNDER = 30;
export const asCount = (figure: Told): Told & { shown_as: 'count' | 'percent' } => ({ ...figure, shown_as: isExact(figure) && (figure.n ?? 0) < COUNTED_UNDER ? 'count' : 'percent' });

export const toldRange = (figure: Told, language: Language): string | null => (figure.shown === 'exact' ? interval(asEstimate(figure), language) : null);

/** "47% (35–59, n 62)"; what has no number says in words what it is, with its n where that may be told. */
export function toldWhole(figure: Told | ToldKept, t: Say, language: Language): string {
  const beside = [toldRange(figure, language), figure.n && figure.shown !== 'hidden' ? `n ${whole(figure.n, language)}` : null].filter(Boolean).join(', ');
  return `${toldText(figure, t, language)}${beside ? ` (${beside})` : ''}`;
}

export const toldDifference = (figure: Told | null, language: Language): { text: string; range: string } | null =>
  isExact(figure) ? { text: difference(asEstimate(figure), language), range: differenceInterval(asEstimate(figure), language) ?? '' } : null;

const NAMES_MOST = 3;
/** "Zwolle", "Techniek + Keuken samen", "Regio Noord". */
export function groupName(group: Group, t: Say, language: Language): string {
  const names = group.units.slice(0, NAMES_MOST).map((one) => one.name);
  const more = group.units.length - names.length;
  const said = more > 0 ? t('web.told.and_more', { names: names.join(' + '), count: more, n: whole(more, language) }) : names.join(' + ');
  return group.together ? t('web.told.together', { units: said }) : said;
}
/** Whether a figure is of something else than the unit that was looked at, and then of what. */
export const otherGroup = (group: Group | null, unit: Named | null): boolean => !!group && (group.is !== 'unit' || (!!unit && group.units.length === 1 && group.units[0]?.id !== unit.id));

export const roundName = (round: Pick<RoundRef, 'name' | 'number'>, t: Say, language: Language) => own(round.name, language) || t('web.rounds.nameless', { number: round.number });
export const stateName = (state: RoundState) => `web.rounds.state.${state}`;

/** The latest of the rounds that was closed by the end of what is looked at. */
export function roundBy<One extends { state: RoundState; closed: string | null; number: number }>(rounds: One[], to: string | undefined): One | null {
  const released = rounds.filter((one) => one.state === 'released' && one.closed).sort((a, b) => b.number - a.number);
  return released.find((one) => !to || (one.closed ?? '') <= to) ?? null;
}
