import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { may, useSession } from '../api/session';
import { day, isoDay, whole } from '../format';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { useWords } from '../words';
import { Consent } from './Consent';
import { daysLeft, lastDay } from './plan';
import { roundsQuery } from './queries';
import { ClosingBar, ResponseBar } from './Running';
import type { RoundLine, RoundState } from './shapes';
import { roundName, stateName } from './told';
import './rounds.css';

const GROUPS: { key: 'open' | 'planned' | 'past'; states: RoundState[] }[] = [
  { key: 'open', states: ['open', 'closing'] },
  { key: 'planned', states: ['planned'] },
  { key: 'past', states: ['released', 'withdrawn', 'lost'] },
];

export default function Rounds() {
  const { t } = useWords();
  const { account } = useSession();
  const rounds = useQuery(roundsQuery);
  const plans = may(account.role, 'rounds');
  const plan = plans ? (
    <Link className="btn" to="/metingen/rondes/$id" params={{ id: 'nieuw' }}>
      <Icon name="plus" />
      {t('web.rounds.plan')}
    </Link>
  ) : null;
  return (
    <>
      <Consent />
      <Fetched of={rounds}>
        {(data) =>
          data.rounds.length === 0 ? (
            <section className="card">
              <Empty title={t('web.rounds.none')} action={plan}>
                {t('web.rounds.none_text')}
              </Empty>
            </section>
          ) : (
            <>
              {plan && <div className="row">{plan}</div>}
              {GROUPS.map(({ key, states }) => {
                const some = data.rounds.filter((one) => states.includes(one.state)).sort((a, b) => b.number - a.number);
                if (!some.length) return null;
                return (
                  <section key={key} className="card" aria-labelledby={`rounds-${key}`}>
                    <div className="ch">
                      <h2 id={`rounds-${key}`}>{t(`web.rounds.${key}`)}</h2>
                    </div>
                    <ul className="roundlist">
                      {some.map((round) => (
                        <Line key={round.id} round={round} />
                      ))}
                    </ul>
                  </section>
                );
              })}
            </>
          )
        }
      </Fetched>
    </>
  );
}

/** Days, questions, and from which size groups are told: what a round is, in one line. */
export function RoundFacts({ round, facets }: { round: RoundLine; facets?: number }) {
  const { t, language } = useWords();
  const weeks = round.asked_by_week.filter((asked) => asked > 0).length;
  const from = round.opened ?? round.opens;
  const until = round.closed ?? lastDay(round.closes);
  return (
    <p className="facts">
      <span>{t('web.rounds.days', { from: day(from, language, from.slice(0, 4) !== until.slice(0, 4)), to: day(until, language) })}</span>
      <span>{t('web.rounds.questions', { count: round.questions, n: whole(round.questions, language) })}</span>
      {weeks > 1 && <span>{t('web.rounds.over_weeks', { count: weeks, n: whole(weeks, language) })}</span>}
      {facets !== undefined && facets > 0 && <span>{t('web.rounds.facets_n', { count: facets, n: whole(facets, language) })}</span>}
      <span>{t('web.rounds.floor_said', { floor: whole(round.floor, language), text_floor: whole(round.text_floor, language) })}</span>
    </p>
  );
}

function Line({ round }: { round: RoundLine }) {
  const { t, language } = useWords();
  const left = daysLeft(round.closes, isoDay(new Date()));
  return (
    <li>
      <div>
        <div className="row wrap">
          <h3>
            <Link className="lk" to="/metingen/rondes/$id" params={{ id: round.id }}>
              {roundName(round, t, language)}
            </Link>
          </h3>
          <span className={`chip${round.state === 'lost' ? ' brick' : round.state === 'released' ? ' o' : ''}`}>{t(stateName(round.state))}</span>
        </div>
        <RoundFacts round={round} />
      </div>
      <div>
        {round.state === 'open' && (
          <>
            <ResponseBar round={round} width={240} />
            <p className="s m2 tn">{t('web.rounds.days_left', { count: left, n: whole(left, language) })}</p>
          </>
        )}
        {round.state === 'closing' && <ClosingBar share={round.closing ?? 0} width={240} />}
        {round.state === 'released' && round.ballots !== null && (
          <p className="tn">
            <b>{t('web.rounds.ballots', { count: round.ballots, n: whole(round.ballots, language) })}</b>
            {round.invited ? <span className="s m3"> {t('web.rounds.of_invited', { n: whole(round.invited, language) })}</span> : null}
          </p>
        )}
        {(round.state === 'withdrawn' || round.state === 'lost') && <p className="s m2">{t(`web.rounds.${round.state}_short`)}</p>}
      </div>
      <Link className="btn sm" to="/metingen/rondes/$id" params={{ id: round.id }}>
        {t(round.state === 'released' ? 'web.rounds.figures' : 'web.rounds.look')}
        <span className="vh">: {roundName(round, t, language)}</span>
      </Link>
    </li>
  );
}
