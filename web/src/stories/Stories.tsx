import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { journeysQuery } from '../api/queries';
import { may, useSession } from '../api/session';
import type { Expectation } from '../api/types';
import { isoDay, whole } from '../format';
import { Dialog } from '../kit/Dialog';
import { Icon } from '../kit/icons';
import { EXPECTATION_MARK } from '../kit/marks';
import { Bones, Empty, Fault, Loading } from '../kit/States';
import { StoryCard } from '../kit/StoryCard';
import { PeriodFilter, UnitFilter } from '../shell/Filters';
import { Page } from '../shell/Page';
import { usePlace } from '../shell/place';
import { useView } from '../shell/view';
import { own, useWords } from '../words';
import { Aside } from './Aside';
import { AsRows } from './AsRows';
import { Choose } from './Choose';
import { followText, retoldText } from './come_of_it';
import { followUpsQuery, storiesQuery, storyFiguresQuery, themesQuery, weekOf } from './queries';
import { Screen } from './Screen';
import { Pick, SearchBox } from './Seek';
import type { Story } from './shapes';
import { Tell } from './Tell';
import './stories.css';

export type Sought = { moment?: string; verwachting?: Expectation | 'floor'; taal?: string; zoek?: string; thema?: string; als?: 'tabel'; scherm?: 1 };
const CHOICES = [undefined, 'better', 'as', 'less', 'floor'] as const;

/** The one that stands out: better than expected, of the newest the one that was told on most. */
const RANK = { more: 4, '3-5': 3, '1-2': 2, no: 0 };
export function standout(stories: Story[]): string | undefined {
  const weight = (story: Story) => (story.retold ? RANK[story.retold] : 1) + (story.standing === 'shared' ? 4 : 0);
  return stories
    .slice(0, 12)
    .filter((story) => story.expectation === 'better' && story.may_share && story.standing !== 'kept_back')
    .sort((a, b) => weight(b) - weight(a))[0]?.id;
}

const leading = (stories: Story[], first: string | undefined) => [...stories].sort((a, b) => Number(b.id === first) - Number(a.id === first));

export default function Stories() {
  const { scherm } = useSearch({ strict: false }) as Sought;
  return scherm ? <Screen /> : <Wall />;
}

