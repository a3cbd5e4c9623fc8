import type { Kept, MomentFigure, Overview, PromiseFigure } from '../api/types';
import type { EmployeePromises, Group, ToldKept } from '../rounds/shapes';

/** What is told of a promise to employees: of which group, and in which words where it has no number. */
export type ToldOf = { figure: ToldKept; group: Group | null };
export const toldOf = (promise: PromiseFigure | null | undefined): ToldOf | null => (promise as (PromiseFigure & { told?: ToldOf }) | null | undefined)?.told ?? null;

/** A released figure in the shape of a customers' one, so that both bands are drawn alike. */
export function keptOf(figure: ToldKept): Kept {
  const exact = figure.shown === 'exact' && figure.value !== null;
  const n = figure.n ?? 0;
  const kept = exact ? (figure.kept ?? Math.round((figure.value ?? 0) * n)) : 0;
  return {
    value: exact ? figure.value : null,
    interval: exact ? figure.interval : null,
    n,
    unit: 'share',
    level: 0.95,
    kept,
    not_kept: exact ? n - kept : 0,
    not_applicable: 0,
    skipped: 0,
    state: figure.state,
    proof: 'asked',
    proposal: false,
    weighting: 'by_answer',
    shown_as: figure.shown_as ?? (n < 30 ? 'count' : 'percent'),
  };
}

const RANK = { broken: 0, below: 1, not_yet: 2, met: 3, not_asked: 5 } as const;
/** How weak a promise stands: what nearly all or nearly no one said has a place too, though it has no number. */
export function weakness(promise: PromiseFigure): [number, number] {
  const told = toldOf(promise)?.figure;
  const rank = promise.kept.state !== 'not_asked' ? RANK[promise.kept.state] : told?.shown === 'nearly_none' ? 0 : told?.shown === 'nearly_all' ? 3 : told?.shown === 'hidden' ? 4 : 5;
  return [rank, (promise.kept.interval?.[1] ?? 1) - promise.norm];
}
const weakestOf = (promises: PromiseFigure[]): string | null => [...promises].sort((a, b) => weakness(a)[0] - weakness(b)[0] || weakness(a)[1] - weakness(b)[1])[0]?.id ?? null;

/** The overview with the employees' band filled from their latest round; a promise that round did not ask stays not asked. */
export function withEmployees(overview: Overview, employees: EmployeePromises | undefined): Overview {
  if (!employees?.round) return overview;
  const known = new Map(employees.promises.map((promise) => [promise.id, promise]));
  const replaced: Kept['state'][] = [];
  const fill = (moment: MomentFigure): MomentFigure => {
    const promises = moment.promises.map((promise) => {
      replaced.push(promise.kept.state);
      const found = known.get(promise.id);
      // without a group nobody was asked about it in that round
      return found?.group ? { ...promise, kept: keptOf(found.figure), told: { figure: found.figure, group: found.group } } : promise;
    });
    return { ...moment, promises, weakest: weakestOf(promises) };
  };
  const journeys = overview.journeys.map((journey) => (journey.audience === 'employee' ? { ...journey, moments: journey.moments.map(fill) } : journey));
  const headline = { ...overview.headline };
  // what the customers' side counted of these promises gives way to what the round says of them
  for (const state of replaced) headline[state]--;
  headline.of += employees.headline.of - replaced.length;
  for (const state of ['met', 'below', 'broken', 'not_yet', 'not_asked'] as const) headline[state] += employees.headline[state];
  return { ...overview, headline, journeys };
}
