import type { Definition, Question, QuestionKind, Text } from '../api/types';
import { answersOf, type Sort } from '../promises/proof_answers';
import { own, type Language } from '../words';
import { slug } from './first_question';

export const KINDS: QuestionKind[] = ['promise', 'score', 'scale', 'choice', 'multiple', 'yes_no_na', 'text', 'story'];
export const LANGUAGES: Language[] = ['nl', 'en'];
/** A value that has no name of its own yet: it gets one from its label when the questionnaire is kept. */
const UNNAMED = '~';

const AGREE: Text[] = [
  { nl: 'Helemaal niet', en: 'Not at all' },
  { nl: 'Weinig', en: 'A little' },
  { nl: 'Redelijk', en: 'Fairly' },
  { nl: 'Grotendeels', en: 'Mostly' },
  { nl: 'Helemaal', en: 'Completely' },
];
const ENDS = { low: { nl: 'Helemaal niet', en: 'Not at all' }, high: { nl: 'Helemaal', en: 'Completely' } };
const STORY: Text = { nl: 'Was het zoals u had verwacht?', en: 'Was it as you had expected?' };

const emptyOption = (options: { value: string }[]) => {
  let at = 1;
  while (options.some((option) => option.value === UNNAMED + at)) at++;
  return { value: UNNAMED + at, label: {} as Text };
};

/** The question as another kind: what both have stays, what only the old one had goes. */
export function asKind({ key, text, moment, required }: Question, kind: QuestionKind): Question {
  const same: Question = { key, kind, text, ...(moment ? { moment } : {}), ...(required ? { required } : {}) };
  switch (kind) {
    case 'score':
      return { ...same, ...ENDS };
    case 'scale':
      return { ...same, points: AGREE };
    case 'choice':
    case 'multiple': {
      const first = emptyOption([]);
      return { ...same, options: [first, emptyOption([first])] };
    }
    case 'promise':
      return withMeanings({ ...same, promise: '' });
    case 'story':
      return { ...same, text: own(text, 'nl') || own(text, 'en') ? text : STORY };
    default:
      return same;
  }
}

/** The options of a promise question written out, each with what it counts as. */
export function withMeanings(question: Question): Question {
  const answers = answersOf(question);
  const of = (sort: Sort) => answers.filter((answer) => answer.counts === sort).map((answer) => String(answer.value));
  return {
    ...question,
    options: answers.map((answer) => ({ value: String(answer.value), label: answer.label })),
    kept: of('kept'),
    not_kept: of('not_kept'),
    not_applicable: of('not_applicable'),
  };
}

export function meaningOf(question: Question, value: string): Sort {
  if (question.kept?.includes(value)) return 'kept';
  return question.not_applicable?.includes(value) ? 'not_applicable' : 'not_kept';
}
export function meaning(question: Question, value: string, sort: Sort): Question {
  const without = (list: string[] = []) => list.filter((one) => one !== value);
  const lists = { kept: without(question.kept), not_kept: without(question.not_kept), not_applicable: without(question.not_applicable) };
  lists[sort] = [...lists[sort], value];
  return { ...question, ...lists };
}
export function addOption(question: Question): Question {
  const option = emptyOption(question.options ?? []);
  const grown = { ...question, options: [...(question.options ?? []), option] };
  return question.kind === 'promise' ? meaning(grown, option.value, 'not_kept') : grown;
}
export function dropOption(question: Question, value: string): Question {
  const without = (list: string[] | undefined) => list?.filter((one) => one !== value);
  const less: Question = { ...question, options: (question.options ?? []).filter((option) => option.value !== value) };
  if (question.kind !== 'promise') return less;
  return { ...less, kept: without(question.kept) ?? [], not_kept: without(question.not_kept) ?? [], not_applicable: without(question.not_applicable) ?? [] };
}

export function moved<One>(list: One[], from: number, to: number): One[] {
  const one = list[from];
  if (one === undefined || to < 0 || to >= list.length) return list;
  const rest = list.filter((_, at) => at !== from);
  return [...rest.slice(0, to), one, ...rest.slice(to)];
}

/** Only the languages of the questionnaire, and only where something was written. */
function inLanguages(text: Text | undefined, languages: Language[]): Text {
  const out: Text = {};
  for (const language of languages) {
    const said = text?.[language]?.trim();
    if (said) out[language] = said;
  }
  return out;
}
const written = (text: Text) => Object.keys(text).length > 0;

/** What is sent: keys for what has none, no empty texts, nothing that does not belong to a kind. A key once given stays. */
export function finished(draft: Definition): Definition {
  const languages = LANGUAGES.filter((language) => draft.languages.includes(language));
  const title = inLanguages(draft.title, languages);
  const taken = draft.questions.map((question) => question.key).filter(Boolean);
  const questions = draft.questions.map((question): Question => {
    const text = inLanguages(question.text, languages);
    const key = question.key || slug(own(text, languages[0] ?? 'nl'), taken);
    if (!question.key) taken.push(key);
    const out: Question = { key, kind: question.kind, text };
    if (question.moment) out.moment = question.moment;
    if (question.required) out.required = true;
    if (question.points) out.points = question.points.map((point) => inLanguages(point, languages));
    if (question.options) {
      const names = new Map<string, string>();
      const values = question.options.map((option) => option.value).filter((value) => !value.startsWith(UNNAMED));
      out.options = question.options.map((option) => {
        const label = inLanguages(option.label, languages);
        let value = option.value;
        if (value.startsWith(UNNAMED)) {
          value = slug(own(label, languages[0] ?? 'nl'), values);
          values.push(value);
        }
        names.set(option.value, value);
        return { value, label };
      });
      for (const sort of ['kept', 'not_kept', 'not_applicable'] as const) {
        const list = question[sort];
        if (list) out[sort] = list.map((value) => names.get(value) ?? value);
      }
    }
    if (question.promise !== undefined) out.promise = question.promise;
    if (question.max_length) out.max_length = question.max_length;
    for (const end of ['low', 'high'] as const) {
      const said = inLanguages(question[end], languages);
      if (written(said)) out[end] = said;
    }
    return out;
  });
  const thanks = inLanguages(draft.thanks, languages);
  return {
    key: draft.key || slug(own(title, languages[0] ?? 'nl'), []),
    audience: 'customer',
    title,
    languages,
    anonymous: draft.anonymous,
    questions,
    ...(written(thanks) ? { thanks } : {}),
  };
}
