import type { Kept, Named, NamedText, Text } from '../api/types';
import type { components } from '../api/described';

type Schemas = components['schemas'];
export type Card = Schemas['Card'];
export type FloorSession = Schemas['FloorSession'];
export type Figure = { promise: string; text: Text; unit: Named; weeks: number; kept: Kept };
/** What rounds released of a promise: hidden, or nearly all, where a number would say too much. */
export type ToldKept = { shown: 'exact' | 'nearly_all' | 'nearly_none' | 'hidden'; n: number | null; value: number | null; interval: [number, number] | null; state: Kept['state']; kept?: number | null; shown_as?: 'percent' | 'count' };
export type Today = Omit<Schemas['Today'], 'figure' | 'promised' | 'moments' | 'house' | 'unit'> & {
  unit: Named;
  house: Named;
  figure: Figure | null;
  moments: NamedText[];
  promised: { promise: string; text: Text; figure: ToldKept }[];
};

export const KINDS = ['tools', 'not_allowed', 'too_busy', 'not_known', 'not_there', 'other'] as const;
export type Kind = (typeof KINDS)[number];
export const MINUTES = [5, 15, 30, 60] as const;
export type Minutes = (typeof MINUTES)[number];
export type Choices = { known: { id: string; title: string }[]; kinds: Kind[] };
export type BarrierState = 'reported' | 'acknowledged' | 'solved' | 'confirmed' | 'cannot' | 'joined';
export type Barrier = {
  id: string;
  unit: Named;
  moment: NamedText;
  kind: Kind;
  title: string;
  language: string;
  state: BarrierState;
  reports: number;
  minutes_at_least: number;
  age_days: number;
  owner: Named | null;
  due: string | null;
  done: string;
  because: string;
  mine: boolean;
};
/** What a receipt tells: `waiting` until the next morning. */
export type Received = { state: BarrierState | 'waiting'; done: string; because: string };
