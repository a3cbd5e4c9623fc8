import { useQuery } from '@tanstack/react-query';
import { unitsQuery } from '../api/queries';
import { useSession } from '../api/session';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { StoryChips, Whence, wordsOf } from '../kit/StoryCard';
import { UnitFilter } from '../shell/Filters';
import { Page } from '../shell/Page';
import { useView } from '../shell/view';
import { useWords } from '../words';
import { welcomeQuery } from './queries';
import './stories.css';

/** Ten stories for somebody's first day: what this house is, in the words of those who were there. Made to be printed. */
export default function Welcome() {
  const { t, language } = useWords();
  const { account, org } = useSession();
  const view = useView();
  const unit = view.unit ?? account.unit?.id;
  const stories = useQuery(welcomeQuery(unit));
  const name = (useQuery(unitsQuery()).data ?? []).find((one) => one.id === unit)?.name ?? org.name;
  return (
    <Page title={t('web.stories.welcome')} above={[{ name: t('web.nav.stories'), to: '/verhalen' }]} filters={<UnitFilter />}>
      <div className="hd">
        <div>
          <h1>{t('web.welcome.at', { name })}</h1>
          <p>{t('web.welcome.what')}</p>
        </div>
        <button type="button" className="btn noprint" onClick={() => window.print()}>
          <Icon name="print" />
          {t('web.welcome.print')}
        </button>
      </div>
      <Fetched of={stories}>
        {({ items }) =>
          items.length === 0 ? (
            <section className="card">
              <Empty title={t('web.welcome.none')}>{t('web.welcome.none_text')}</Empty>
            </section>
          ) : (
            <>
              <ol className="welcome">
                {items.map((story) => (
                  <li key={story.id} className={story.expectation === 'better' ? 'plus' : ''}>
                    <p className="voice" lang={story.language === language ? undefined : story.language}>
                      {wordsOf(story)}
                    </p>
                    <div className="s m3 row wrap">
                      <Whence story={story} withMoment withDay={false} />
                      <StoryChips story={{ ...story, call_wanted: false }} />
                    </div>
                  </li>
                ))}
              </ol>
              <section className="card welcomeask" aria-labelledby="ask">
                <h2 id="ask">{t('web.welcome.ask')}</h2>
                <ol>
                  <li>{t('web.welcome.ask1')}</li>
                  <li>{t('web.welcome.ask2')}</li>
                  <li>{t('web.welcome.ask3')}</li>
                </ol>
              </section>
              <p className="s m3">{t('web.stories.names')}</p>
            </>
          )
        }
      </Fetched>
    </Page>
  );
}
