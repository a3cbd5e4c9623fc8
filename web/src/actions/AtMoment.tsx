import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useSession } from '../api/session';
import { whole } from '../format';
import { Empty, Fetched } from '../kit/States';
import { useView } from '../shell/view';
import { useWords } from '../words';
import { effectText } from './Causes';
import { causesQuery, looksAfter, readsSums, sumsQuery } from './queries';
import { Steps } from './Steps';
import './follow_ups.css';

/** What became of those who were let down at one moment, and what is changed so that it does not happen again. */
export function FollowedAtMoment({ moment }: { moment: string }) {
  const { account } = useSession();
  return readsSums(account.role) ? <Followed moment={moment} /> : null;
}

function Followed({ moment }: { moment: string }) {
  const { t, language } = useWords();
  const { account } = useSession();
  const { unit, from, to } = useView();
  const sums = useQuery(sumsQuery({ unit, moment, from, to }));
  const causes = useQuery({ ...causesQuery, enabled: looksAfter(account.role) });
  const changing = (causes.data ?? []).filter((one) => one.moment?.id === moment && one.change !== 'none').sort((a, b) => b.follow_ups - a.follow_ups)[0];
  return (
    <section className="card" aria-labelledby="followed">
      <div className="ch">
        <h2 id="followed">{t('web.nav.follow_ups')}</h2>
        {sums.data && sums.data.summary.heard > 0 && <span className="r s m3">{t('web.follow_ups.let_down', { count: sums.data.summary.heard, n: whole(sums.data.summary.heard, language) })}</span>}
      </div>
      <Fetched of={sums}>{({ summary }) => (summary.heard === 0 ? <Empty title={t('web.follow_ups.none_here')}>{t('web.follow_ups.none_text')}</Empty> : <Steps summary={summary} />)}</Fetched>
      <div className="row wrap fchange">
        {changing && (
          <div className="s">
            <b lang={changing.language}>{changing.text}</b>
            <span className="m3 below">{effectText(changing, t, language)}</span>
          </div>
        )}
        <Link className="btn sp" to={'/opvolging' as '/momenten'} search={{ moment } as never}>
          {t('web.follow_ups.open')}
        </Link>
      </div>
    </section>
  );
}
