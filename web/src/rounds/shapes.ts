// What the API says of rounds and of employees' released figures.
import type { KeptState, Named, Text } from '../api/types';

/** exact: a share; nearly_all, nearly_none: at most one said otherwise, so no number; hidden: another group could be worked out. */
export type Told = {
  shown: 'exact' | 'nearly_all' | 'nearly_none' | 'hidden';
  n: number | null;
  value: number | null;
  interval: [number, number] | null;
  unit?: 'share' | 'points';
};
export type ToldKept = Told & { kept?: number | null; state: KeptState; shown_as?: 'count' | 'percent' };
/** The units a figure was released of: one, several only together, or a parent that holds what was looked at. */
export type Group = { units: Named[]; together: boolean; is: 'unit' | 'together' | 'parent' };

export type Consent = { given: string | null; by_whom: string };
export type RoundState = 'planned' | 'open' | 'closing' | 'released' | 'withdrawn' | 'lost';
export type RoundLine = {
  id: string;
  number: number;
  state: RoundState;
  name: Text;
  opens: string;
  closes: string;
  opened: string | null;
  closed: string | null;
  floor: number;
  text_floor: number;
  questions: number;
  asked_by_week: number[];
  ballots: number | null;
  invited: number | null;
  at_least: number | null;
  closing: number | null;
  because?: string | null;
};
export type Rounds = { consent: boolean; rounds: RoundLine[] };

export type ItemKind = 'five' | 'eleven' | 'yes_no' | 'choice' | 'text';
export type About = 'clarity' | 'engagement' | 'ladder' | 'promise' | 'situation' | 'own';
export type Option = { value: string; label: Text };
export type Item = {
  key: string;
  kind: ItemKind;
  about: About;
  text: Text;
  options?: Option[];
  top?: string[];
  not_applicable?: string[];
  promise?: string | null;
  moment?: string | null;
  norm?: number;
  red_line?: number;
  week: number;
  source?: string | null;
};
export type Facet = { key: string; text: Text; options: Option[] };
export type Plan = {
  name: Text;
  opens: string;
  closes: string;
  languages: string[];
  items: Item[];
  facets: Facet[];
  floor: number;
  text_floor: number;
  closes_itself: boolean;
};
export type Round = RoundLine & { plan: Plan; revision: number };

export type LibraryItem = Omit<Item, 'week'> & { week?: number; short?: Text; template?: boolean };
export type LibrarySet = { key: string; name: Text; source: Text; licence: Text; validated: { nl: boolean; en: boolean }; note?: Text; items: LibraryItem[] };
export type Library = { sets: LibrarySet[] };

export type SeenUnit = { id: string; name: string; level: number; parent: string | null; people: number; counts_in: { id: string; name: string; people: number } };
export type Seen = { units: SeenUnit[]; roles: { role: string; sees: string }[]; meanwhile?: string };

export type Code = { unit: string; unit_name: string; code: string; address: string | null; language: string; link: string };
export type Opened = { round: RoundLine; codes: Code[] };

export type RoundRef = { id: string; number: number; name: Text; closed: string | null; floor: number; ballots?: number | null };
export type Proved = { questions: number; groups: number; smallest: number; facets_shown: number; facets_withheld: number };
export type FacetClass = { label: Text; figure: Told };
export type ItemFigure = {
  key: string;
  text: Text;
  about: About;
  kind: ItemKind;
  week: number;
  source: string | null;
  validated: { nl: boolean; en: boolean } | null;
  group: Group;
  figure: Told;
  previous: { round: RoundRef; figure: Told } | null;
  difference: Told | null;
  facets: { key: string; text: Text; classes: FacetClass[] }[];
};
export type Figures = { round: RoundRef; unit: Named; proved: Proved; items: ItemFigure[] };

export type ClarityColumn = { key: string; text: Text; short: Text };
export type ClarityRow = { unit: Named; group: Group; n: [number, number]; cells: Told[]; whole: boolean };
export type Clarity = { round: RoundRef; columns: ClarityColumn[]; rows: ClarityRow[]; compare: { name: string; cells: Told[] } | null; correct: Told | null };

export type Texts = { items: { key: string; text: Text; groups: { group: Group; words: string[] }[] }[]; floor: number };

export type EmployeeHeadline = { met: number; of: number; below: number; broken: number; not_yet: number; not_asked: number };
export type EmployeePromise = { id: string; moment: string | null; text: Text; norm: number; red_line: number; figure: ToldKept; group: Group | null; previous: { round: RoundRef; figure: ToldKept } | null };
export type EmployeePromises = { round: RoundRef | null; headline: EmployeeHeadline; promises: EmployeePromise[] };

export type EmployeeMomentPromise = {
  id: string;
  text: Text;
  norm: number;
  red_line: number;
  by_round: { round: RoundRef; group?: Group; figure: ToldKept }[];
  by_unit: { unit: Named; group: Group; figure: ToldKept }[];
  facets: { key: string; text: Text; classes: { label: Text; figure: ToldKept }[] }[];
};
export type EmployeeMoment = { moment: { id: string; name?: Text }; promises: EmployeeMomentPromise[] };

export const RUNGS = ['ambassador', 'proud', 'neutral', 'lets_go'] as const;
export type Rung = (typeof RUNGS)[number];
export type LadderRound = { round: RoundRef; group: Group; n: number | null; rungs: { key: Rung; figure: Told }[] };
export type Ladder = { rounds: LadderRound[] };

export type Employee = { id: string; unit: string; unit_name: string; email: string | null; language: string };
export type EmployeesByUnit = { unit: string; name: string; people: number; with_address: number };
export type Employees = { employees: Employee[]; by_unit: EmployeesByUnit[]; next: string | null };
