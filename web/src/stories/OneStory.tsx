import { Link } from '@tanstack/react-router';
import { may, useSession } from '../api/session';
import { useWords } from '../words';

/** Whether colleagues name the same when they must choose one; said only of a released round that asked it. */
export function OneStory() {
  const { t } = useWords();
  const { account } = useSession();
  return (
    <section className="card" aria-labelledby="one-story">
      <div className="ch">
        <h2 id="one-story">{t('web.one_story')}</h2>
      </div>
      <p className="s m2">{t('web.one_story.not_asked')}</p>
      <p className="voice" style={{ margin: '6px 0' }}>
        “{t('web.one_story.question')}”
      </p>
      <p className="s m2">
        {t('web.one_story.then')}{' '}
        {may(account.role, 'rounds') && (
          <Link className="lk s" to="/metingen/rondes/$id" params={{ id: 'nieuw' }}>
            {t('web.one_story.plan')}
          </Link>
        )}
      </p>
    </section>
  );
}
