import { day } from '../format';
import { own, type Language, type Say } from '../words';
import type { Text } from '../api/types';

/** A word of the log in the reader's language; one that is not in the catalogue yet is shown as it is. */
export function spoken(t: Say, start: 'web.verb.' | 'web.entity.' | 'web.detail.', word: string): string {
  const said = t(`${start}${word}`);
  return said === `${start}${word}` ? word.replaceAll('_', ' ') : said;
}

type Name = (entity: string, id: string) => string | undefined;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Which catalogue says the values of a detail. */
const SAID: Record<string, string> = { stage: 'web.stage.', role: 'web.role.', audience: 'web.to.', channel: 'web.channel.', kind: 'web.detail.kind.', level: 'web.role_level.' };
/** Which details are ids, and of what. */
const NAMED: Record<string, string> = { unit: 'unit', parent: 'unit', into: 'unit', role_id: 'role' };

function value(key: string, found: unknown, t: Say, language: Language, name: Name): string {
  if (found === null || found === '') return t('web.detail.nothing');
  if (typeof found === 'boolean') return t(found ? 'web.detail.yes' : 'web.detail.no');
  if (typeof found === 'object') return own(found as Text, language);
  const text = String(found);
  const start = SAID[key];
  if (start) {
    const said = t(start + text);
    return said === start + text ? text : said;
  }
  if (key === 'scopes') return text.split(' ').map((scope) => value('scope', scope, t, language, name)).join(', ');
  if (key === 'scope') return t(`web.keys.scope.${text.replace(':', '_')}`);
  if (NAMED[key]) return name(NAMED[key], text) ?? t('web.detail.gone');
  if (key === 'reason' && text === 'person') return t('web.detail.person');
  return DAY.test(text) ? day(text, language) : text;
}

/** A detail of the log as a reader says it: words of the catalogue, names for ids, days as days. */
export function described(detail: unknown, t: Say, language: Language, name: Name): string {
  if (detail === null || typeof detail !== 'object') return '';
  const all = detail as Record<string, unknown>;
  return Object.entries(all)
    .filter(([key]) => !key.endsWith('_before'))
    .map(([key, found]) => {
      if (found === true && (key === 'name' || key === 'words')) return spoken(t, 'web.detail.', key);
      const before = all[`${key}_before`];
      const now = value(key, found, t, language, name);
      return `${spoken(t, 'web.detail.', key)}: ${before === undefined ? now : t('web.detail.from_to', { before: value(key, before, t, language, name), now })}`;
    })
    .join(', ');
}
