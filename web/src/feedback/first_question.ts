import type { Definition, ProofQuestion } from '../api/types';
import type { Language } from '../words';

/** A key for an instrument out of a sentence: short, plain letters, not taken yet. */
export function slug(sentence: string, taken: string[]): string {
  const base =
    sentence
      .normalize('NFD')
      .replace(/[̀-ͯ]/g, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 32)
      .replace(/_+$/, '') || 'vraag';
  let key = base;
  for (let at = 2; taken.includes(key); at++) key = `${base}_${at}`;
  return key;
}

export type Answers = ProofQuestion['answers'];
const valuesOf = (answers: Answers, which: (answer: Answers[number]) => boolean) => answers.filter(which).map((answer) => answer.value as string);
/** What each answer counts as, as a proof says it. */
export const counted = (answers: Answers) => ({
  kept: valuesOf(answers, (answer) => answer.kept),
  not_kept: valuesOf(answers, (answer) => !answer.kept && answer.value !== 'na'),
  not_applicable: valuesOf(answers, (answer) => answer.value === 'na'),
});

/** The smallest questionnaire that proves a promise: the promise as a question, and the story behind it. */
export function firstQuestions(key: string, question: string, language: Language, promise: string, answers: Answers, moment?: string): Definition {
  const text = { [language]: question };
  const place = { ...(moment ? { moment } : {}), per: moment ? ('moment' as const) : ('visit' as const) };
  return {
    key,
    audience: 'customer',
    title: text,
    languages: [language],
    anonymous: true,
    questions: [
      { key: 'promise', kind: 'promise', text, promise, ...place, options: answers.map((answer) => ({ value: answer.value, label: { [language]: answer.label } })), ...counted(answers) },
      { key: 'story', kind: 'story', text: language === 'nl' ? { nl: 'Was het zoals u had verwacht?' } : { en: 'Was it as you had expected?' }, ...place },
    ],
  };
}
