import { describe, expect, it } from 'vitest';
import type { Definition, Question } from '../api/types';
import { addOption, asKind, dropOption, finished, KINDS, meaning, meaningOf, moved, withMeanings } from './definition';

const start: Question = { key: '', kind: 'text', text: { nl: 'Hoe ging het?', en: 'How was it?' } };
const definition = (questions: Question[], more: Partial<Definition> = {}): Definition => ({ key: '', audience: 'customer', title: { nl: 'Na het verblijf' }, languages: ['nl', 'en'], anonymous: true, questions, ...more });

describe('a questionnaire being made', () => {
  it('keeps text, key and moment when a question becomes another kind, and drops what was the old one’s', () => {
    const scale = asKind({ ...start, key: 'hoe', moment: 'drawn' }, 'scale');
    expect(scale.points).toHaveLength(5);
    const score = asKind(scale, 'score');
    expect(score).toMatchObject({ key: 'hoe', moment: 'drawn', kind: 'score', text: start.text });
    expect(score).not.toHaveProperty('points');
    for (const kind of KINDS) expect(asKind(start, kind).kind).toBe(kind);
  });

  it('gives every answer of a promise exactly one meaning', () => {
    let question = asKind(start, 'promise');
    expect(question.kept).toEqual(['yes', 'no_told']);
    question = meaning(question, 'no_told', 'not_kept');
    question = addOption(question);
    const lists = [...(question.kept ?? []), ...(question.not_kept ?? []), ...(question.not_applicable ?? [])];
    expect(lists.sort()).toEqual(question.options?.map((option) => option.value).sort());
    expect(meaningOf(question, 'no_told')).toBe('not_kept');
    question = dropOption(question, 'no');
    expect(question.not_kept).not.toContain('no');
    expect(withMeanings(question).kept).toEqual(['yes']);
  });

  it('names new questions and answers by their words, and leaves names that were given', () => {
    const choice = addOption(addOption({ key: 'reis', kind: 'choice', text: { nl: 'Waarvoor was u hier?' }, options: [] }));
    const labels = ['Voor het werk', 'Vakantie'];
    const named = { ...choice, options: (choice.options ?? []).map((option, at) => ({ ...option, label: { nl: labels[at] ?? '' } })) };
    const out = finished(definition([start, start, named]));
    expect(out.key).toBe('na_het_verblijf');
    expect(out.questions.map((question) => question.key)).toEqual(['hoe_ging_het', 'hoe_ging_het_2', 'reis']);
    expect(out.questions[2]?.options?.map((option) => option.value)).toEqual(['voor_het_werk', 'vakantie']);
  });

  it('carries new names into what they count as', () => {
    let question = addOption({ ...asKind(start, 'promise'), promise: 'p' });
    const value = question.options?.at(-1)?.value ?? '';
    question = meaning({ ...question, options: (question.options ?? []).map((option) => (option.value === value ? { ...option, label: { nl: 'Bijna' } } : option)) }, value, 'kept');
    const out = finished(definition([question])).questions[0];
    expect(out?.kept).toContain('bijna');
    expect(JSON.stringify(out)).not.toContain('~');
  });

  it('sends no language that is not asked in, and no empty text', () => {
    const out = finished(definition([{ ...asKind(start, 'score'), low: { nl: ' ', en: 'Not at all' } }], { languages: ['nl'], thanks: { nl: '' } }));
    expect(out.questions[0]?.text).toEqual({ nl: 'Hoe ging het?' });
    expect(out.questions[0]).not.toHaveProperty('low');
    expect(out).not.toHaveProperty('thanks');
  });

  it('moves a question up and down, and not over the end', () => {
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  });
});
