import type { Estimate, Expectation, Named, NamedText, Text } from '../api/types';

export type Retold = 'no' | '1-2' | '3-5' | 'more';
/** As the catalogues name it. */
export const RETOLD = { no: 'no', '1-2': 'few', '3-5': 'some', more: 'more' } as const;
export type Confirmed = 'not_back' | 'not_answered' | 'as_or_better' | 'less';
export type Standing = 'told' | 'shared' | 'kept_back';
export type PrivatePart = { from: number; to: number; kind: string };
export type Story = {
  id: string;
  day: string | null;
  week: string;
  unit: Named;
  moment: NamedText | null;
  teller: 'customer' | 'colleague' | 'anonymous';
  by: string | null;
  expectation: Expectation | null;
  unexpected: boolean | null;
  intention: boolean | null;
  retold: Retold | null;
  confirmed: Confirmed | null;
  text: string;
  shared_text: string | null;
  language: string;
  may_share: boolean;
  standing: Standing;
  /** why it was kept back; for who checks */
  because: string | null;
  private: PrivatePart[];
  themes: string[];
  chosen: string[];
  kudos: number;
  call_wanted: boolean;
  telephone?: string;
  email?: string;
};
/** What a card can show; a moment's figures tell less of a story than the stories do. */
export type CardStory = Pick<Story, 'id' | 'day' | 'unit' | 'expectation' | 'unexpected' | 'text' | 'language' | 'may_share' | 'call_wanted'> & Partial<Story>;

export type Counts = { all: number; better: number; as: number; less: number; floor: number; to_check: number };
export type StoryPage = { items: Story[]; next: string | null; counts: Counts | null };
export type StoryFigures = {
  retold: { asked: number; figure: Estimate; by: Record<Retold, number> };
  intention: Estimate;
  confirmed: { figure: Estimate; beside: Estimate; not_back: number; not_answered: number; known: number };
};

export type Theme = { id: string; name: Text; all_of: string[][]; none_of: string[]; expectation: Expectation | null; revision: number };
export type ThemeDraft = Omit<Theme, 'id' | 'revision'>;
export type ThemeFigures = { of: number; themes: { id: string; name: Text; stories: number; of: number; figure: Estimate }[] };
export type ThemePreview = { of: number; stories: number; figure: Estimate; examples: Story[] };
export type Suggestion = { stem: string; word: string; less: number; better: number; z: number; of: 'less' | 'better' };
export type Suggestions = { less: number; better: number; words: Suggestion[] };

/** `to` is told to whom it is for and to who gave it; to others only once `named`. */
export type Kudos = { id: string; from: string; to: string | null; team: boolean; unit: Named; value: string; behaviour: string; text: string; story: string | null; day: string; named: boolean; mine: boolean };
export type Value = { id: string; name: Text; meaning: Text; says_nothing: boolean; position: number; ended: string | null; revision: number };

/** What is known of how a story was answered; of who may see follow-ups. */
export type FollowUp = { id: string; step: string; heard: string; due: string | null; late: boolean; called: string | null; solved: string | null; confirmed: string | null; confirmed_by?: 'nobody' | 'customer' | 'noted' };
