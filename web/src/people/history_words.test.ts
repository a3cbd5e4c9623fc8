import i18next from 'i18next';
import { expect, it } from 'vitest';
import { form, sayWith, type Say } from '../words';
import { described, spoken } from './history_words';
import nl from '../../../words/nl.json';
import en from '../../../words/en.json';

const reader = (language: 'nl' | 'en'): Say => {
  const words = i18next.createInstance();
  void words.init({ ...form, lng: language, initAsync: false, resources: { [language]: { translation: language === 'nl' ? nl : en } } });
  return (key, values) => sayWith(words, key, values);
};
const name = (entity: string, id: string) => (entity === 'unit' && id === 'u1' ? 'Merelhof Zwolle' : undefined);

it('says details in the language of the reader, and ids by their name', () => {
  const t = reader('nl');
  expect(described({ kind: 'asked', version: 2 }, t, 'nl', name)).toBe('soort: gevraagd, versie: 2');
  expect(described({ stage: 'care' }, t, 'nl', name)).toBe('fase: Care');
  expect(described({ unit: 'u1', active: false }, t, 'nl', name)).toBe('onderdeel: Merelhof Zwolle, kan zich aanmelden: nee');
  expect(described({ scopes: 'answers:write figures:read' }, t, 'nl', name)).toBe('mag: antwoorden insturen, cijfers lezen');
  expect(described({ kind: 'derived' }, reader('en'), 'en', name)).toBe('kind: derived');
});

it('says what it was before', () => {
  const t = reader('nl');
  expect(described({ name_before: { nl: 'Gasten' }, name: { nl: 'Logees' } }, t, 'nl', name)).toBe('naam: Gasten → Logees');
  expect(described({ day: '2026-11-02', day_before: '2026-11-01' }, t, 'nl', name)).toBe('dag: 1 nov 2026 → 2 nov 2026');
});

it('says a level by its name, and a role by its own', () => {
  const t = reader('nl');
  expect(described({ level_before: 4, level: 3 }, t, 'nl', name)).toBe('niveau: Teamleiding → Management');
  expect(described({ role_id: 'r1' }, t, 'nl', (entity) => (entity === 'role' ? 'Chef-kok' : undefined))).toBe('rol: Chef-kok');
});

it('shows what it does not know as it is', () => {
  expect(described({ something_new: 4 }, reader('nl'), 'nl', name)).toBe('something new: 4');
  expect(spoken(reader('nl'), 'web.verb.', 'sang_loudly')).toBe('sang loudly');
});
