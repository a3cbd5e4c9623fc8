import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { MomentFigures } from '../api/types';
import { hundredths, interval, keptText, whole } from '../format';
import { Icon } from '../kit/icons';
import { StateMark, stateKey } from '../kit/marks';
import { Empty, Fetched } from '../kit/States';
import { Exits, type Exit } from '../promises/exits';
import { isAsked } from '../promises/journey_layout';
import { keptOf } from '../promises/with_employees';
import { employeeMomentQuery } from '../rounds/queries';
import type { EmployeeMoment as EmployeeMomentOf, EmployeeMomentPromise } from '../rounds/shapes';
import { groupName, otherGroup, roundName, toldText } from '../rounds/told';
import { useView } from '../shell/view';
import { own, ownLanguage, useWords } from '../words';
import { ByGroup } from './ByGroup';
import { Key, NextStep, Notes } from './Moment';
import { RoundCourse } from './RoundCourse';
import './moment.css';

export type Latest = EmployeeMomentPromise['by_round'][number] | null;
/** The latest round that asked a promise. */
export const latestOf = (promise: EmployeeMomentPromise): Latest => [...promise.by_round].sort((a, b) => b.round.number - a.round.number)[0] ?? null;
const RANK = { broken: 0, below: 1, not_yet: 2, met: 3, not_asked: 4 } as const;
export const weakestFirst = (promises: EmployeeMomentPromise[]): EmployeeMomentPromise[] =>
  [...promises].sort((a, b) => {
    const [one, other] = [latestOf(a)?.figure, latestOf(b)?.figure];
    return RANK[one?.state ?? 'not_asked'] - RANK[other?.state ?? 'not_asked'] || (one?.interval?.[1] ?? 1) - a.norm - ((other?.interval?.[1] ?? 1) - b.norm);
  });

/** A moment of employees: by round, by group, by what people said of themselves; only what was released. */
export default function EmployeeMoment({ data }: { data: MomentFigures }) {
  const { t } = useWords();
  const { unit } = useView();
  const figures = useQuery(employeeMomentQuery(data.moment.id, unit));
  return (
    <>
      {!figures.data && <h1 className="vh">{t('web.moment')}</h1>}
      <Fetched of={figures}>{(found) => <Shown data={data} found={found} />}</Fetched>
    </>
  );
}

function Shown({ data, found }: { data: MomentFigures; found: EmployeeMomentOf }) {
  const { t, language } = useWords();
  const promises = weakestFirst(found.promises);
  const [picked, setPicked] = useState<string | null>(null);
  const promise = promises.find((one) => one.id === picked) ?? promises[0];
  const latest = promise ? latestOf(promise) : null;
  const { moment } = data;
  const bad = latest?.figure.state === 'broken';
  const said = latest && (latest.figure.shown !== 'exact' || isAsked(keptOf(latest.figure)));
  return (
    <>
      <div className="hd momenthead">
        <div>
          <div className="row s wrap" style={{ marginBottom: 3 }}>
            <span className="chip">{t(`web.stage.${moment.stage}`)}</span>
            {bad && (
              <span className="chip brick">
                <Icon name="warn" size={12} />
                {t('web.moment.broken')}
              </span>
            )}
            {moment.key && <span className="chip o">{t('web.moment.key')}</span>}
            <span className="m3">{moment.owner_role ? t('web.moment.owner', { role: moment.owner_role }) : <span className="brick b">{t('web.journey.no_owner')}</span>}</span>
          </div>
          <h1 lang={ownLanguage(moment.name, language)}>{own(moment.name, language)}</h1>
          {promise && (
            <p className="voice" lang={ownLanguage(promise.text, language)}>
              “{own(promise.text, language)}”
            </p>
          )}
        </div>
        {promise && said && latest && (
          <dl className="keys num">
            <Key name={t('web.kept')} value={toldText(latest.figure, t, language)} below={[interval(keptOf(latest.figure), language), latest.figure.shown !== 'hidden' && latest.figure.n ? `n ${whole(latest.figure.n, language)}` : ''].filter(Boolean).join(', ')} bad={bad} />
            <Key name={t('web.rounds.round')} value={roundName(latest.round, t, language)} below={latest.group && otherGroup(latest.group, null) ? groupName(latest.group, t, language) : t('web.rounds.floor_short', { floor: whole(latest.round.floor, language) })} />
          </dl>
        )}
      </div>
      {promises.length === 0 && (
        <section className="card">
          <Empty
            title={t('web.moment.no_promise')}
            action={
              <Link className="btn" to="/beheer/$part" params={{ part: 'beloften' }}>
                {t('web.promise.make')}
              </Link>
            }
          >
            {t('web.moment.no_promise_text')}
          </Empty>
        </section>
      )}
      {promise && !said && (
        <section className="card">
          <Empty
            title={t('web.moment.not_asked')}
            action={
              <Link className="btn" to="/metingen/$part" params={{ part: 'rondes' }}>
                {t('web.team.to_rounds')}
              </Link>
            }
          >
            {t('web.moment.not_asked_employee')}
          </Empty>
        </section>
      )}
      {promise && said && latest && (
        <div className="grid two">
          <section className="card" aria-labelledby="course">
            <div className="ch">
              <h2 id="course">{t('web.employee_moment.course')}</h2>
              <span className="s m3">{t('web.course.band')}</span>
            </div>
            <RoundCourse promise={promise} height={Math.min(400, Math.max(236, promise.by_unit.length * 29 - 40))} />
            <Notes data={data} />
          </section>
          <section className="card" aria-labelledby="by-group">
            <div className="ch">
              <h2 id="by-group">{t('web.by_unit')}</h2>
              <span className="r s m3">{t('web.rounds.floor_short', { floor: whole(latest.round.floor, language) })}</span>
            </div>
            <ByGroup promise={promise} floor={latest.round.floor} />
          </section>
        </div>
      )}
      {promise && said && latest && promise.facets.length > 0 && <FacetCard promise={promise} floor={latest.round.floor} />}
      <Promised promises={promises} chosen={promise?.id ?? null} onChoose={setPicked} />
    </>
  );
}

