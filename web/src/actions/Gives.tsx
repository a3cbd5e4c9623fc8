import { Link } from '@tanstack/react-router';
import type { Estimate, Kept } from '../api/types';
import { day, hundredths, interval, keptText, percent, whole } from '../format';
import { Icon } from '../kit/icons';
import { StateMark, stateKey } from '../kit/marks';
import { Empty } from '../kit/States';
import { own, ownLanguage, useWords } from '../words';
import type { TeamBoard } from './shapes';
import '../kit/story.css';

const SHOWN = { page: 8, wall: 5 };

/** Promises to the guest as this team kept them, the weakest first, each with its interval, n and norm. */
export function PromisesKept({ board, wall }: { board: TeamBoard; wall: boolean }) {
  const { t, language } = useWords();
  const all = board.gives.promises;
  const asked = all.filter((one) => one.kept.state !== 'not_asked');
  const shown = asked.slice(0, wall ? SHOWN.wall : SHOWN.page);
  const met = asked.filter((one) => one.kept.state === 'met').length;
  return (
    <section className="card" aria-labelledby="team-promises">
      <div className="ch">
        <h3 id="team-promises">{t('web.team.promises')}</h3>
        <span className="s m3">{t('web.team.promises_what')}</span>
        {asked.length > 0 && <span className="r chip o">{t('web.team.promises_met', { met, of: asked.length })}</span>}
      </div>
      {asked.length === 0 ? (
        <Empty
          title={t('web.team.promises_none')}
          action={
            wall ? undefined : (
              <Link className="btn" to="/belofte">
                {t('web.nav.promise')}
              </Link>
            )
          }
        >
          {t('web.team.promises_none_text')}
        </Empty>
      ) : (
        <>
          <ul className="kept">
            {shown.map((one) => (
              <li key={one.id}>
                <StateMark state={one.kept.state} />
                <span>
                  <span lang={ownLanguage(one.text, language)}>{own(one.text, language)}</span>
                  <span className="s m3 tn">
                    {one.kept.interval ? `${interval(one.kept, language)} · ` : ''}n {whole(one.kept.n, language)} · {t('web.team.norm', { norm: hundredths(one.norm) })}
                  </span>
                </span>
                <Said kept={one.kept} norm={one.norm} />
              </li>
            ))}
          </ul>
          {asked.length > shown.length && (
            <p className="s m2">
              {wall ? (
                t('web.team.promises_more', { n: asked.length - shown.length })
              ) : (
                <Link className="lk" to="/belofte" search={{ unit: board.unit.id } as never}>
                  {t('web.team.promises_more', { n: asked.length - shown.length })}
                </Link>
              )}
            </p>
          )}
        </>
      )}
    </section>
  );
}

function Said({ kept, norm }: { kept: Kept; norm: number }) {
  const { t, language } = useWords();
  const tone = kept.state === 'broken' ? 'brick' : '';
  const [low, high] = kept.interval ?? [0, 0];
  return (
    <span className="said">
      <span className="vh">{t(stateKey(kept.state))}: </span>
      <b className={`tn ${tone}`}>{keptText(kept, language)}</b>
      {kept.interval && (
        <svg className="ibar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
          <rect x="0" y="3.5" width="100" height="1" fill="var(--line2)" />
          <rect x={low * 100} y="2" width={Math.max(1, (high - low) * 100)} height="4" fill={kept.state === 'broken' ? 'var(--brick)' : 'var(--stone)'} />
          <rect x={norm * 100 - 0.5} y="0" width="1" height="8" fill="var(--ink)" />
        </svg>
      )}
    </span>
  );
}

