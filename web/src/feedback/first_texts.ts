import type { Audience, ProofQuestion, StageName, Underlined } from '../api/types';
import type { Language } from '../words';
import type { Answers } from './first_question';

export type Kind = 'website' | 'vacancy' | 'other';
export type Pasted = { kind: Kind; text: string; read?: { language: Language; marks: Underlined[] } };
/** A promise found or written, not yet laid down. */
export type Candidate = { key: string; text: string; audience: Audience; language: Language; why?: string; chosen: boolean; question?: string; answers?: Answers; sure?: boolean; moment?: string; stage?: StageName };

export type Piece = { text: string; mark?: Underlined; number?: number; at: number };
/** A text in pieces, by its marks: places count characters, so that an emoji is one. Promises are numbered from `first`. */
export function pieces(text: string, marks: Underlined[], first: number): Piece[] {
  const letters = Array.from(text);
  const out: Piece[] = [];
  let at = 0;
  let number = first;
  for (const mark of marks) {
    if (mark.from > at) out.push({ text: letters.slice(at, mark.from).join(''), at });
    out.push({ text: letters.slice(mark.from, mark.to).join(''), mark, at: mark.from, ...(mark.kind === 'promise' ? { number: number++ } : {}) });
    at = mark.to;
  }
  if (at < letters.length) out.push({ text: letters.slice(at).join(''), at });
  return out;
}
export const promisesOf = (marks: Underlined[]) => marks.filter((mark) => mark.kind === 'promise');

const sentence = (quote: string) => {
  const said = quote.trim();
  return said.charAt(0).toUpperCase() + said.slice(1);
};
/** What was found, one time each, what is chosen already kept as it stands. */
export function found(texts: Pasted[], before: Candidate[]): Candidate[] {
  const out = before.filter((one) => one.chosen || one.why === undefined);
  for (const { read } of texts)
    for (const mark of promisesOf(read?.marks ?? [])) {
      const text = sentence(mark.quote);
      if (read && !out.some((one) => one.text === text)) out.push({ key: `${mark.audience}:${text}`, text, audience: mark.audience, language: read.language, why: mark.why, chosen: false });
    }
  return out;
}
export const asked = (one: Candidate, { question, answers, sure }: ProofQuestion): Candidate => ({ ...one, question, answers, sure });

/** Three, one of them to employees where somebody may promise them something. */
export const complete = (chosen: Candidate[], employees: boolean): boolean => chosen.length > 0 && chosen.length <= 3 && (!employees || chosen.some((one) => one.audience === 'employee'));
/** What had the focus is gone: it goes on at this heading, once the page shows what came. */
export const goOnAt = (id: string) => setTimeout(() => document.getElementById(id)?.focus());
/** Where a question to employees waits, in this browser, for the round that will ask it. */
export const questionKept = (promise: string) => `goud.first.question.${promise}`;
