import { day as dayText, interval, percent, whole } from '../format';
import type { Language, Say } from '../words';
import type { FollowUp, StoryFigures } from './shapes';

const DAY_MS = 86_400_000;
/** What was done with a story that asked for an answer, as short as a chip: "gebeld binnen 1 dag". */
export function followText(follow: FollowUp | undefined, t: Say, language: Language): string | null {
  if (!follow) return null;
  if (follow.step === 'confirmed') return t(follow.confirmed_by === 'customer' ? 'web.follow.confirmed' : 'web.follow.noted');
  if (follow.step === 'solved') return t('web.follow.solved');
  if (follow.called) {
    const days = Math.max(0, Math.ceil((Date.parse(follow.called) - Date.parse(follow.heard)) / DAY_MS));
    return follow.called.slice(0, 10) === follow.heard.slice(0, 10) ? t('web.follow.same_day') : t('web.follow.called', { count: Math.max(1, days), n: String(Math.max(1, days)) });
  }
  if (follow.step !== 'heard') return null;
  return t(follow.late ? 'web.follow.late' : 'web.follow.due', { day: dayText(follow.due.slice(0, 10), language, false) });
}

/** "Later gevraagd: 164 van 412 vertelden het door (40%, 35–45)." A share only where it can be said. */
export function retoldText({ retold }: StoryFigures, t: Say, language: Language): string {
  if (retold.asked === 0) return t('web.stories.retold_none');
  const k = retold.asked - retold.by.no;
  const said = t('web.stories.retold', { k: whole(k, language), n: whole(retold.asked, language), count: k });
  const range = interval(retold.figure, language);
  return `${said}${retold.figure.value !== null && range ? ` (${percent(retold.figure.value)}, ${range})` : ''}.`;
}
