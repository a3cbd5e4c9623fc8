import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { speak } from './api/client';
import type { Text } from './api/types';

export type Language = 'nl' | 'en';
const words = i18next.createInstance();
const catalogues: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
  nl: () => import('@words/nl.json'),
  en: () => import('@words/en.json'),
};

export const isLanguage = (value: unknown): value is Language => value === 'nl' || value === 'en';

/** The language this browser was last read in, else the one it asks for. */
export function preferredLanguage(): Language {
  const kept = localStorage.getItem('goud.language');
  if (isLanguage(kept)) return kept;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'nl';
}

/** The part of i18next that words/ keeps to. */
export const form = { fallbackLng: false, keySeparator: false, nsSeparator: false, interpolation: { escapeValue: false } } as const;

export async function startWords(language: Language): Promise<void> {
  const catalogue = (await catalogues[language]()).default;
  await words.init({
    ...form,
    lng: language,
    resources: { [language]: { translation: catalogue } },
  });
  settle(language);
}

export async function setLanguage(language: Language): Promise<void> {
  if (!words.hasResourceBundle(language, 'translation')) {
    words.addResourceBundle(language, 'translation', (await catalogues[language]()).default);
  }
  await words.changeLanguage(language);
  localStorage.setItem('goud.language', language);
  settle(language);
}

const listeners = new Set<() => void>();
function settle(language: Language) {
  speak(language);
  document.documentElement.lang = language;
  listeners.forEach((listener) => listener());
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export type Say = (key: string, values?: Record<string, string | number>) => string;
/** Numbers are shown in the language's own form, and "count" also chooses the plural: what tests/words/cases.tsv holds this
 * reader and the program's own to. */
export function sayWith(reader: typeof words, key: string, values: Record<string, string | number> = {}): string {
  const form = new Intl.NumberFormat(reader.language);
  const shown = Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? form.format(value) : value]);
  return reader.t(key, { ...values, replace: Object.fromEntries(shown) as Record<string, string> }) as string;
}
const say: Say = (key, values) => sayWith(words, key, values);
export const currentLanguage = (): Language => (words.language === 'en' ? 'en' : 'nl');

export function useWords(): { t: Say; language: Language } {
  const language = useSyncExternalStore(subscribe, currentLanguage);
  return { t: say, language };
}

/** An organisation's own text in the reader's language, else in the one it has. */
export function own(text: Text | string | null | undefined, language: Language): string {
  if (!text) return '';
  if (typeof text === 'string') return text;
  return text[language] ?? text[language === 'nl' ? 'en' : 'nl'] ?? '';
}

/** The language an own text is shown in, for `lang` when it differs from the interface. */
export function ownLanguage(text: Text | string | null | undefined, language: Language): Language | undefined {
  if (!text || typeof text === 'string' || text[language]) return undefined;
  return language === 'nl' ? 'en' : 'nl';
}
