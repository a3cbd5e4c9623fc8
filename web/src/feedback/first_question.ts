import type { Definition } from '../api/types';
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

/** The smallest questionnaire that proves a promise: the promise as a question, and the story behind it. */
export function firstQuestions(key: string, question: string, language: Language, promise: string, moment?: string): Definition {
  const text = { [language]: question };
  return {
    key,
    audience: 'customer',
    title: text,
    languages: [language],
    anonymous: true,
    questions: [
      { key: 'promise', kind: 'promise', text, promise, ...(moment ? { moment } : {}), per: moment ? 'moment' : 'visit', kept: ['yes', 'no_told'], not_kept: ['no'], not_applicable: ['na'] },
      { key: 'story', kind: 'story', text: language === 'nl' ? { nl: 'Was het zoals u had verwacht?' } : { en: 'Was it as you had expected?' }, ...(moment ? { moment } : {}), per: moment ? 'moment' : 'visit' },
    ],
  };
}
