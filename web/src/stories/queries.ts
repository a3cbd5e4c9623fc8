import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ask } from '../api/client';
import { client } from '../api/session';
import type { Expectation, List, Named, Text } from '../api/types';
import type { View } from '../shell/view';
import type { FollowUp, Kudos, Story, StoryFigures, StoryPage, Suggestions, Theme, ThemeFigures, ThemePreview, Value } from './shapes';

/** Period and unit as stories know them: suspect answers are told like others. */
const within = ({ from, to, unit }: View) => ({ from, to, unit });

export type Sought = { moment?: string | undefined; expectation?: Expectation | undefined; floor?: boolean | undefined; language?: string | undefined; words?: string | undefined; theme?: string | undefined; standing?: 'to_check' | 'shared' | undefined };
const PAGE = 24;
export const storiesQuery = (view: View, { moment, expectation, floor, language, words, theme, standing }: Sought = {}, limit = PAGE) =>
  infiniteQueryOptions({
    queryKey: ['stories', within(view), moment ?? '', expectation ?? '', floor ?? false, language ?? '', words ?? '', theme ?? '', standing ?? '', limit],
    queryFn: ({ pageParam, signal }) =>
      ask<StoryPage>('GET', '/stories', { query: { ...within(view), moment, expectation, teller: floor ? 'floor' : undefined, language, q: words, theme, standing, cursor: pageParam, limit }, signal }),
    initialPageParam: '' as string,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
const path = (id: string) => `/stories/${encodeURIComponent(id)}`;
export const storyQuery = (id: string) => queryOptions({ queryKey: ['stories', 'one', id], queryFn: ({ signal }) => ask<Story>('GET', path(id), { signal }) });
export const chosenQuery = (week: string) => queryOptions({ queryKey: ['stories', 'chosen', week], queryFn: ({ signal }) => ask<{ items: Story[] }>('GET', '/stories/chosen', { query: { week }, signal }) });
export const welcomeQuery = (unit: string | undefined) => queryOptions({ queryKey: ['stories', 'welcome', unit ?? ''], queryFn: ({ signal }) => ask<{ items: Story[] }>('GET', '/stories/welcome', { query: { unit }, signal }) });
export const storyFiguresQuery = (view: View, moment: string | undefined) =>
  queryOptions({ queryKey: ['stories', 'figures', within(view), moment ?? ''], queryFn: ({ signal }) => ask<StoryFigures>('GET', '/stories/figures', { query: { ...within(view), moment }, signal }), placeholderData: keepPreviousData });

export const themesQuery = queryOptions({ queryKey: ['themes'], queryFn: ({ signal }) => ask<{ items: Theme[] }>('GET', '/themes', { signal }).then((list) => list.items) });
export const themeFiguresQuery = (view: View, moment: string | undefined) =>
  queryOptions({ queryKey: ['themes', 'figures', within(view), moment ?? ''], queryFn: ({ signal }) => ask<ThemeFigures>('GET', '/themes/figures', { query: { ...within(view), moment }, signal }), placeholderData: keepPreviousData });
/** What a rule would gather before it is kept; nothing is written. */
export const themePreviewQuery = (rule: Pick<Theme, 'all_of' | 'none_of' | 'expectation'>, view: View, moment: string | undefined) =>
  queryOptions({
    queryKey: ['themes', 'preview', rule, within(view), moment ?? ''],
    queryFn: ({ signal }) => ask<ThemePreview>('POST', '/themes/preview', { query: { ...within(view), moment }, body: rule, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
export const suggestionsQuery = (unit: string | undefined, moment: string | undefined) =>
  queryOptions({ queryKey: ['themes', 'suggestions', unit ?? '', moment ?? ''], queryFn: ({ signal }) => ask<Suggestions>('GET', '/themes/suggestions', { query: { unit, moment }, signal }) });

export const valuesQuery = queryOptions({ queryKey: ['values'], queryFn: ({ signal }) => ask<{ items: Value[] }>('GET', '/values', { signal }).then((list) => list.items), staleTime: 5 * 60_000 });
export const colleaguesQuery = (unit: string) =>
  queryOptions({ queryKey: ['floor', 'people', unit], queryFn: ({ signal }) => ask<{ items: Named[] }>('GET', '/floor/people', { query: { unit }, signal }).then((list) => list.items), staleTime: 5 * 60_000 });
/** How the cards of a unit's floor word behaviour: by its effect. */
export const effectsQuery = (unit: string) =>
  queryOptions({
    queryKey: ['floor', 'effects', unit],
    queryFn: ({ signal }) => ask<{ cards: { effects: Text[] }[] }>('GET', '/floor/today', { query: { unit }, signal }).then(({ cards }) => cards.flatMap((card) => card.effects)),
    staleTime: 5 * 60_000,
    retry: false,
  });
export const kudosQuery = (unit: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['kudos', unit ?? ''],
    queryFn: ({ pageParam, signal }) => ask<List<Kudos>>('GET', '/kudos', { query: { unit, cursor: pageParam, limit: 20 }, signal }),
    initialPageParam: '' as string,
    getNextPageParam: (last) => last.next ?? undefined,
  });
export const cardsAtQuery = (moment: string) =>
  queryOptions({ queryKey: ['moment', moment, 'cards'], queryFn: ({ signal }) => ask<{ items: { id: string; story: string | null }[] }>('GET', `/moments/${encodeURIComponent(moment)}/cards`, { signal }).then((list) => list.items), retry: false });
/** By story: a customer's story and what was done with it have one id. */
export const followUpsQuery = (view: View, moment: string | undefined, enabled: boolean) =>
  queryOptions({
    queryKey: ['follow-ups', 'by story', within(view), moment ?? ''],
    queryFn: ({ signal }) => ask<List<FollowUp>>('GET', '/follow-ups', { query: { ...within(view), moment, limit: 200 }, signal }).then(({ items }) => new Map(items.map((one) => [one.id, one]))),
    enabled,
    staleTime: 60_000,
    retry: false,
  });

export const storiesChanged = () => {
  for (const key of ['stories', 'themes', 'moment']) void client.invalidateQueries({ queryKey: [key] });
};
export const kudosChanged = () => {
  for (const key of ['kudos', 'stories']) void client.invalidateQueries({ queryKey: [key] });
};

/** "2026-W48": the ISO week of a day, by the calendar of the browser's own today unless told otherwise. */
export function weekOf(day: string): string {
  const thursday = new Date(`${day}T00:00:00Z`);
  thursday.setUTCDate(thursday.getUTCDate() + 3 - ((thursday.getUTCDay() + 6) % 7));
  const start = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return `${thursday.getUTCFullYear()}-W${String(1 + Math.floor((thursday.getTime() - start) / (7 * 86_400_000))).padStart(2, '0')}`;
}
export const weekNumber = (week: string) => Number(week.slice(6));
