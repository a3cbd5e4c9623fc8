import { Link } from '@tanstack/react-router';
import { interval, keptText, percent, scored, whole } from '../format';
import { StateMark, stateKey } from '../kit/marks';
import { Empty, Fetched } from '../kit/States';
import { Table } from '../kit/Table';
import { wordsOf } from '../promises/Journey';
import { employeesFirst, isAsked, weakest } from '../promises/journey_layout';
import { useOverview } from '../promises/use_overview';
import { toldOf } from '../promises/with_employees';
import { roundName } from '../rounds/told';
import { PeriodFilter, UnitFilter } from '../shell/Filters';
import { Page } from '../shell/Page';
import { useView } from '../shell/view';
import { own, ownLanguage, useWords } from '../words';

export default function Moments() {
  const { t, language } = useWords();
  const view = useView();
  const { overview, round } = useOverview(view);
  return (
    <Page
      title={t('web.nav.moments')}
      filters={
        <>
          <PeriodFilter shown={overview.data?.period} />
          <UnitFilter />
        </>
      }
    >
      <div className="hd">
        <div>
          <h1>{t('web.nav.moments')}</h1>
          <p>{t('web.moments.what')}</p>
        </div>
      </div>
      <Fetched of={overview}>
        {(data) =>
          data.journeys.every((journey) => !journey.moments.length) ? (
            <section className="card">
              <Empty
                title={t('web.moments.empty')}
                action={
                  <Link className="btn" to="/beheer/$part" params={{ part: 'reizen' }}>
                    {t('web.moments.add')}
                  </Link>
                }
              >
                {t('web.moments.empty_text')}
              </Empty>
            </section>
          ) : (
            <>
              {employeesFirst(data.journeys).map((journey) => (
                  <section key={journey.id} className="card" aria-labelledby={`list-${journey.id}`}>
                    <div className="ch">
                      <h2 id={`list-${journey.id}`}>{own(journey.name, language)}</h2>
                      <span className="s m3">
                        {t(`web.journey.${journey.audience}`)}
                        {journey.audience === 'employee' && round ? `, ${roundName(round, t, language)}` : ''}
                      </span>
                    </div>
                    <Table
                      caption={`${t('web.nav.moments')}, ${own(journey.name, language)}`}
                      rows={journey.moments}
                      rowKey={(moment) => moment.id}
                      columns={[
                        {
                          name: t('web.moment'),
                          kind: 'head',
                          cell: (moment) => (
                            <Link className="lk" to="/momenten/$id" params={{ id: moment.id }}>
                              {own(moment.name, language)}
                            </Link>
                          ),
                        },
                        { name: t('web.stage'), cell: (moment) => t(`web.stage.${moment.stage}`) },
                        {
                          name: t('web.moments.weakest'),
                          cell: (moment) => {
                            const promise = weakest(moment);
                            return promise ? (
                              <span className="voice" lang={ownLanguage(promise.text, language)}>
                                “{own(promise.text, language)}”
                              </span>
                            ) : (
                              <span className="m3">{t('web.journey.no_promise')}</span>
                            );
                          },
                        },
                        {
                          name: t('web.state'),
                          cell: (moment) => {
                            const promise = weakest(moment);
                            return promise ? (
                              <span className={`row nw ${promise.kept.state === 'broken' ? 'brick b' : ''}`} style={{ gap: 5 }}>
                                <StateMark state={promise.kept.state} />
                                {promise.kept.state === 'not_asked' && toldOf(promise) ? t('web.told.no_number') : t(stateKey(promise.kept.state))}
                              </span>
                            ) : (
                              '–'
                            );
                          },
                        },
                        {
                          name: t('web.kept'),
                          kind: 'number',
                          cell: (moment) => {
                            const promise = weakest(moment);
                            const words = wordsOf(promise, t, language);
                            if (words) return <b>{words}</b>;
                            if (!promise || !isAsked(promise.kept)) return '–';
                            return (
                              <span className="nw">
                                <b>{keptText(promise.kept, language)}</b>
                                <br />
                                <span className="s m3">
                                  {interval(promise.kept, language)}, n {whole(promise.kept.n, language)}
                                </span>
                              </span>
                            );
                          },
                        },
                        { name: t('web.norm'), kind: 'number', cell: (moment) => (weakest(moment) ? percent(weakest(moment)?.norm ?? 0) : '–') },
                        { name: t('web.score'), kind: 'number', cell: (moment) => (moment.score?.value != null ? (
                          <span className="nw">
                            <b>{scored(moment.score, moment.score_max, language)}</b>
                            <br />
                            <span className="s m3">
                              {interval(moment.score, language)}, n {whole(moment.score.n, language)}
                            </span>
                          </span>
                        ) : '–') },
                        { name: t('web.stories'), kind: 'number', cell: (moment) => whole(moment.stories.n, language) },
                        { name: t('web.owner'), cell: (moment) => moment.owner_role ?? <span className="brick">{t('web.journey.no_owner')}</span> },
                      ]}
                    />
                  </section>
                ))}
            </>
          )
        }
      </Fetched>
    </Page>
  );
}
