import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { ask } from '../api/client';
import { momentQuery, promisesQuery } from '../api/queries';
import { client, may, useSession } from '../api/session';
import type { Estimate, Expectation, MomentFigures } from '../api/types';
import { day, difference, differenceInterval, figure, interval, isClear, isoDay, keptText, percent, period, hundredths, scored as scoreText, whole } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { Textarea, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { EXPECTATION_MARK, EXPECTATION_TONE, StateMark, stateKey } from '../kit/marks';
import { Seg } from '../kit/Seg';
import { Empty, Fetched, Loading } from '../kit/States';
import { Exits, type Exit } from '../promises/exits';
import { isAsked } from '../promises/journey_layout';
import { PeriodFilter, SuspectsFilter, UnitFilter } from '../shell/Filters';
import { Page } from '../shell/Page';
import { toast } from '../shell/toast';
import { useView } from '../shell/view';
import { own, ownLanguage, useWords } from '../words';
import { ByUnit } from './ByUnit';
import { Compare } from './Compare';
import { Course, type Step } from './Course';
import './moment.css';

const EmployeeMoment = lazy(() => import('./EmployeeMoment'));
// below the first screen: what was told, what the floor says and does, comes after the figures
const Drivers = lazy(() => import('./Drivers').then(({ Drivers: part }) => ({ default: part })));
const Told = lazy(() => import('./Told'));
const OfTheFloor = lazy(() => import('./OfTheFloor'));

const RANK = { broken: 0, below: 1, not_yet: 2, met: 3, not_asked: 4 } as const;
type PromiseHere = MomentFigures['promises'][number];
/** The weakest promise leads the page, as it leads the card. */
export const byWeakness = (promises: PromiseHere[], weakest: string | null): PromiseHere[] =>
  [...promises].sort((a, b) => Number(b.id === weakest) - Number(a.id === weakest) || RANK[a.kept.state] - RANK[b.kept.state] || (a.kept.value ?? 1) - a.norm - ((b.kept.value ?? 1) - b.norm));

/** Weeks as long as they can be told apart, months beyond that. */
export function stepFor({ from, to }: { from?: string; to?: string }): 'week' | 'month' {
  if (!from || !to) return 'month';
  return Date.parse(to) - Date.parse(from) <= 200 * 86_400_000 ? 'week' : 'month';
}

export default function Moment() {
  const { t, language } = useWords();
  const { id } = useParams({ strict: false }) as { id: string };
  const view = useView();
  const [chosen, setStep] = useState<'week' | 'month' | null>(null);
  const step = chosen ?? stepFor(view);
  const figures = useQuery(momentQuery(id, view, step));
  const name = own(figures.data?.moment.name, language);
  // employees are heard in rounds: no period narrows what was released
  const employees = figures.data?.journey?.audience === 'employee';
  return (
    <Page
      title={name || t('web.moment')}
      above={[{ name: t('web.nav.moments'), to: '/momenten' }]}
      filters={
        employees ? (
          <UnitFilter />
        ) : (
          <>
            <PeriodFilter shown={figures.data?.period} />
            <UnitFilter />
            <SuspectsFilter />
          </>
        )
      }
    >
      {!figures.data && <h1 className="vh">{t('web.moment')}</h1>}
      <Fetched of={figures}>
        {(data) =>
          employees ? (
            <Suspense fallback={<Loading />}>
              <EmployeeMoment key={id} data={data} />
            </Suspense>
          ) : (
            <Figures key={id} data={data} step={step} onStep={setStep} />
          )
        }
      </Fetched>
    </Page>
  );
}

export function Key({ name, value, below, bad }: { name: string; value: string; below: string; bad?: boolean }) {
  return (
    <div>
      <dt className="s m3">{name}</dt>
      <dd>
        <b className={bad ? 'brick' : ''}>{value}</b>
        <span className="s m3">{below}</span>
      </dd>
    </div>
  );
}

function Figures({ data, step, onStep }: { data: MomentFigures; step: 'week' | 'month'; onStep: (step: 'week' | 'month') => void }) {
  const { t, language } = useWords();
  const promises = byWeakness(data.promises, data.weakest);
  const [picked, setPicked] = useState<string | null>(null);
  const promise = promises.find((one) => one.id === picked) ?? promises[0];
  const [shows, setShows] = useState<'kept' | 'score'>('kept');
  const { moment } = data;
  const stage = t(`web.stage.${moment.stage}`);
  const withScore = data.score?.value != null && data.score_course.some((one) => one.score.value !== null);
  const scored = shows === 'score' && withScore;
  const steps: Step[] = scored ? data.score_course.map(({ from, to, score }) => ({ from, to, estimate: score })) : (promise?.course ?? []).map(({ from, to, kept }) => ({ from, to, estimate: kept }));
  const range = (estimate: Estimate | null | undefined) => (estimate ? (interval(estimate, language) ?? '–') : '–');
  const bad = promise?.kept.state === 'broken';
  const finished = data.response?.finished;
  const reached = data.response?.reached ?? data.response?.asked;
  return (
    <>
      <div className="hd momenthead">
        <div>
          <div className="row s wrap" style={{ marginBottom: 3 }}>
            <span className="chip">{stage}</span>
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
        <dl className="keys num">
          {promise && isAsked(promise.kept) && (
            <Key name={t('web.kept')} value={keptText(promise.kept, language)} below={`${range(promise.kept)}, n ${whole(promise.kept.n, language)}`} bad={bad} />
          )}
          {data.expectation?.less.value != null && (
            <Key name={t('web.expectation.less')} value={figure(data.expectation.less, language)} below={`${range(data.expectation.less)}, n ${whole(data.expectation.less.n, language)}`} />
          )}
          {data.score?.value != null && <Key name={t('web.score')} value={scoreText(data.score, data.score_max, language)} below={`${range(data.score)}, n ${whole(data.score.n, language)}`} />}
          {finished != null && (
            <Key name={t('web.answers')} value={whole(finished, language)} below={reached ? t('web.response.share', { share: percent(finished / reached) }) : t('web.response.unknown')} />
          )}
        </dl>
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
      {promise && !isAsked(promise.kept) && (
        <section className="card">
          {promise.kept.state === 'not_asked' ? (
            <Empty
              title={t('web.moment.not_asked')}
              action={
                <Link className="btn" to="/metingen/$part" params={{ part: 'vragenlijsten' }}>
                  {t('web.moment.ask')}
                </Link>
              }
            >
              {t('web.moment.not_asked_customer')}
            </Empty>
          ) : (
            <Empty title={t('web.state.no_answers.title')}>{t('web.moment.no_answers')}</Empty>
          )}
        </section>
      )}
      {(steps.some((one) => one.estimate.value !== null) || (data.by_unit.length > 1 && promise && isAsked(promise.kept))) && (
        <div className="grid two">
          {steps.length > 0 && (
            <section className="card" aria-labelledby="course">
              <div className="ch">
                <h2 id="course">{t(scored ? 'web.course.score' : 'web.course.kept', { step: t(`web.step.${step}`) })}</h2>
                <span className="s m3">{t('web.course.band')}</span>
                <div className="r">
                  {withScore && promise && isAsked(promise.kept) && (
                    <Seg
                      label={t('web.course.which')}
                      value={shows}
                      options={[
                        { value: 'kept', name: t('web.kept') },
                        { value: 'score', name: t('web.score') },
                      ]}
                      onPick={setShows}
                    />
                  )}
                  <Seg
                    label={t('web.step')}
                    value={step}
                    options={[
                      { value: 'week', name: t('web.step.week') },
                      { value: 'month', name: t('web.step.month') },
                    ]}
                    onPick={onStep}
                  />
                </div>
              </div>
              <Course
                caption={scored ? t('web.score') : t('web.kept')}
                steps={steps}
                every={step}
                lines={scored || !promise ? null : { norm: promise.norm, red: promise.red_line }}
                notes={data.annotations}
                bad={bad && !scored}
                height={data.by_unit.length > 1 ? Math.min(340, Math.max(214, Math.min(14, data.by_unit.length) * 22 - 12)) : 214}
              />
              {data.difference && data.difference.difference.value !== null && !scored && promise?.id === promises[0]?.id && (
                <p className="s m2">
                  {t(isClear(data.difference.difference) ? 'web.difference.clear' : 'web.difference.maybe', {
                    before: period(data.difference.before, language),
                    difference: difference(data.difference.difference, language),
                    interval: differenceInterval(data.difference.difference, language) ?? '–',
                    n: whole(data.difference.difference.n, language),
                  })}
                </p>
              )}
              <Notes data={data} />
            </section>
          )}
          {data.by_unit.length > 1 && promise && (
            <section className="card" aria-labelledby="by-unit">
              <div className="ch">
                <h2 id="by-unit">{t('web.by_unit')}</h2>
                <span className="r s m3">{t('web.by_unit.what')}</span>
              </div>
              <ByUnit rows={data.by_unit} norm={promise.norm} red={promise.red_line} caption={t('web.by_unit')} />
              <Compare moment={moment.id} promise={promise.id} max={data.score_max} />
            </section>
          )}
        </div>
      )}
      <Suspense fallback={<Loading />}>
        <Drivers moment={moment.id} />
      </Suspense>
      <Promised promises={promises} chosen={promise?.id ?? null} onChoose={setPicked} />
      <Suspense fallback={<Loading />}>
        <Told data={data} />
        <OfTheFloor moment={moment.id} ended={moment.ended ?? false} />
      </Suspense>
      <Answers data={data} />
    </>
  );
}

function Promised({ promises, chosen, onChoose }: { promises: PromiseHere[]; chosen: string | null; onChoose: (id: string) => void }) {
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
        {promises.map((promise, place) => (
          <li key={promise.id}>
            <div>
              <p className="voice big" lang={ownLanguage(promise.text, language)}>
                “{own(promise.text, language)}”
              </p>
              <p className="s m2 statusline">
                <StateMark state={promise.kept.state} />
                <b className={promise.kept.state === 'broken' ? 'brick' : ''}>{t(stateKey(promise.kept.state))}</b>
                {isAsked(promise.kept) && (
                  <span className="tn">
                    {keptText(promise.kept, language)} ({interval(promise.kept, language)}), n {whole(promise.kept.n, language)}
                  </span>
                )}
                <span className="tn">{t('web.call.lines', { norm: hundredths(promise.norm), red: hundredths(promise.red_line) })}</span>
                <span>{t('web.promise.since', { day: day(promise.version_from, language) })}</span>
                {promise.since && promise.since !== promise.version_from && <span>{t('web.promise.answers_since', { day: day(promise.since, language) })}</span>}
              </p>
              {isAsked(promise.kept) && (
                <p className="s m3">
                  {t('web.kept.parts', {
                    kept: whole(promise.kept.kept, language),
                    not_kept: whole(promise.kept.not_kept, language),
                    not_applicable: whole(promise.kept.not_applicable, language),
                    skipped: whole(promise.kept.skipped, language),
                  })}{' '}
                  {t(`web.weighting.${promise.kept.weighting}`)}
                </p>
              )}
              {promise.kept.proof === 'derived' && <p className="s notice">{t(promise.kept.proposal ? 'web.derived.long' : 'web.derived.confirmed_long')}</p>}
              <NextStep promise={promise.id} />
            </div>
            <div className="row wrap sideacts">
              {promises.length > 1 && isAsked(promise.kept) && (
                <button type="button" className="btn sm" aria-pressed={chosen === promise.id} onClick={() => onChoose(promise.id)}>
                  {t('web.moment.show_course')}
                </button>
              )}
              {(promise.kept.state === 'broken' || promise.kept.state === 'below') && (
                <Exits quiet={place > 0} promise={promise.id} text={promise.text} open={open?.id === promise.id ? open.exit : null} onOpen={(exit) => setOpen(exit ? { id: promise.id, exit } : null)} />
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function NextStep({ promise }: { promise: string }) {
  const { t, language } = useWords();
  const step = useQuery(promisesQuery).data?.find((one) => one.id === promise)?.next_step;
  if (!step) return null;
  return (
    <p className="s">
      {t('web.next_step')}: <b>{step.text}</b>, {step.owner}, {day(step.due, language, false)}. {t('web.effect.unknown')}.
    </p>
  );
}

const ORDER: Expectation[] = ['less', 'as', 'better'];
function Answers({ data }: { data: MomentFigures }) {
  const { t, language } = useWords();
  const { expectation, response, suspects } = data;
  const count = (value: number | null | undefined) => (value == null ? '–' : whole(value, language));
  if (!expectation && !response) return null;
  return (
    <div className="grid two even">
      {expectation && expectation.as.value !== null && (
        <section className="card" aria-labelledby="expected">
          <div className="ch">
            <h2 id="expected">{t('web.expected')}</h2>
            <span className="r s m3 tn">n {whole(expectation.as.n, language)}</span>
          </div>
          <ul className="bars">
            {ORDER.map((one) => {
              const estimate = expectation[one];
              return (
                <li key={one}>
                  <span>
                    <span className={EXPECTATION_TONE[one]} aria-hidden="true">
                      {EXPECTATION_MARK[one]}
                    </span>{' '}
                    {t(`web.expectation.${one}`)}
                  </span>
                  <svg width="100%" height="8" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 8">
                    <rect width="100" height="8" fill="var(--sunk)" />
                    <rect width={(estimate.value ?? 0) * 100} height="8" fill={one === 'better' ? 'var(--gold-f)' : one === 'less' ? 'var(--brick)' : 'var(--stone)'} />
                  </svg>
                  <b className="tn">{figure(estimate, language)}</b>
                  <span className="s m3 tn">{interval(estimate, language)}</span>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {response && (
        <section className="card" aria-labelledby="answers">
          <div className="ch">
            <h2 id="answers">{t('web.answers_response')}</h2>
            <span className="r s m3">{t(`web.base.${response.base}`)}</span>
          </div>
          <dl className="loop num">
            {(['asked', 'reached', 'started', 'finished'] as const).filter((one) => response[one] !== null).map((one) => (
              <div key={one}>
                <dt className="s m3">{t(`web.response.${one}`)}</dt>
                <dd>
                  <b>{count(response[one])}</b>
                </dd>
              </div>
            ))}
          </dl>
          {suspects && suspects.n > 0 && (
            <p className="s m2">
              {t('web.suspects', { n: whole(suspects.n, language), count: suspects.n })}{' '}
              {suspects.kept_without.value === null
                ? t('web.suspects.nothing', { count: suspects.n })
                : t('web.suspects.without', { count: suspects.n, kept: keptText(suspects.kept_without, language), interval: interval(suspects.kept_without, language) ?? '–' })}
            </p>
          )}
        </section>
      )}
    </div>
  );
}

type Note = MomentFigures['annotations'][number];

export function Notes({ data }: { data: MomentFigures }) {
  const { t, language } = useWords();
  const session = useSession();
  const [open, setOpen] = useState(false);
  const [editing, setEditing] = useState<Note | null>(null);
  const allowed = may(session.account.role, 'annotate', data.journey?.audience);
  if (!allowed && !data.annotations.length) return null;
  return (
    <div className="notes s">
      {data.annotations.length > 0 && (
        <ul>
          {data.annotations.map((note) => (
            <li key={note.id ?? note.day + note.text}>
              <time dateTime={note.day}>{day(note.day, language)}</time>: {note.text}{' '}
              {allowed && note.id && (
                <button type="button" className="lk s" onClick={() => setEditing(note)}>
                  {t('web.change')}
                  <span className="vh">: {note.text}</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {allowed && (
        <button type="button" className="lk s" onClick={() => setOpen(true)}>
          {t('web.note.add')}
        </button>
      )}
      <Dialog title={t('web.note.add')} opened={open} onClose={() => setOpen(false)}>
        <NoteForm moment={data.moment.id} onDone={() => setOpen(false)} />
      </Dialog>
      <Dialog title={t('web.note.change')} opened={editing !== null} onClose={() => setEditing(null)}>
        {editing && <NoteForm moment={data.moment.id} note={editing} onDone={() => setEditing(null)} />}
      </Dialog>
    </div>
  );
}

function NoteForm({ moment, note, onDone }: { moment: string; note?: Note; onDone: () => void }) {
  const { t } = useWords();
  const [on, setOn] = useState(note?.day ?? isoDay(new Date()));
  const [text, setText] = useState(note?.text ?? '');
  const after = (said: string) => () => {
    for (const key of ['moment', 'moments']) void client.invalidateQueries({ queryKey: [key, moment] });
    toast(t(said));
    onDone();
  };
  const { busy, fault, submit } = useSend(
    () => (note ? ask('PATCH', `/annotations/${note.id}`, { body: { day: on, text, revision: note.revision } }) : ask('POST', `/moments/${moment}/annotations`, { body: { day: on, text } })),
    after(note ? 'web.saved' : 'web.note.done'),
  );
  const removing = useSend(() => ask('DELETE', `/annotations/${note?.id ?? ''}`), after('web.note.removed'));
  return (
    <form className="form" onSubmit={submit}>
      <p className="s m2">{t('web.note.what')}</p>
      <TextInput type="date" label={t('web.day')} value={on} onChange={(event) => setOn(event.currentTarget.value)} error={fault.field('day')} required />
      <Textarea label={t('web.note.text')} value={text} onChange={(event) => setText(event.currentTarget.value)} error={fault.field('text')} maxLength={200} autosize={false} rows={2} required data-autofocus />
      <FormEnd fault={removing.fault.text ? removing.fault : fault} busy={busy} label={t('web.save')} onCancel={onDone} />
      {note && (
        <p>
          <button type="button" className="btn" aria-disabled={removing.busy || undefined} onClick={() => void removing.submit()}>
            {t('web.note.remove')}
          </button>
        </p>
      )}
    </form>
  );
}
