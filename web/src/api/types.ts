// Names for the shapes of api/openapi.json, as openapi-typescript reads it at every build (described.ts, not kept in git).
// By hand stands only the definition of an instrument, whose own description is instruments/schema.json.
import type { components } from './described';

type Schemas = components['schemas'];

export type Text = Schemas['Text'];
export type RoleName = Schemas['Role'];
export type KeptState = Schemas['KeptState'];
export type Estimate = Schemas['Estimate'];
export type Reason = NonNullable<Estimate['reason']>;
export type Kept = Schemas['Kept'];
export type Named = Schemas['Named'];
export type NamedText = Schemas['NamedText'];
export type Period = Schemas['Period'];

export type Expectation = NonNullable<Schemas['StoryOnMoment']['expectation']>;

export type JobRole = Schemas['JobRole'];
export type Account = Schemas['Account'];
export type Invitation = Schemas['Invitation'];
export type Meta = Schemas['Meta'];
export type Org = Schemas['Organisation'];
export type Session = Schemas['Session'];
export type SignedIn = Schemas['SignedIn'];
export type Unit = Schemas['Unit'];
export type ApiKey = Schemas['Key'];
export type AuditRow = Schemas['AuditLine'];

export type Moment = Schemas['Moment'];
export type Journey = Schemas['Journey'];
export type Audience = Journey['audience'];
export type Stage = Journey['stages'][number];
export type StageName = Stage['stage'];
export type Proof = Schemas['Proof'];
export type NextStep = Schemas['NextStep'];
export type WayOut = Schemas['WayOut'];
export type PromiseOf = Schemas['Promise'];
export type Underlined = Schemas['Underlined'];
export type ProofQuestion = Schemas['ProofQuestion'];
export type HistoryRow = Schemas['History']['items'][number];

export type PromiseFigure = Schemas['PromiseFigure'];
export type MomentFigure = Schemas['MomentOnOverview'];
export type JourneyFigure = Schemas['JourneyOnOverview'];
export type Biggest = Schemas['BiggestBroken'];
export type Overview = Schemas['Overview'];
export type MomentFigures = Schemas['MomentFigures'];
export type Comparison = Schemas['Comparison'];
export type Response = Schemas['Response'];

export type InstrumentRow = Schemas['InstrumentLine'];
export type QuestionKind = 'score' | 'scale' | 'choice' | 'multiple' | 'yes_no_na' | 'text' | 'promise' | 'story';
export type Question = {
  key: string;
  kind: QuestionKind;
  text: Text;
  moment?: string;
  required?: boolean;
  points?: Text[];
  options?: { value: string; label: Text }[];
  max_length?: number;
  promise?: string;
  kept?: string[];
  not_kept?: string[];
  not_applicable?: string[];
  low?: Text;
  high?: Text;
  per?: 'visit' | 'moment';
};
export type Definition = {
  key: string;
  audience: 'customer';
  title: Text;
  languages: ('nl' | 'en')[];
  anonymous: boolean;
  questions: Question[];
  thanks?: Text;
};
export type InstrumentWhole = InstrumentRow & { definition: Definition };
export type Link = Schemas['Link'];
export type ImportColumn = Schemas['ImportColumn'];
export type ImportPreview = Schemas['ImportPreview'];
export type ImportRow = Schemas['Import'];
export type RefusedRow = Schemas['RefusedRow'];
export type List<T> = { items: T[]; next: string | null };
export type MomentDrivers = Schemas['MomentDrivers'];
export type Driver = Schemas['Driver'];
export type Measure = Schemas['Measure'];
export type MeasurePair = Schemas['MeasurePair'];
export type Linkage = Schemas['Linkage'];
