import type { Story } from '../api/types';
import { day, weekday } from '../format';
import { own, useWords } from '../words';
import { EXPECTATION_MARK, EXPECTATION_TONE } from './marks';
import { Icon } from './icons';
import './story.css';

/** A guest's own words, in their own language; gold only when better than expected. */
export function StoryCard({ story, withChip = false, withMoment = false }: { story: Story; withChip?: boolean; withMoment?: boolean }) {
  const { t, language } = useWords();
  const tone = story.expectation === 'less' ? 'min' : story.expectation === 'better' ? 'plus' : '';
  const recent = Date.now() - Date.parse(story.day) < 6 * 86_400_000;
  return (
    <li className={`sto ${tone}`}>
      {withChip && story.expectation && (
        <p className="chips">
          <span className={`chip ${story.expectation === 'less' ? 'brick' : story.expectation === 'better' ? 'gold' : ''}`}>
            <span aria-hidden="true">{EXPECTATION_MARK[story.expectation]}</span> {t(`web.expectation.${story.expectation}.short`)}
          </span>
          {story.unexpected && <span className="chip o">{t('web.story.unexpected')}</span>}
        </p>
      )}
      <p className="voice" lang={story.language === language ? undefined : story.language}>
        {story.text}
      </p>
      <p className="s m3">
        {story.unit.name}, <time dateTime={story.day}>{recent ? weekday(story.day, language) : day(story.day, language)}</time>
        {withMoment && story.moment ? ` · ${own(story.moment.name, language)}` : ''}
        {story.may_share ? '' : ` · ${t('web.story.not_shared')}`}
      </p>
      {story.call_wanted && (
        <p className="s callme">
          <Icon name="phone" size={12} /> {story.telephone ? t('web.story.call_number', { number: story.telephone }) : t('web.story.call')}
        </p>
      )}
    </li>
  );
}

export { EXPECTATION_MARK, EXPECTATION_TONE };
