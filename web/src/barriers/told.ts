import type { Language } from '../words';
import { decimal, whole } from '../format';
import type { Barrier } from './queries';

type Say = (key: string, args?: Record<string, string | number>) => string;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Hours lost are a sum of what was tapped: always "at least". Under an hour in minutes, under ten to a half. */
export function atLeast(minutes: number, t: Say, language: Language): string {
  if (minutes < 60) return t('web.barriers.minutes', { n: whole(minutes, language) });
  const hours = minutes / 60;
  const shown = hours < 10 ? decimal(Math.floor(hours * 2) / 2, Number.isInteger(Math.floor(hours * 2) / 2) ? 0 : 1, language) : whole(Math.floor(hours), language);
  return t('web.barriers.hours', { n: shown });
}

/** What it is called: its own words, else its kind. */
export const titleOf = (one: { title: string; kind: Barrier['kind'] }, t: Say) => one.title || t(`web.barriers.kind.${one.kind}`);

export type Clock = { text: string; tone: 'brick' | 'teal' | 'm2'; part: number | null };
/** Where its clock stands: how much of the time has gone, and in words. No clock runs before somebody has it. */
export function clockOf(one: Pick<Barrier, 'state' | 'age_days' | 'mine' | 'due' | 'acknowledged'>, now: number, t: Say, language: Language): Clock {
  switch (one.state) {
    case 'reported':
      return { text: t('web.barriers.nobody', { count: one.age_days, n: whole(one.age_days, language) }), tone: 'm2', part: null };
    case 'solved':
      return { text: t(one.mine ? 'web.barriers.confirm_it' : 'web.barriers.to_confirm'), tone: 'teal', part: 1 };
    case 'confirmed':
      return { text: t('web.barriers.state.confirmed'), tone: 'teal', part: 1 };
    case 'cannot':
      return { text: t('web.barriers.state.cannot'), tone: 'm2', part: null };
    case 'joined':
      return { text: t('web.barriers.state.joined'), tone: 'm2', part: null };
    case 'acknowledged':
      break;
  }
  if (!one.due || !one.acknowledged) return { text: t('web.barriers.state.acknowledged'), tone: 'm2', part: null };
  const [start, due] = [Date.parse(one.acknowledged), Date.parse(one.due)];
  const left = due - now;
  const span = Math.abs(left);
  const amount = span >= DAY_MS ? t('web.barriers.days', { n: whole(Math.floor(span / DAY_MS), language) }) : t('web.barriers.hour', { n: whole(Math.max(1, Math.floor(span / HOUR_MS)), language) });
  if (left <= 0) return { text: t('web.barriers.over', { amount }), tone: 'brick', part: 1 };
  return { text: t('web.barriers.left', { amount }), tone: 'm2', part: Math.min(1, Math.max(0, (now - start) / (due - start))) };
}

export const isOverdue = (one: Barrier, now: number) => one.state === 'acknowledged' && !!one.due && Date.parse(one.due) <= now;
