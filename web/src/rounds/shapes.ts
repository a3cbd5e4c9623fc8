// Short names for what api/openapi.json says of rounds and of employees' released figures.
import type { components, paths } from '../api/described';

type Schemas = components['schemas'];
type Answer<Path extends keyof paths> = paths[Path] extends { get: { responses: { 200: { content: { 'application/json': infer Body } } } } } ? Body : never;

/** exact: a share; nearly_all, nearly_none: at most one said otherwise, so no number; hidden: another group could be worked out. */
export type Told = Schemas['Told'];
export type ToldKept = Schemas['ToldKept'];
/** The units a figure was released of: one, several only together, or a parent that holds what was looked at. */
export type Group = Schemas['ReleasedGroup'];
export type RoundRef = Schemas['ReleasedRound'];

export type Consent = Schemas['Consent'];
export type RoundLine = Schemas['RoundLine'];
export type RoundState = RoundLine['state'];
export type Rounds = Answer<'/api/v1/rounds'>;
export type Round = Schemas['Round'];

/** A plan as it is sent; what the server answers has all of it. */
export type Plan = Omit<Required<Schemas['RoundPlanAsked']>, 'items'> & { items: Item[] };
export type Item = Schemas['RoundItemAsked'] & Required<Pick<Schemas['RoundItemAsked'], 'about' | 'week'>>;
export type ItemKind = Item['kind'];
export type About = Item['about'];
export type Option = Schemas['RoundOption'];
export type Facet = Schemas['RoundFacet'];

export type Library = Answer<'/api/v1/rounds/library'>;
export type LibrarySet = Library['sets'][number];
/** A question of the library; as the tests write one, without what it can do without. */
export type LibraryItem = Omit<Item, 'week'> & { week?: number; short?: LibrarySet['items'][number]['short']; template?: boolean };

export type Seen = Answer<'/api/v1/rounds/{id}/units'>;
export type SeenUnit = Seen['units'][number];

export type Opened = Schemas['HandedOut'];
export type Code = Opened['codes'][number];

export type Figures = Answer<'/api/v1/rounds/{id}/figures'>;
export type ItemFigure = Figures['items'][number];
export type Clarity = Answer<'/api/v1/rounds/{id}/clarity'>;
export type ClarityColumn = Clarity['columns'][number];
export type ClarityRow = Clarity['rows'][number];
export type Texts = Answer<'/api/v1/rounds/{id}/texts'>;

export type EmployeePromises = Answer<'/api/v1/employees/promises'>;
export type EmployeeMoment = Answer<'/api/v1/employees/moments/{id}'>;
export type EmployeeMomentPromise = EmployeeMoment['promises'][number];
export type Ladder = Answer<'/api/v1/employees/ladder'>;
export type LadderRound = Ladder['rounds'][number];
export type Rung = LadderRound['rungs'][number]['key'];
export const RUNGS: Rung[] = ['ambassador', 'proud', 'neutral', 'lets_go'];

export type Employees = Answer<'/api/v1/employees'>;
export type Employee = Employees['employees'][number];
export type EmployeesByUnit = Employees['by_unit'][number];
