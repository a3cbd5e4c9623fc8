import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { journeysQuery, storiesQuery } from '../api/queries';
import type { Expectation } from '../api/types';
import { EXPECTATION_MARK } from '../kit/marks';
import { Empty, Fault, Loading } from '../kit/States';
import { StoryCard } from '../kit/StoryCard';
import { PeriodFilter, UnitFilter } from '../shell/Filters';
import { Page } from '../shell/Page';
import { useView } from '../shell/view';
import { own, useWords } from '../words';
import './stories.css';

const CHOICES: (Expectation | undefined)[] = [undefined, 'better', 'as', 'less'];

export default function Stories() {
  const { t, language } = useWords();
  const view = useView();
  const navigate = useNavigate();
  const { moment, verwachting } = useSearch({ strict: false }) as { moment?: string; verwachting?: Expectation };
  const stories = useInfiniteQuery(storiesQuery(view, moment, verwachting));
  const journeys = useQuery(journeysQuery);
  const moments = (journeys.data ?? []).filter((journey) => journey.audience === 'customer').flatMap((journey) => journey.moments);
  const change = (next: Record<string, string | undefined>) => void navigate({ to: '.', search: ((before: Record<string, unknown>) => ({ ...before, ...next })) as never });
  const items = stories.data?.pages.flatMap((page) => page.items) ?? [];
  const chosen = moments.find((one) => one.id === moment);
  return (
    <Page
      title={t('web.nav.stories')}
      filters={
        <>
          <PeriodFilter shown={null} />
          <UnitFilter />
        </>
      }
    >
      <div className="hd">
        <div>
          <h1>{chosen ? t('web.stories.at', { moment: own(chosen.name, language) }) : t('web.nav.stories')}</h1>
          <p>{t('web.stories.what')}</p>
        </div>
        <div className="row wrap">
          <label className="row s">
            {t('web.moment')}
            <select className="plain inline" value={moment ?? ''} onChange={(event) => change({ moment: event.target.value || undefined })}>
              <option value="">{t('web.stories.all_moments')}</option>
              {moments.map((one) => (
                <option key={one.id} value={one.id}>
                  {own(one.name, language)}
                </option>
              ))}
            </select>
          </label>
          <div className="seg" role="group" aria-label={t('web.expected')}>
            {CHOICES.map((choice) => (
              <button key={choice ?? ''} type="button" aria-pressed={verwachting === choice} onClick={() => change({ verwachting: choice })}>
                {choice ? (
                  <>
                    <span aria-hidden="true">{EXPECTATION_MARK[choice]}</span> {t(`web.expectation.${choice}.word`)}
                  </>
                ) : (
                  t('web.stories.all_short')
                )}
              </button>
            ))}
          </div>
        </div>
      </div>
      {stories.isPending ? (
        <Loading />
      ) : stories.error && !items.length ? (
        <Fault error={stories.error} retry={() => void stories.refetch()} />
      ) : items.length === 0 ? (
        <section className="card">
          <Empty title={chosen ? t('web.stories.none_here', { moment: own(chosen.name, language) }) : t('web.stories.none')}>{t('web.stories.none_text')}</Empty>
        </section>
      ) : (
        <>
          <ul className="storywall">
            {items.map((story) => (
              <StoryCard key={story.id} story={story} withChip withMoment />
            ))}
          </ul>
          {stories.hasNextPage && (
            <button type="button" className="btn" style={{ alignSelf: 'center' }} onClick={() => void stories.fetchNextPage()}>
              {stories.isFetchingNextPage ? t('web.busy') : t('web.more')}
            </button>
          )}
        </>
      )}
    </Page>
  );
}
