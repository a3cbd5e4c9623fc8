import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { may, useSession } from '../api/session';
import { figuresQuery, roundsQuery } from '../rounds/queries';
import { roundBy, roundName, toldWhole } from '../rounds/told';
import { own, ownLanguage, useWords } from '../words';

/** What colleagues name when they must choose one; of the latest released round that asked a choice of its own, else what is needed. */
export function OneStory() {
  const { t, language } = useWords();
  const { account } = useSession();
  const round = roundBy(useQuery({ ...roundsQuery, refetchInterval: false }).data?.rounds ?? [], undefined);
  const figures = useQuery({ ...figuresQuery(round?.id ?? '', undefined), enabled: round !== null }).data;
  const asked = figures?.items.find((item) => item.kind === 'choice' && item.about === 'own');
  return (
    <section className="card" aria-labelledby="one-story">
      <div className="ch">
        <h2 id="one-story">{t('web.one_story')}</h2>
      </div>
      {asked && round ? (
        <>
          <p className="tn">
            <b className="bigfigure">{toldWhole(asked.figure, t, language)}</b>
          </p>
          <p className="s m2">
            {t('web.one_story.names')} <span lang={ownLanguage(asked.text, language)}>“{own(asked.text, language)}”</span> {roundName(round, t, language)}
            {asked.previous ? `; ${roundName(asked.previous.round, t, language)}: ${toldWhole(asked.previous.figure, t, language)}` : ''}.
          </p>
        </>
      ) : (
        <>
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
        </>
      )}
      <p className="s m3" style={{ marginTop: 6 }}>
        {t('web.one_story.not_pairs')}
      </p>
    </section>
  );
}
