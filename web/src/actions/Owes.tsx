import { Link } from '@tanstack/react-router';
import { atLeast, clockOf, titleOf } from '../barriers/told';
import { decimal, interval, whole } from '../format';
import { own, useWords } from '../words';
import { Empty } from '../kit/States';
import type { TeamBoard } from './shapes';

const TONE = { brick: 'late', teal: 'done', m2: '' } as const;

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
        <span className="s m3">{owes.median_age_days === null ? count : `${count}, ${t('web.team.median', { days: decimal(owes.median_age_days, owes.median_age_days % 1 ? 1 : 0, language) })}`}</span>
        {!wall && owes.barriers_open > owes.barriers.length && (
          <Link className="r lk s" to="/belemmeringen" search={{ unit: board.unit.id } as never}>
            {t('web.team.barriers_all', { n: whole(owes.barriers_open, language) })}
          </Link>
        )}
      </div>
      {owes.barriers.length === 0 ? (
        <Empty title={t('web.team.barriers_none')}>{t('web.team.barriers_none_text')}</Empty>
      ) : (
        <ul className="barriers">
          {owes.barriers.map((one) => {
            const time = clockOf({ ...one, mine: false }, now, t, language);
            const where = one.unit.id === board.unit.id ? (one.moment ? own(one.moment.name, language) : '') : one.unit.name;
            return (
              <li key={one.id}>
                <span>
                  <b lang={one.title && one.language !== language ? one.language : undefined}>{titleOf(one, t)}</b>
                  <span className="s m2">
                    {[where, t('web.team.reported', { count: one.reports }), t('web.barriers.at_least', { time: atLeast(one.minutes_at_least, t, language) })].filter(Boolean).join(' · ')}
                  </span>
                </span>
                <span className="s m2">{one.owner ? one.owner.name : t('web.team.nobody')}</span>
                <span className={`sla ${TONE[time.tone]}`}>
                  <span className="s">{time.text}</span>
                  <i aria-hidden="true">
                    <i style={{ width: `${Math.round((time.part ?? 0) * 100)}%` }} />
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
