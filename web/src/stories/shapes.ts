// Short names for what api/openapi.json says of stories, themes and thanks.
import type { components, paths } from '../api/described';

type Schemas = components['schemas'];
type Answer<Path extends keyof paths> = paths[Path] extends { get: { responses: { 200: { content: { 'application/json': infer Body } } } } } ? Body : never;

export type Story = Schemas['Story'];
export type Retold = NonNullable<Story['retold']>;
/** As the catalogues name it. */
export const RETOLD = { no: 'no', '1-2': 'few', '3-5': 'some', more: 'more' } as const;
export type PrivatePart = Story['private'][number];
/** What a card can show; a moment's figures tell less of a story than the stories do. */
export type CardStory = Pick<Story, 'id' | 'day' | 'unit' | 'expectation' | 'unexpected' | 'text' | 'language' | 'may_share' | 'call_wanted'> & Partial<Story>;
export type StoryPage = Answer<'/api/v1/stories'>;
export type StoryFigures = Answer<'/api/v1/stories/figures'>;

export type Theme = Schemas['Theme'];
export type ThemeDraft = Omit<Theme, 'id' | 'revision'>;
export type ThemeFigures = Answer<'/api/v1/themes/figures'>;
export type ThemePreview = paths['/api/v1/themes/preview']['post']['responses'][200]['content']['application/json'];
export type Suggestions = Answer<'/api/v1/themes/suggestions'>;
export type Suggestion = Suggestions['words'][number];

/** `to` is told to whom it is for and to who gave it; to others only once `named`. */
export type Kudos = Schemas['Kudos'];
export type Value = Schemas['Value'];

/** What is known of how a story was answered; of who may see follow-ups. */
export type FollowUp = Pick<Schemas['FollowUp'], 'id' | 'step' | 'heard' | 'due' | 'late' | 'called' | 'confirmed_by'>;
