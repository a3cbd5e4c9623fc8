import type { Say } from '../words';
import type { Theme, ThemeDraft } from './shapes';

/** What somebody typed as words, one after the other. */
export const wordsIn = (text: string): string[] => [...new Set(text.split(/[,;\n]+/).map((word) => word.trim().toLocaleLowerCase()).filter(Boolean))];

export type RuleForm = { nl: string; en: string; groups: string[]; none: string; expectation: ThemeDraft['expectation'] };
export const emptyRule: RuleForm = { nl: '', en: '', groups: [''], none: '', expectation: null };
export const formOf = (theme: Theme): RuleForm => ({ nl: theme.name.nl ?? '', en: theme.name.en ?? '', groups: theme.all_of.length ? theme.all_of.map((group) => group.join(', ')) : [''], none: theme.none_of.join(', '), expectation: theme.expectation });
export const draftOf = (form: RuleForm): ThemeDraft => ({
  name: { ...(form.nl.trim() ? { nl: form.nl.trim() } : {}), ...(form.en.trim() ? { en: form.en.trim() } : {}) },
  all_of: form.groups.map(wordsIn).filter((group) => group.length > 0),
  none_of: wordsIn(form.none),
  expectation: form.expectation,
});
/** A suggested word goes into the last row of words, unless it is there. */
export function withWord(form: RuleForm, word: string): RuleForm {
  if (form.groups.some((group) => wordsIn(group).includes(word.toLocaleLowerCase()))) return form;
  return { ...form, groups: form.groups.map((group, at) => (at === form.groups.length - 1 ? [...wordsIn(group), word].join(', ') : group)) };
}

/** "wacht of rij, en balie; niet: ontbijt; alleen minder dan verwacht" */
export function ruleText(rule: Pick<ThemeDraft, 'all_of' | 'none_of' | 'expectation'>, t: Say): string {
  const rows = rule.all_of.map((group) => group.join(` ${t('web.themes.or')} `)).join(`, ${t('web.themes.and')} `);
  return [rows, rule.none_of.length ? t('web.themes.not', { words: rule.none_of.join(', ') }) : '', rule.expectation ? t('web.themes.only', { expectation: t(`web.expectation.${rule.expectation}.short`) }) : ''].filter(Boolean).join('; ');
}
