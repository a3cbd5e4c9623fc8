import { Link } from '@tanstack/react-router';
import { decimal, interval, whole } from '../format';
import { own, useWords, type Language, type Say } from '../words';
import { Empty } from '../kit/States';
import type { TeamBarrier, TeamBoard } from './shapes';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** "9 keer · minstens 6 uur": what was tapped, never more. */
export function lost(barrier: Pick<TeamBarrier, 'reports' | 'minutes_at_least'>, t: Say, language: Language): string {
  const minutes = barrier.minutes_at_least;
  const time = minutes >= 60 ? t('web.team.hours', { n: whole(Math.floor(minutes / 60), language) }) : t('web.team.minutes', { n: whole(minutes, language) });
  return `${t('web.team.reported', { count: barrier.reports })} · ${time}`;
}

export type Standing = { text: string; tone: 'late' | 'done' | ''; share: number | null };
/** How the time of a barrier stands: the bar fills up to its limit. */
export function standing(barrier: TeamBarrier, now: number, t: Say, language: Language): Standing {
  if (barrier.state === 'solved') return { text: t('web.team.confirm'), tone: 'done', share: 1 };
  if (!barrier.due || !barrier.acknowledged) return { text: t('web.team.waits'), tone: '', share: null };
  const [from, due] = [Date.parse(barrier.acknowledged), Date.parse(barrier.due)];
  const apart = Math.abs(due - now);
  const [unit, n] = apart >= DAY_MS ? ['days', Math.floor(apart / DAY_MS)] : ['hours', Math.max(1, Math.floor(apart / HOUR_MS))];
  const late = due < now;
  return { text: t(`web.team.${late ? 'over' : 'left'}_${unit}`, { n: whole(Number(n), language) }), tone: late ? 'late' : '', share: late ? 1 : Math.min(1, Math.max(0.04, (now - from) / Math.max(1, due - from))) };
}

/** What the manager owes the team: barriers, and whether reports are answered in time. */
export function Barriers({ board, wall }: { board: TeamBoard; wall: boolean }) {
  const { t, language } = useWords();
  const { owes } = board;
  const now = Date.parse(board.as_of);
  const count = t('web.team.barriers_what', { count: owes.barriers_open });
  return (
    <section className="card owes" aria-labelledby="team-barriers">
      <div className="ch">
        <h3 id="team-barriers">{t('web.team.barriers')}</h3>
        <span className="s m3">{owes.median_age_days === null ? count : `${count}, ${t('web.team.median', { days: decimal(owes.median_age_days, 1, language) })}`}</span>
        {!wall && owes.barriers_open > owes.barriers.length && (
          <Link className="r lk s" to={'/belemmeringen' as '/team'} search={{ unit: board.unit.id } as never}>
            {t('web.team.barriers_all', { n: whole(owes.barriers_open, language) })}
          </Link>
        )}
      </div>
      {owes.barriers.length === 0 ? (
        <Empty title={t('web.team.barriers_none')}>{t('web.team.barriers_none_text')}</Empty>
      ) : (
        <ul className="barriers">
          {owes.barriers.map((one) => {
            const time = standing(one, now, t, language);
            const kind = t(`web.barriers.kind.${one.kind}`);
            return (
              <li key={one.id}>
                <span>
                  <b lang={one.title && one.language !== language ? one.language : undefined}>{one.title || kind}</b>
                  <span className="s m2">
                    {[one.unit.id === board.unit.id ? (one.moment ? own(one.moment.name, language) : '') : one.unit.name, lost(one, t, language)].filter(Boolean).join(' · ')}
                  </span>
                </span>
                <span className="s m2">{one.owner ? one.owner.name : t('web.team.nobody')}</span>
                <span className={`sla ${time.tone}`}>
                  <span className="s">{time.text}</span>
                  <i aria-hidden="true">
                    <i style={{ width: `${Math.round((time.share ?? 0) * 100)}%` }} />
                  </i>
                </span>
              </li>
            );
          })}
        </ul>
      )}
      <InTime board={board} />
    </section>
  );
}

function InTime({ board }: { board: TeamBoard }) {
  const { t, language } = useWords();
  const { leader, answer_days, acknowledged_in_time: kept, answers_owed } = board.owes;
  const range = interval(kept.figure, language);
  return (
    <>
      <div className="intime">
        <div>
          <p>
            <b>{leader ? t('web.team.promise_of', { name: leader }) : t('web.team.promise_of_leader')}</b>
          </p>
          <p className="s m2">
            {t('web.team.promise_text', { count: answer_days })} {kept.n ? t('web.team.promise_kept') : ''}
          </p>
        </div>
        <p className="kofn">
          {kept.n ? (
            <>
              <b className="tn">{t('web.team.k_of_n', { k: whole(kept.k, language), n: whole(kept.n, language) })}</b>
              {range && (
                <span className="s m3 tn">
                  {Math.round((kept.figure.value ?? 0) * 100)}% ({range})
                </span>
              )}
            </>
          ) : (
            <span className="s m3">{t('web.team.promise_none')}</span>
          )}
        </p>
      </div>
      {answers_owed > 0 && <p className="s owedline">{t('web.team.answers_owed', { count: answers_owed })}</p>}
    </>
  );
}
