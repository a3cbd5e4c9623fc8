import { readFileSync } from 'node:fs';
import i18next from 'i18next';
import { expect, it } from 'vitest';
import { form, sayWith } from './words';

// The same file is read by src/kernel/words_test.cpp: both readers say the same.
const pairs = (text: string): [string, string][] =>
  text ? text.split('|').map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]) : [];
const lines = readFileSync(new URL('../../tests/words/cases.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'));

it.each(lines)('%s', async (line) => {
  const [language = '', catalogue = '', key = '', values = '', said] = line.split('\t');
  const words = i18next.createInstance();
  await words.init({ ...form, lng: language, resources: { [language]: { translation: Object.fromEntries(pairs(catalogue)) } } });
  const given: Record<string, string | number> = Object.fromEntries(pairs(values));
  if ('count' in given) given.count = Number(given.count);
  expect(sayWith(words, key, given)).toBe(said);
});
