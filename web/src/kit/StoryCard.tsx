import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { day, weekday } from '../format';
import { type CardStory, RETOLD } from '../stories/shapes';
import { own, useWords } from '../words';
import { EXPECTATION_MARK, EXPECTATION_TONE } from './marks';
import { Icon } from './icons';
import './story.css';

const WEEK_MS = 6 * 86_400_000;
const TONE = { less: 'brick', as: '', better: 'gold' } as const;

/** The words as they may travel, once somebody checked them; else as they were told. */
export const wordsOf = (story: CardStory) => (story.standing === 'shared' && story.shared_text ? story.shared_text : story.text);

/** Who told it and where: never more of an anonymous one than its week. */
export function Whence({ story, place = story.unit.name, withDay = true, withMoment = false }: { story: CardStory; place?: string | undefined; withDay?: boolean; withMoment?: boolean }) {
  const { t, language } = useWords();
  const recent = story.day !== null && Date.now() - Date.parse(story.day) < WEEK_MS;
  const who = story.teller === undefined ? '' : story.teller === 'customer' ? t('web.story.guest') : story.teller === 'anonymous' ? t('web.story.nameless') : (story.by ?? t('web.story.colleague'));
  return (
    <>
      {who ? `${who}, ${place}` : place}
      {withMoment && story.moment ? ` · ${own(story.moment.name, language)}` : ''}
      {withDay && (story.day ? <>{who ? ' · ' : ', '}<time dateTime={story.day}>{recent ? weekday(story.day, language) : day(story.day, language, story.day.slice(0, 4) !== String(new Date().getFullYear()))}</time></> : story.week ? ` · ${t('web.story.week', { week: String(Number(story.week.slice(6))) })}` : '')}
    </>
  );
}

/** What is known of a story besides its words: as expected or not, from whom, retold, confirmed, followed up. */
export function StoryChips({ story, follow, themes = [] }: { story: CardStory; follow?: string | null | undefined; themes?: string[] }) {
  const { t } = useWords();
  const floor = story.teller === 'colleague' || story.teller === 'anonymous';
  const plain = [
    story.retold ? t(`web.story.retold.${RETOLD[story.retold]}`) : story.intention ? t('web.story.intention') : '',
    story.confirmed === 'as_or_better' || story.confirmed === 'less' ? t(`web.story.confirmed.${story.confirmed}`) : '',
    follow ?? '',
    story.unexpected ? t('web.story.unexpected') : '',
    ...themes,
    !story.may_share ? t('web.story.not_shared') : story.standing === 'told' ? t('web.story.unchecked') : story.standing === 'kept_back' ? t('web.story.kept_back') : '',
  ].filter(Boolean);
  return (
    <p className="chips">
      {story.expectation && (
        <span className={`chip ${TONE[story.expectation]}`}>
          <span aria-hidden="true">{EXPECTATION_MARK[story.expectation]}</span> {t(`web.expectation.${story.expectation}.short`)}
        </span>
      )}
      {floor && (
        <span className="chip teal">
          <span aria-hidden="true">◆</span> {t('web.story.floor')}
        </span>
      )}
      {plain.map((one) => (
        <span key={one} className="chip o">
          {one}
        </span>
      ))}
    </p>
  );
}

type Props = {
  story: CardStory;
  /** short: among others of the same moment and expectation; wall: alone, with all that is known of it. */
  look?: 'short' | 'wall';
  big?: boolean;
  /** its unit, as it is told here */
  place?: string;
  follow?: string | null | undefined;
  themes?: string[];
  /** whether its place leads to the page of the story */
  leads?: boolean;
  acts?: ReactNode;
};
/** Somebody's own words, in their own language; gold only when better than expected. */
export function StoryCard({ story, look = 'short', big = false, place, follow, themes, leads = false, acts }: Props) {
  const { t, language } = useWords();
  const wall = look === 'wall';
  const whence = <Whence story={story} place={place} withMoment={wall} />;
  return (
    <li className={`sto ${look} ${story.expectation === 'less' ? 'min' : story.expectation === 'better' ? 'plus' : ''} ${big ? 'big' : ''}`}>
      {wall && <StoryChips story={story} follow={follow} {...(themes ? { themes } : {})} />}
      <p className="voice" lang={story.language === language ? undefined : story.language}>
        {wordsOf(story)}
      </p>
      {story.call_wanted && !follow && (
        <p className="s callme">
          <Icon name="phone" size={12} /> {story.telephone ? t('web.story.call_number', { number: story.telephone }) : t('web.story.call')}
        </p>
      )}
      <div className="storyend s m3">
        {leads ? (
          <Link to="/verhalen/$id" params={{ id: story.id }} className="whence">
            {whence}
          </Link>
        ) : (
          <span className="whence">{whence}</span>
        )}
        {!wall && follow ? ` · ${follow}` : null}
        {!wall && story.retold ? ` · ${t(`web.story.retold_later.${RETOLD[story.retold]}`)}` : null}
        {!wall && !story.may_share ? ` · ${t('web.story.not_shared')}` : null}
        {acts && <span className="sp row">{acts}</span>}
      </div>
    </li>
  );
}

export { EXPECTATION_MARK, EXPECTATION_TONE };
