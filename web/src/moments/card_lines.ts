import type { Language } from '../words';

type Words = { nl?: string; en?: string };
export type May = { text: Words; limit: Words };
const BAR = ' | ';
const lines = (text: string) =>
  text
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean);
const shown = (text: Words, language: Language) => text[language] ?? text[language === 'nl' ? 'en' : 'nl'] ?? '';

export const linesOf = (texts: Words[], language: Language) => texts.map((one) => shown(one, language)).join('\n');
export const maysOf = (mays: May[], language: Language) => mays.map((one) => [shown(one.text, language), shown(one.limit, language)].filter(Boolean).join(BAR)).join('\n');

/** What was typed, in the page's language; the other one stays only where the line did not change. */
export function mergedText(before: Words | undefined, typed: string, language: Language): Words {
  const text = typed.trim();
  if (!text) return {};
  if (before && shown(before, language) === text) return before;
  return { [language]: text };
}

const unchanged = (before: Words[], line: string, language: Language) => before.find((one) => shown(one, language) === line);
export const mergedLines = (before: Words[], typed: string, language: Language): Words[] => lines(typed).map((line) => unchanged(before, line, language) ?? { [language]: line });

export const mergedMays = (before: May[], typed: string, language: Language): May[] =>
  lines(typed).map((line) => {
    const [text = '', ...rest] = line.split('|').map((one) => one.trim());
    const limit = rest.join(' | ');
    return {
      text: unchanged(before.map((one) => one.text), text, language) ?? { [language]: text },
      limit: limit ? (unchanged(before.map((one) => one.limit), limit, language) ?? { [language]: limit }) : {},
    };
  });
