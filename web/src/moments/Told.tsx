import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { may, useSession } from '../api/session';
import type { Expectation, MomentFigures } from '../api/types';
import { whole } from '../format';
import { EXPECTATION_MARK, EXPECTATION_TONE } from '../kit/marks';
import { Empty } from '../kit/States';
import { StoryCard } from '../kit/StoryCard';
import { useView } from '../shell/view';
import { followText, retoldText } from '../stories/come_of_it';
import { followUpsQuery, storiesQuery, storyFiguresQuery } from '../stories/queries';
import { own, useWords } from '../words';

const ORDER: Expectation[] = ['less', 'as', 'better'];

/** Stories of a moment by what was expected, with what came of them. */
export default function Told({ data }: { data: MomentFigures }) {
  const { t, language } = useWords();
  const counts = data.stories_counts;
  const total = counts.less + counts.as + counts.better;
  const name = own(data.moment.name, language);
  const { account } = useSession();
  const view = useView();
  const figures = useQuery(storyFiguresQuery(view, data.moment.id)).data;
  const follows = useQuery(followUpsQuery(view, data.moment.id, total > 0 && may(account.role, 'see_calls'))).data;
  // what came of those that stand here, where it is known
  const known = new Map(useInfiniteQuery({ ...storiesQuery(view, { moment: data.moment.id }, 60), enabled: total > 0 }).data?.pages.flatMap((page) => page.items.map((story) => [story.id, story] as const)));
  return (
    <section className="card" aria-labelledby="told">
      <div className="ch">
        <h2 id="told">{t('web.stories')}</h2>
        <span className="s m3 tn">
          {t('web.stories.count', { n: whole(total, language), count: total })}
          {total > 0 && figures && figures.retold.asked > 0 ? `. ${retoldText(figures, t, language)}` : ''}
        </span>
        {total > 0 && (
          <div className="r">
            <Link className="lk s" to="/verhalen" search={{ moment: data.moment.id } as never}>
              {t('web.stories.all', { n: whole(total, language), count: total })}
            </Link>
          </div>
        )}
      </div>
      {total === 0 ? (
        <Empty title={t('web.stories.none_here', { moment: name })}>{t('web.stories.none_text')}</Empty>
      ) : (
        <div className="sts">
          {ORDER.map((expectation) => (
            <div key={expectation} className="col">
              <h3>
                <span className={EXPECTATION_TONE[expectation]}>
                  <span aria-hidden="true">{EXPECTATION_MARK[expectation]}</span> {t(`web.expectation.${expectation}`)}
                </span>
                <span className="m3 tn">{whole(counts[expectation], language)}</span>
              </h3>
              <ul>
                {data.stories
                  .filter((story) => story.expectation === expectation)
                  .map((story) => (
                    <StoryCard key={story.id} story={known.get(story.id) ?? story} follow={followText(follows?.get(story.id), t, language)} leads />
                  ))}
              </ul>
            </div>
          ))}
        </div>
      )}
    </section>
  );
}
