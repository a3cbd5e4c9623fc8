import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { may, useSession } from '../api/session';
import { day, isoDay } from '../format';
import { Dialog } from '../kit/Dialog';
import { Icon } from '../kit/icons';
import { Fetched } from '../kit/States';
import { StoryChips, Whence, wordsOf } from '../kit/StoryCard';
import { Page } from '../shell/Page';
import { usePlace } from '../shell/place';
import { own, ownLanguage, useWords } from '../words';
import { Choose } from './Choose';
import { followText } from './come_of_it';
import { KeepBack } from './KeepBack';
import { Appreciate } from './Kudos';
import { Marked } from './Marked';
import { cardsAtQuery, followUpsQuery, storyQuery, themesQuery, weekNumber, weekOf } from './queries';
import { RETOLD, type Story } from './shapes';
import './stories.css';

export default function StoryPage() {
  const { t } = useWords();
  const { id } = useParams({ strict: false }) as { id: string };
  const story = useQuery(storyQuery(id));
  return (
    <Page title={t('web.story')} above={[{ name: t('web.nav.stories'), to: '/verhalen' }]}>
      <h1 className="vh">{t('web.story')}</h1>
      <Fetched of={story}>{(data) => <One key={data.id} story={data} />}</Fetched>
    </Page>
  );
}

function One({ story }: { story: Story }) {
  const { t, language } = useWords();
  const { account } = useSession();
  const [keeping, setKeeping] = useState(false);
  const place = usePlace();
  const calls = may(account.role, 'see_calls') && story.teller === 'customer';
  const around = story.day ? { from: story.day, to: story.day, unit: story.unit.id } : {};
  const follow = useQuery(followUpsQuery(around, story.moment?.id, calls && story.day !== null)).data?.get(story.id);
  const themes = (useQuery(themesQuery).data ?? []).filter((one) => story.themes.includes(one.id));
  const checks = may(account.role, 'check_stories');
  const week = weekOf(isoDay(new Date()));
  const followed = followText(follow, t, language);
  const told = checks && story.standing === 'shared' && story.shared_text !== null && story.shared_text !== story.text;
  return (
    <div className="storylay one">
      <div className="storymain">
        <article className={`card onestory ${story.expectation === 'better' ? 'plus' : ''}`}>
          <StoryChips story={story} follow={followed} />
          {checks && story.standing === 'told' && story.private.length > 0 ? (
            <Marked text={story.text} parts={story.private} language={story.language} />
          ) : (
            <blockquote className="voice" lang={story.language === language ? undefined : story.language}>
              {wordsOf(story)}
            </blockquote>
          )}
          {story.because && <p className="notice s">{t('web.story.because', { why: story.because })}</p>}
          <p className="m2">
            <Whence story={story} place={place(story.unit)} withMoment />
          </p>
          <div className="row wrap noprint storyend acts">
            <Choose story={story} week={week} />
            <Appreciate unit={story.unit.id} story={story.id} small />
            {checks && story.standing !== 'kept_back' && story.may_share && (
              <button type="button" className="btn sm" onClick={() => setKeeping(true)}>
                {t('web.check.keep')}
              </button>
            )}
          </div>
        </article>
        {told && (
          <section className="card" aria-labelledby="as-told">
            <div className="ch">
              <h2 id="as-told">{t('web.story.as_told')}</h2>
              <span className="s m3">
                <Icon name="lock" size={12} /> {t('web.story.as_told_what')}
              </span>
            </div>
            <Marked text={story.text} parts={story.private} language={story.language} />
          </section>
        )}
        {story.standing === 'shared' && <p className="s m3">{t('web.stories.names')}</p>}
      </div>
      <aside className="storyside" aria-label={t('web.story.beside')}>
        <section className="card" aria-labelledby="retold">
          <div className="ch">
            <h2 id="retold">{t('web.story.what_came')}</h2>
          </div>
          <dl className="facts">
            <dt>{t('web.story.retold')}</dt>
            <dd>{story.retold ? t(`web.story.retold_fact.${RETOLD[story.retold]}`) : story.teller === 'customer' ? t('web.story.retold_unasked') : t('web.story.retold_floor')}</dd>
            {story.intention !== null && (
              <>
                <dt>{t('web.story.meant')}</dt>
                <dd>{t(story.intention ? 'web.story.meant_yes' : 'web.story.meant_no')}</dd>
              </>
            )}
            {story.confirmed && (
              <>
                <dt>{t('web.story.next_visit')}</dt>
                <dd>{t(`web.story.confirmed_fact.${story.confirmed}`)}</dd>
              </>
            )}
            {calls && (
              <>
                <dt>{t('web.story.follow')}</dt>
                <dd>{followed ?? (story.call_wanted ? (story.telephone ? t('web.story.call_number', { number: story.telephone }) : t('web.story.call')) : t('web.story.follow_none'))}</dd>
              </>
            )}
            <dt>{t('web.kudos.short')}</dt>
            <dd className="tn">{story.kudos ? t('web.story.kudos_n', { n: String(story.kudos), count: story.kudos }) : t('web.story.kudos_none')}</dd>
          </dl>
        </section>
        <Used story={story} />
        {themes.length > 0 && (
          <section className="card" aria-labelledby="fits">
            <div className="ch">
              <h2 id="fits">{t('web.themes.about')}</h2>
            </div>
            <p className="chips">
              {themes.map((one) => (
                <Link key={one.id} className="chip o" to="/verhalen" search={{ thema: one.id } as never} lang={ownLanguage(one.name, language)}>
                  {own(one.name, language)}
                </Link>
              ))}
            </p>
            <p className="s m3" style={{ marginTop: 8 }}>
              {t('web.themes.by_rules')}
            </p>
          </section>
        )}
      </aside>
      <Dialog title={t('web.check.keep')} opened={keeping} onClose={() => setKeeping(false)}>
        <KeepBack story={story.id} onDone={() => setKeeping(false)} />
      </Dialog>
    </div>
  );
}

/** Where it went: the weeks it was chosen for, the card it is the example of. */
function Used({ story }: { story: Story }) {
  const { t, language } = useWords();
  const cards = useQuery({ ...cardsAtQuery(story.moment?.id ?? ''), enabled: story.moment !== null }).data ?? [];
  const card = cards.some((one) => one.story === story.id);
  const weeks = [...story.chosen].sort().reverse();
  return (
    <section className="card" aria-labelledby="used">
      <div className="ch">
        <h2 id="used">{t('web.story.used')}</h2>
      </div>
      {weeks.length === 0 && !card ? (
        <p className="s m2">{t('web.story.used_none')}</p>
      ) : (
        <ul className="uses s">
          {weeks.map((week) => (
            <li key={week}>{t('web.story.used_week', { week: String(weekNumber(week)), year: week.slice(0, 4) })}</li>
          ))}
          {card && story.moment && (
            <li>
              <Link className="lk s" to="/momenten/$id" params={{ id: story.moment.id }}>
                {t('web.story.used_card', { moment: own(story.moment.name, language) })}
              </Link>
            </li>
          )}
        </ul>
      )}
      {story.day && (
        <p className="s m3" style={{ marginTop: 6 }}>
          {t('web.story.told_on', { day: day(story.day, language) })}
        </p>
      )}
    </section>
  );
}