/** What came of those who were let down: each step a share with its base. */
export function FollowUps({ board, wall }: { board: TeamBoard; wall: boolean }) {
  const { t, language } = useWords();
  const { follow_ups: told } = board.gives;
  const steps = (['called', 'called_in_time', 'solved', 'confirmed'] as const).map((key) => [key, told[key]] as const).filter(([, figure]) => figure.n > 0);
  return (
    <section className="card" aria-labelledby="team-follow">
      <div className="ch">
        <h3 id="team-follow">{t('web.team.follow')}</h3>
        <span className="s m3">{t('web.team.follow_what')}</span>
        {!wall && told.heard > 0 && (
          <Link className="r lk s" to={'/opvolging' as '/team'} search={{ unit: board.unit.id } as never}>
            {t('web.team.barriers_all', { n: whole(told.heard, language) })}
          </Link>
        )}
      </div>
      {told.heard === 0 ? (
        <p className="m2">{t('web.team.follow_none')}</p>
      ) : (
        <dl className="steps">
          <div>
            <dt>{t('web.team.heard')}</dt>
            <dd className="tn">
              <b>{whole(told.heard, language)}</b>
            </dd>
          </div>
          {steps.map(([key, figure]) => (
            <div key={key}>
              <dt>{t(`web.team.${key}`)}</dt>
              <dd className="tn">
                <b>{share(figure)}</b> <span className="s m3">{`${interval(figure, language) ?? '–'} · n ${whole(figure.n, language)}`}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
const share = (figure: Estimate) => (figure.value === null ? '–' : percent(figure.value));

/** Stories better than expected; on a wall thanks too, names only where they may. */
export function Seen({ board, wall }: { board: TeamBoard; wall: boolean }) {
  const { t, language } = useWords();
  const { stories, kudos } = board.gives;
  const thanked = wall ? kudos : [];
  return (
    <section className="card seen" aria-labelledby="team-seen">
      <div className="ch">
        <h3 id="team-seen">{t(wall ? 'web.team.seen' : 'web.team.better')}</h3>
      </div>
      {stories.length + thanked.length === 0 ? (
        <Empty title={t('web.team.seen_none')}>{t('web.team.seen_none_text')}</Empty>
      ) : (
        <ul className="stack">
          {stories.map((one) => (
            <li key={one.id} className="sto plus">
              <p className="voice" lang={one.language === language ? undefined : one.language}>
                {one.text}
              </p>
              <p className="s m3">
                <span aria-hidden="true">▲ </span>
                {one.by ?? t(one.teller === 'customer' ? 'web.team.by_guest' : 'web.team.by_colleague')}
                {one.unit.id === board.unit.id ? '' : `, ${one.unit.name}`}
              </p>
            </li>
          ))}
          {thanked.map((one) => (
            <li key={one.id} className="sto">
              <p className="voice">{one.text || one.behaviour}</p>
              <p className="s m3">
                {one.to ? t('web.team.thanked', { from: one.from ?? t('web.team.somebody'), to: one.to }) : t('web.team.thanked_team', { from: one.from ?? t('web.team.somebody') })}, {day(one.day, language, false)}
              </p>
            </li>
          ))}
        </ul>
      )}
      <p className="s m3">{t('web.team.names')}</p>
    </section>
  );
}

/** Personal matters as a number, for whoever manages this unit; they open elsewhere. */
export function Private({ board }: { board: TeamBoard }) {
  const { t } = useWords();
  const own_matters = board.private;
  if (!own_matters || own_matters.reports_by_name + own_matters.stories_to_check === 0) return null;
  return (
    <section className="card noprint" aria-labelledby="team-private">
      <div className="ch">
        <h3 id="team-private">
          <Icon name="lock" size={12} /> {t('web.team.private')}
        </h3>
      </div>
      <ul className="stack">
        {own_matters.reports_by_name > 0 && (
          <li>
            <Link className="lk" to="/belemmeringen" search={{ unit: board.unit.id } as never}>
              {t('web.team.reports_by_name', { count: own_matters.reports_by_name })}
            </Link>
          </li>
        )}
        {own_matters.stories_to_check > 0 && (
          <li>
            <Link className="lk" to="/verhalen" search={{ unit: board.unit.id } as never}>
              {t('web.team.stories_to_check', { count: own_matters.stories_to_check })}
            </Link>
          </li>
        )}
      </ul>
    </section>
  );
}
