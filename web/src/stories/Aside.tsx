import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../api/client';
import { unitsQuery } from '../api/queries';
import { may, useSession } from '../api/session';
import { figure, interval, whole } from '../format';
import { useSend } from '../kit/Dialog';
import { Icon } from '../kit/icons';
import { Fetched } from '../kit/States';
import { wordsOf } from '../kit/StoryCard';
import { placed } from '../shell/Filters';
import { useView } from '../shell/view';
import { own, ownLanguage, useWords } from '../words';
import { MakeKit } from '../actions/MakeKit';
import { KudosList } from './Kudos';
import { OneStory } from './OneStory';
import { chosenQuery, storiesChanged, storyFiguresQuery, themeFiguresQuery, weekNumber } from './queries';
import type { Story } from './shapes';

export function Aside({ week, moment, theme, onTheme }: { week: string; moment: string | undefined; theme: string | undefined; onTheme: (id: string | undefined) => void }) {
  const { t } = useWords();
  const { account } = useSession();
  const view = useView();
  return (
    <aside className="storyside" aria-label={t('web.stories.beside')}>
      <Teamstart week={week} />
      <About moment={moment} theme={theme} onTheme={onTheme} />
      <Later moment={moment} />
      <OneStory />
      <KudosList unit={view.unit} place={view.unit ?? account.unit?.id} most={3} />
    </aside>
  );
}

const FIRST_WORDS = 48;
const begin = (text: string) => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= FIRST_WORDS ? line : `${line.slice(0, FIRST_WORDS).replace(/\W+\w*$/u, '')}…`;
};

/** What teams hear this week, chosen by people; and the one call of this page. */
function Teamstart({ week }: { week: string }) {
  const { t, language } = useWords();
  const { account } = useSession();
  const view = useView();
  const chosen = useQuery(chosenQuery(week));
  const units = (useQuery(unitsQuery()).data ?? []).filter((one) => !one.to);
  const [picked, setPicked] = useState('');
  const visited = units.filter((unit) => unit.volume);
  const deepest = Math.max(...visited.map((unit) => unit.level));
  const tree = placed(units);
  const unit = picked || view.unit || account.unit?.id || tree.find((one) => one.unit.volume && one.unit.level === deepest)?.unit.id || units[0]?.id;
  const checks = may(account.role, 'check_stories');
  const n = chosen.data?.items.length ?? 0;
  return (
    <section className="card" aria-labelledby="teamstart">
      <div className="ch">
        <h2 id="teamstart">{t('web.stories.teamstart', { week: String(weekNumber(week)) })}</h2>
        {n > 0 && <span className="r s m3 tn">{t('web.stories.chosen_n', { n: whole(n, language), count: n })}</span>}
      </div>
      <Fetched of={chosen}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="s m2">{t(checks ? 'web.stories.chosen_none' : 'web.stories.chosen_none_yet')}</p>
          ) : (
            <ol className="chosen s">
              {items.map((story) => (
                <li key={story.id}>
                  <Link to="/verhalen/$id" params={{ id: story.id }} lang={story.language === language ? undefined : story.language}>
                    {begin(wordsOf(story))}
                  </Link>
                  <span className="m3">{story.unit.name}</span>
                  {checks && <Drop story={story} week={week} />}
                </li>
              ))}
            </ol>
          )
        }
      </Fetched>
      {checks && unit && (
        <div className="stack makestart">
          {units.length > 1 && (
            <label className="s">
              {t('web.stories.for_team')}
              <select className="plain" value={unit} onChange={(event) => setPicked(event.target.value)}>
                {tree.map(({ unit: one, depth }) => (
                  <option key={one.id} value={one.id}>
                    {'  '.repeat(depth)}
                    {one.name}
                  </option>
                ))}
              </select>
            </label>
          )}
          <MakeKit unit={unit} week={week} />
        </div>
      )}
    </section>
  );
}

