import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const src = new URL('.', import.meta.url).pathname;
const read = (language: string) => JSON.parse(readFileSync(new URL(`../../words/${language}.json`, import.meta.url), 'utf8')) as Record<string, string>;
const words = { nl: read('nl'), en: read('en') };
const files = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : /\.tsx?$/.test(name) && !/\.test\./.test(name) ? [path] : [];
  });
const source = files(src)
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const known = (key: string) => key in words.nl || `${key}_other` in words.nl;
const whole = [...source.matchAll(/'(web\.[a-z0-9_.]*[a-z0-9_])'/g)].map((found) => found[1] as string);
const begun = [...source.matchAll(/`(web\.[a-z0-9_.]*)\$\{/g), ...source.matchAll(/'(web\.[a-z0-9_.]*\.)'/g)].map((found) => found[1] as string);

it('every word the pages ask for is in the catalogues', () => {
  expect(whole.length).toBeGreaterThan(200);
  expect([...new Set(whole)].filter((key) => !known(key))).toEqual([]);
  expect([...new Set(begun)].filter((start) => !Object.keys(words.nl).some((key) => key.startsWith(start)))).toEqual([]);
});

it('both languages have the same own words, and none that no page asks for', () => {
  const own = Object.keys(words.nl).filter((key) => key.startsWith('web.'));
  expect(Object.keys(words.en).filter((key) => key.startsWith('web.')).sort()).toEqual(own.sort());
  const asked = new Set(whole);
  const used = (key: string) => asked.has(key) || asked.has(key.replace(/_(one|other)$/, '')) || begun.some((start) => key.startsWith(start));
  expect(own.filter((key) => !used(key))).toEqual([]);
});

it('names the same values in both languages', () => {
  const values = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]).sort();
  expect(Object.keys(words.nl).filter((key) => key.startsWith('web.') && JSON.stringify(values(words.nl[key] ?? '')) !== JSON.stringify(values(words.en[key] ?? '')))).toEqual([]);
});
