import { expect, it } from 'vitest';
import { answersOf } from '../promises/proof_answers';
import { firstQuestions, slug } from './first_question';

it('makes a plain key of a sentence, and another when it is taken', () => {
  expect(slug('Uw kamer is klaar om 15.00 uur, en anders weet u waarom.', [])).toBe('uw_kamer_is_klaar_om_15_00_uur_e');
  expect(slug('Één café?', ['een_cafe'])).toBe('een_cafe_2');
  expect(slug('…', [])).toBe('vraag');
});

it('asks the promise first and the story behind it, in the language of the house', () => {
  const answers = [
    { value: 'yes' as const, label: 'Yes', kept: true },
    { value: 'no' as const, label: 'No', kept: false },
    { value: 'na' as const, label: 'I asked no question', kept: false },
  ];
  const made = firstQuestions('k', 'Was your room ready?', 'en', 'p1', answers, 'm1');
  expect(made.languages).toEqual(['en']);
  expect(made.questions.map((question) => question.kind)).toEqual(['promise', 'story']);
  expect(made.questions[0]).toMatchObject({ promise: 'p1', moment: 'm1', kept: ['yes'], not_kept: ['no'], not_applicable: ['na'], text: { en: 'Was your room ready?' } });
});

it('proposes what an answer counts as, from the question itself', () => {
  const counts = (question: Parameters<typeof answersOf>[0]) => Object.fromEntries(answersOf(question).map((answer) => [answer.value, answer.counts]));
  expect(counts({ key: 'q', kind: 'promise', text: {}, kept: ['yes', 'no_told'], not_kept: ['no'], not_applicable: ['na'] })).toEqual({ yes: 'kept', no_told: 'kept', no: 'not_kept', na: 'not_applicable' });
  expect(counts({ key: 'q', kind: 'scale', text: {}, points: [{}, {}, {}, {}, {}] })).toEqual({ 1: 'not_kept', 2: 'not_kept', 3: 'not_kept', 4: 'kept', 5: 'kept' });
  expect(counts({ key: 'q', kind: 'yes_no_na', text: {} })).toEqual({ yes: 'kept', no: 'not_kept', na: 'not_applicable' });
});
