import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { whole } from '../format';
import { Empty, Fetched } from '../kit/States';
import { useView } from '../shell/view';
import { useWords } from '../words';
import { fewQuery } from './queries';
import { atLeast, clockOf, titleOf } from './told';
import './barriers.css';

const SHOWN = 3;

/** What stands in the way at one moment: the few that cost most, who has them, and where their clocks stand. */
export function AtMoment({ moment }: { moment: string }) {
  const { t, language } = useWords();
  const { unit } = useView();
  const few = useQuery(fewQuery({ moment, unit, state: 'open' }, SHOWN));
  const sums = few.data?.summary;
  return (
    <section className="card" aria-labelledby="in-the-way">
      <div className="ch">
        <h2 id="in-the-way">{t('web.barriers.in_the_way')}</h2>
        {sums && sums.reports > 0 && (
          <span className="r s m3">
            {t('web.barriers.times', { count: sums.reports, n: whole(sums.reports, language) })}, {t('web.barriers.at_least', { time: atLeast(sums.minutes_at_least, t, language) })}
          </span>
        )}
      </div>
      <Fetched of={few}>
        {({ items, summary }) =>
          items.length === 0 ? (
            <Empty title={t('web.barriers.none_at_moment')}>{t('web.barriers.none_text')}</Empty>
          ) : (
            <>
              <ul className="inway">
                {items.map((one) => {
                  const clock = clockOf(one, Date.now(), t, language);
                  return (
                    <li key={one.id}>
                      <b className="tn n" aria-label={t('web.barriers.times', { count: one.reports, n: whole(one.reports, language) })}>
                        {whole(one.reports, language)}
                      </b>
                      <span>
                        <Link to={'/belemmeringen/$id' as '/momenten/$id'} params={{ id: one.id }} {...(one.title ? { lang: one.language } : {})}>
                          {titleOf(one, t)}
                        </Link>
                        <span className="s m2 below">{one.owner?.name ?? t('web.barriers.no_owner')}</span>
                      </span>
                      <span className={`chip ${clock.tone === 'm2' ? '' : clock.tone}`}>{clock.text}</span>
                    </li>
                  );
                })}
              </ul>
              {summary.open > items.length && (
                <Link className="lk s" to={'/belemmeringen' as '/momenten'} search={{ moment } as never}>
                  {t('web.barriers.all_n', { n: whole(summary.open, language) })}
                </Link>
              )}
            </>
          )
        }
      </Fetched>
    </section>
  );
}