function Wall() {
  const { t, language } = useWords();
  const { account } = useSession();
  const view = useView();
  const navigate = useNavigate();
  const sought = useSearch({ strict: false }) as Sought;
  const { moment, verwachting, taal, zoek, thema } = sought;
  const checks = may(account.role, 'check_stories');
  const stories = useInfiniteQuery(storiesQuery(view, { moment, expectation: verwachting === 'floor' ? undefined : verwachting, floor: verwachting === 'floor', language: taal, words: zoek, theme: thema }));
  const figures = useQuery(storyFiguresQuery(view, moment));
  const themes = useQuery(themesQuery).data ?? [];
  const follows = useQuery(followUpsQuery(view, moment, may(account.role, 'see_calls'))).data;
  const journeys = useQuery(journeysQuery).data ?? [];
  const [telling, setTelling] = useState(false);
  const place = usePlace();
  const change = (next: Partial<Sought> | { [Key in keyof Sought]?: undefined }, replace = false) => void navigate({ to: '.', search: ((before: Record<string, unknown>) => ({ ...before, ...next })) as never, replace });
  const pages = stories.data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  const counts = pages[0]?.counts;
  const moments = journeys.flatMap((journey) => journey.moments).filter((one) => !one.ended || one.id === moment);
  const chosen = moments.find((one) => one.id === moment);
  const theme = themes.find((one) => one.id === thema);
  const week = weekOf(isoDay(new Date()));
  const big = verwachting === undefined && !zoek ? standout(items) : undefined;
  const narrowed = Boolean(verwachting || taal || zoek || thema);
  return (
    <Page
      title={t('web.nav.stories')}
      filters={
        <>
          <PeriodFilter shown={null} />
          <UnitFilter />
          <Pick label={t('web.moment')} all={t('web.stories.all_moments')} value={moment} options={moments.map((one) => ({ value: one.id, name: own(one.name, language) }))} onPick={(value) => change({ moment: value } as Partial<Sought>)} />
          <Pick label={t('web.stories.language')} all={t('web.stories.all_languages')} value={taal} options={(['nl', 'en'] as const).map((one) => ({ value: one, name: t(`web.language.${one}`) }))} onPick={(value) => change({ taal: value } as Partial<Sought>)} />
          <SearchBox value={zoek ?? ''} onSeek={(words) => change({ zoek: words || undefined } as Partial<Sought>, true)} />
        </>
      }
    >
      <div className="hd">
        <div>
          <h1>{chosen ? t('web.stories.at', { moment: own(chosen.name, language) }) : t('web.nav.stories')}</h1>
          <p className="tn">
            {counts ? `${t('web.stories.count', { n: whole(counts.all, language), count: counts.all })}. ` : ''}
            {figures.data ? `${retoldText(figures.data, t, language)} ` : ''}
            {t('web.stories.names')}
          </p>
          <nav className="row wrap s storylinks noprint" aria-label={t('web.stories.more')}>
            {checks && (
              <Link className="lk s" to="/verhalen/nakijken">
                {counts?.to_check ? t('web.stories.to_check', { n: whole(counts.to_check, language), count: counts.to_check }) : t('web.stories.check')}
              </Link>
            )}
            <Link className="lk s" to="/verhalen/themas">
              {t('web.themes')}
            </Link>
            <Link className="lk s" to="/verhalen/welkom">
              {t('web.stories.welcome')}
            </Link>
            <Link className="lk s" to="/verhalen" search={{ ...sought, als: sought.als ? undefined : 'tabel' } as never}>
              {t(sought.als ? 'web.stories.as_wall' : 'web.stories.as_table')}
            </Link>
            <Link className="lk s notphone" to="/verhalen" search={{ ...sought, als: undefined, scherm: 1 } as never}>
              {t('web.stories.screen')}
            </Link>
          </nav>
        </div>
        <div className="row wrap noprint">
          <div className="seg" role="group" aria-label={t('web.expected')}>
            {CHOICES.map((choice) => (
              <button key={choice ?? ''} type="button" aria-pressed={verwachting === choice} onClick={() => change({ verwachting: choice } as Partial<Sought>)}>
                {choice && <span aria-hidden="true">{choice === 'floor' ? '◆' : EXPECTATION_MARK[choice]}</span>}
                {choice === undefined ? t('web.stories.all_short') : choice === 'floor' ? t('web.stories.floor_short') : t(`web.expectation.${choice}.word`)}
                {counts && choice && <span className="tn">{whole(counts[choice], language)}</span>}
              </button>
            ))}
          </div>
          <button type="button" className="btn p" onClick={() => setTelling(true)}>
            <Icon name="plus" />
            {t('web.tell')}
          </button>
        </div>
      </div>
      {theme && (
        <p className="row wrap s">
          <span className="chip o">{own(theme.name, language)}</span>
          <button type="button" className="lk s" onClick={() => change({ thema: undefined })}>
            {t('web.stories.all_themes')}
          </button>
        </p>
      )}
      <div className="storylay">
        <div className="storymain" aria-busy={stories.isPlaceholderData || undefined}>
          {stories.isPending ? (
            <Loading>
              <div className="storywall">
                <Bones heights={[150, 190, 120, 210, 140, 160]} />
              </div>
            </Loading>
          ) : stories.error && !items.length ? (
            <Fault error={stories.error} retry={() => void stories.refetch()} />
          ) : items.length === 0 ? (
            <section className="card">
              {narrowed ? (
                <Empty
                  title={t('web.stories.none_so')}
                  action={
                    <button type="button" className="btn" onClick={() => change({ verwachting: undefined, taal: undefined, zoek: undefined, thema: undefined })}>
                      {t('web.stories.show_all')}
                    </button>
                  }
                >
                  {zoek ? t('web.stories.none_words', { words: zoek }) : t('web.stories.none_so_text')}
                </Empty>
              ) : (
                <Empty
                  title={chosen ? t('web.stories.none_here', { moment: own(chosen.name, language) }) : t('web.stories.none')}
                  action={
                    <button type="button" className="btn p" onClick={() => setTelling(true)}>
                      {t('web.tell')}
                    </button>
                  }
                >
                  {t('web.stories.none_text')}
                </Empty>
              )}
            </section>
          ) : (
            <>
              <h2 className="vh">{t('web.stories.list')}</h2>
              {sought.als ? (
                <AsRows stories={items} follows={follows} />
              ) : (
                // each part keeps its columns: what comes later moves nothing that is being read
                pages.map((page, at) => (
                  <ul key={at} className="storywall" aria-label={pages.length > 1 ? t('web.stories.part', { n: String(at + 1) }) : t('web.stories')}>
                    {(at === 0 ? leading(page.items, big) : page.items).map((story) => (
                      <StoryCard
                        key={story.id}
                        story={story}
                        look="wall"
                        big={story.id === big}
                        place={place(story.unit)}
                        follow={followText(follows?.get(story.id), t, language)}
                        themes={story.teller === 'customer' ? [] : themes.filter((one) => story.themes.includes(one.id)).slice(0, 1).map((one) => own(one.name, language))}
                        leads
                        acts={<Choose story={story} week={week} />}
                      />
                    ))}
                  </ul>
                ))
              )}
              {stories.hasNextPage && (
                <button type="button" className="btn morestories" aria-disabled={stories.isFetchingNextPage || undefined} onClick={() => void stories.fetchNextPage()}>
                  {stories.isFetchingNextPage ? t('web.busy') : t('web.more')}
                </button>
              )}
            </>
          )}
        </div>
        <Aside week={week} moment={moment} theme={thema} onTheme={(id) => change({ thema: id } as Partial<Sought>)} />
      </div>
      <Dialog title={t('web.tell')} opened={telling} onClose={() => setTelling(false)} wide>
        <Tell moment={moment} onDone={() => setTelling(false)} />
      </Dialog>
    </Page>
  );
}