function Drop({ story, week }: { story: Story; week: string }) {
  const { t } = useWords();
  const { busy, submit } = useSend(() => ask('DELETE', `/stories/${encodeURIComponent(story.id)}/weeks/${week}`), storiesChanged);
  return (
    <button type="button" className="icbtn" aria-disabled={busy || undefined} aria-label={t('web.stories.drop', { story: begin(wordsOf(story)) })} onClick={() => void submit()}>
      <Icon name="close" size={12} />
    </button>
  );
}

/** Shares of the stories shown that fit a rule; a story may fit several, or none. */
function About({ moment, theme, onTheme }: { moment: string | undefined; theme: string | undefined; onTheme: (id: string | undefined) => void }) {
  const { t, language } = useWords();
  const { account } = useSession();
  const figures = useQuery(themeFiguresQuery(useView(), moment));
  const edits = may(account.role, 'themes');
  return (
    <section className="card" aria-labelledby="about">
      <div className="ch">
        <h2 id="about">{t('web.themes.about')}</h2>
      </div>
      <Fetched of={figures}>
        {({ of, themes }) =>
          themes.length === 0 || of === 0 ? (
            <p className="s m2">{t(themes.length === 0 ? (edits ? 'web.themes.none_edit' : 'web.themes.none') : 'web.themes.no_stories')}</p>
          ) : (
            <ul className="themebars">
              {[...themes]
                .sort((a, b) => b.stories - a.stories)
                .map((one) => (
                  <li key={one.id}>
                    <button type="button" aria-pressed={theme === one.id} onClick={() => onTheme(theme === one.id ? undefined : one.id)}>
                      <span lang={ownLanguage(one.name, language)}>{own(one.name, language)}</span>
                      <b className="tn">{one.figure.value === null ? whole(one.stories, language) : figure(one.figure, language)}</b>
                      <svg width="100%" height="6" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                        <rect width="100" height="6" fill="var(--sunk)" />
                        <rect width={(one.figure.value ?? one.stories / one.of) * 100} height="6" fill="var(--ink2)" />
                      </svg>
                      <span className="s m3 tn">
                        {interval(one.figure, language) ? `${interval(one.figure, language)}, ` : ''}
                        {t('web.themes.of', { k: whole(one.stories, language), n: whole(one.of, language) })}
                      </span>
                    </button>
                  </li>
                ))}
            </ul>
          )
        }
      </Fetched>
      <p className="s m3" style={{ marginTop: 8 }}>
        {t('web.themes.by_rules')}{' '}
        <Link className="lk s" to="/verhalen/themas">
          {t(edits ? 'web.themes.edit' : 'web.themes.see')}
        </Link>
      </p>
    </section>
  );
}

/** What was meant at the moment itself, and what the next visit said, beside the same share of all who came back. */
function Later({ moment }: { moment: string | undefined }) {
  const { t, language } = useWords();
  const figures = useQuery(storyFiguresQuery(useView(), moment)).data;
  if (!figures || (figures.intention.n === 0 && figures.confirmed.known === 0)) return null;
  const { intention, confirmed } = figures;
  const rows = [
    ['web.stories.meant', intention],
    ['web.stories.confirmed', confirmed.figure],
    ['web.stories.confirmed_beside', confirmed.beside],
  ] as const;
  return (
    <section className="card" aria-labelledby="later">
      <div className="ch">
        <h2 id="later">{t('web.stories.later')}</h2>
      </div>
      <dl className="later">
        {rows
          .filter(([, estimate]) => estimate.n > 0)
          .map(([key, estimate]) => (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd className="tn">
                <b>{figure(estimate, language)}</b>{' '}
                <span className="s m3">
                  {interval(estimate, language) ? `${interval(estimate, language)}, ` : ''}n {whole(estimate.n, language)}
                </span>
              </dd>
            </div>
          ))}
      </dl>
      {confirmed.known > 0 && (
        <p className="s m3">
          {t('web.stories.not_heard', { not_back: whole(confirmed.not_back, language), not_answered: whole(confirmed.not_answered, language), known: whole(confirmed.known, language) })}
        </p>
      )}
    </section>
  );
}
