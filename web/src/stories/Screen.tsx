import { useQuery, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useSession } from '../api/session';
import { isoDay } from '../format';
import { Logo } from '../kit/icons';
import { Fetched } from '../kit/States';
import { StoryChips, Whence, wordsOf } from '../kit/StoryCard';
import { useView } from '../shell/view';
import { useWords } from '../words';
import { chosenQuery, storiesQuery, weekNumber, weekOf } from './queries';
import type { Story } from './shapes';
import type { Sought } from './Stories';

const SHOWN_MS = 20_000;
const FRESH_MS = 10 * 60_000;

/** Stories that may travel, one at a time and large, for a screen nobody touches. Space holds it still, arrows step, Escape leaves. */
export function Screen() {
  const { t } = useWords();
  const { org } = useSession();
  const view = useView();
  const navigate = useNavigate();
  const { moment } = useSearch({ strict: false }) as Sought;
  const week = weekOf(isoDay(new Date()));
  const chosen = useQuery({ ...chosenQuery(week), refetchInterval: FRESH_MS });
  const list = useInfiniteQuery({ ...storiesQuery(view, { moment, standing: 'shared' }, 60), refetchInterval: FRESH_MS });
  const shared = (list.data?.pages.flatMap((page) => page.items) ?? []).filter((one) => one.standing === 'shared');
  const first = chosen.data?.items ?? [];
  // what was chosen for the week leads, the newest follow
  const stories: Story[] = [...first, ...shared.filter((one) => !first.some((other) => other.id === one.id))];
  const n = stories.length;
  const [at, setAt] = useState(0);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held || n < 2) return;
    const timer = setInterval(() => setAt((now) => now + 1), SHOWN_MS);
    return () => clearInterval(timer);
  }, [held, n, at]);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key === 'Escape') void navigate({ to: '/verhalen', search: ((before: Record<string, unknown>) => ({ ...before, scherm: undefined })) as never });
      else if (event.key === ' ') setHeld((was) => !was);
      else if (event.key === 'ArrowRight') setAt((now) => now + 1);
      else if (event.key === 'ArrowLeft') setAt((now) => now + n - 1);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [navigate, n]);
  const story = n ? stories[at % n] : undefined;
  return (
    <main id="inhoud" className={`storyscreen ${story?.expectation === 'better' ? 'plus' : ''}`}>
      <title>{`${t('web.nav.stories')} · ${org.name} · goud`}</title>
      <header>
        <Logo size={32} />
        <h1>{t('web.nav.stories')}</h1>
        <span className="m3">
          {org.name} · {t('web.story.week', { week: String(weekNumber(week)) })}
          {org.simulation ? ` · ${t('web.simulation')}` : ''}
        </span>
      </header>
      <Fetched of={list}>
        {() =>
          story ? (
            <figure key={story.id}>
              <StoryChips story={{ ...story, call_wanted: false }} />
              <blockquote className={wordsOf(story).length > 320 ? 'voice long' : 'voice'} lang={story.language}>
                {wordsOf(story)}
              </blockquote>
              <figcaption>
                <Whence story={story} withMoment withDay={false} />
              </figcaption>
            </figure>
          ) : (
            <p className="voice">{t('web.stories.screen_none')}</p>
          )
        }
      </Fetched>
      {n > 1 && (
        <p className="m3 tn">
          {t('web.stories.screen_at', { at: String((at % n) + 1), n: String(n) })}
          {held ? ` · ${t('web.stories.screen_held')}` : ''}
        </p>
      )}
    </main>
  );
}