function FacetCard({ promise, floor }: { promise: EmployeeMomentPromise; floor: number }) {
  const { t, language } = useWords();
  return (
    <section className="card" aria-labelledby="by-facet">
      <div className="ch">
        <h2 id="by-facet">{t('web.rounds.by_facet')}</h2>
        <span className="s m3">{t('web.rounds.facets_apart')}</span>
      </div>
      <div className="grid two even">
        {promise.facets.map((facet) => (
          <div key={facet.key}>
            <h3>{own(facet.text, language)}</h3>
            <ByGroup promise={promise} floor={floor} caption={own(facet.text, language)} rows={facet.classes.map((one, at) => ({ key: `${facet.key}${at}`, name: own(one.label, language), figure: one.figure }))} inOrder />
          </div>
        ))}
      </div>
    </section>
  );
}

function Promised({ promises, chosen, onChoose }: { promises: EmployeeMomentPromise[]; chosen: string | null; onChoose: (id: string) => void }) {
  const { t, language } = useWords();
  const [open, setOpen] = useState<{ id: string; exit: Exit } | null>(null);
  if (!promises.length) return null;
  return (
    <section className="card" aria-labelledby="promised">
      <div className="ch">
        <h2 id="promised">{t('web.moment.promised')}</h2>
        <span className="s m3">{t('web.moment.promised_n', { count: promises.length })}</span>
      </div>
      <ul className="promised">
        {promises.map((promise, place) => {
          const latest = latestOf(promise);
          const state = latest?.figure.state ?? 'not_asked';
          const kept = latest ? keptOf(latest.figure) : null;
          return (
            <li key={promise.id}>
              <div>
                <p className="voice big" lang={ownLanguage(promise.text, language)}>
                  “{own(promise.text, language)}”
                </p>
                <p className="s m2 statusline">
                  <StateMark state={state} />
                  <b className={state === 'broken' ? 'brick' : ''}>{latest && latest.figure.shown !== 'exact' ? toldText(latest.figure, t, language) : t(stateKey(state))}</b>
                  {latest && kept && isAsked(kept) && (
                    <span className="tn">
                      {keptText(kept, language)} ({interval(kept, language) ?? '–'}), n {whole(kept.n, language)}, {roundName(latest.round, t, language)}
                    </span>
                  )}
                  <span className="tn">{t('web.call.lines', { norm: hundredths(promise.norm), red: hundredths(promise.red_line) })}</span>
                </p>
                <NextStep promise={promise.id} />
              </div>
              <div className="row wrap sideacts">
                {promises.length > 1 && latest && (
                  <button type="button" className="btn sm" aria-pressed={chosen === promise.id} onClick={() => onChoose(promise.id)}>
                    {t('web.moment.show_course')}
                    <span className="vh">: {own(promise.text, language)}</span>
                  </button>
                )}
                {(state === 'broken' || state === 'below') && <Exits quiet={place > 0} promise={promise.id} text={promise.text} open={open?.id === promise.id ? open.exit : null} onOpen={(exit) => setOpen(exit ? { id: promise.id, exit } : null)} />}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
