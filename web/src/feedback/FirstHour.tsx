import { useQuery } from '@tanstack/react-query';
import { Link as To } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { address, ask } from '../api/client';
import { instrumentsQuery, journeysQuery, linksQuery, overviewQuery, promisesQuery, unitsQuery } from '../api/queries';
import { client, may, useSession } from '../api/session';
import type { Audience, InstrumentRow, Journey, Kept, Link, Moment, Overview, PromiseOf, StageName } from '../api/types';
import { interval, isoDay, keptText, whole } from '../format';
import { FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect, Textarea, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Loading } from '../kit/States';
import { placed } from '../shell/Filters';
import { isAsked } from '../promises/journey_layout';
import { stateKey } from '../kit/marks';
import { Page } from '../shell/Page';
import { useView } from '../shell/view';
import { own, useWords } from '../words';
import { firstQuestions, slug } from './first_question';
import { HereOnly } from './HereOnly';
import './first_hour.css';

const STAGES: StageName[] = ['see', 'think', 'do', 'care'];

/** The first hour: three promises, one question on a wall, a first answer. Every step can be done again. */
export default function FirstHour() {
  const { t, language } = useWords();
  const session = useSession();
  const promises = useQuery(promisesQuery);
  const journeys = useQuery(journeysQuery);
  const hangs = may(session.account.role, 'links');
  const links = useQuery({ ...linksQuery, refetchInterval: 4000, enabled: hangs });
  const instruments = useQuery({ ...instrumentsQuery, enabled: hangs });
  const units = useQuery(unitsQuery());
  const overview = useQuery(overviewQuery(useView()));
  const ready = promises.data && journeys.data && overview.data && (!hangs || (links.data && instruments.data)) && units.data;
  const all = (promises.data ?? []).filter((promise) => !promise.withdrawn);
  // one to colleagues in front, the rest as they were made
  const lead = all.find((promise) => promise.audience === 'employee');
  const standing = lead ? [lead, ...all.filter((promise) => promise !== lead && promise.audience === 'customer'), ...all.filter((promise) => promise !== lead && promise.audience === 'employee')] : all;
  const open = (links.data ?? []).filter((link) => link.active);
  const used = (links.data ?? []).reduce((sum, link) => sum + link.used, 0);
  // what came in by a code since is in the figures too
  useEffect(() => {
    if (used) void client.invalidateQueries({ queryKey: ['overview'] });
  }, [used]);
  const answers = Math.max(used, overview.data?.answers.customer ?? 0);
  const done = [standing.length >= 3, open.length > 0 || answers > 0, answers > 0];
  const at = done.indexOf(false);
  const steps = ['web.first.step1', 'web.first.step2', 'web.first.step3'];
  return (
    <Page title={t('web.first')}>
      <div className="hd">
        <div>
          <h1>{t('web.first.title')}</h1>
          <p>{t('web.first.what')}</p>
        </div>
        <ol className="steps" aria-label={t('web.first.steps')}>
          {steps.map((key, place) => (
            <li key={key} aria-current={at === place ? 'step' : undefined}>
              <b>{place + 1}</b> {t(key)}
              {done[place] && (
                <>
                  <span className="vh">{t('web.first.done')}</span>
                  <Icon name="check" />
                </>
              )}
            </li>
          ))}
        </ol>
      </div>
      {!ready ? (
        <Loading />
      ) : (
        <>
          <div className="hourcols">
            <section className="card" aria-labelledby="hour1">
              <div className="ch">
                <h2 id="hour1">1 {t('web.first.step1')}</h2>
                <span className="s m3">{t('web.first.both')}</span>
                <span className="r s b">{t('web.first.count', { n: Math.min(3, standing.length) })}</span>
              </div>
              <ul className="picks">
                {standing.slice(0, 3).map((promise) => (
                  <li key={promise.id} className="pickrow">
                    <span className="voice">“{own(promise.text, language)}”</span>
                    <span className="s m2 nw">{t(`web.to.${promise.audience}`)}</span>
                  </li>
                ))}
              </ul>
              {standing.length > 3 && <p className="s m3 below">{t('web.first.more', { count: standing.length - 3 })}</p>}
              {(may(session.account.role, 'promises') || may(session.account.role, 'promises', 'employee')) && <NewPromise journeys={journeys.data ?? []} count={standing.length} />}
            </section>
            <section className="card" aria-labelledby="hour2">
              <div className="ch">
                <h2 id="hour2">2 {t('web.first.step2')}</h2>
              </div>
              {!hangs ? null : open[0] ? (
                <Sheet link={open[0]} instruments={instruments.data ?? []} used={open.reduce((sum, link) => sum + link.used, 0)} />
              ) : (
                <HangUp promises={standing} journeys={journeys.data ?? []} instruments={instruments.data ?? []} units={placed(units.data ?? []).map(({ unit, depth }) => ({ id: unit.id, name: `${'  '.repeat(depth)}${unit.name}` }))} />
              )}
            </section>
            {may(session.account.role, 'imports') && (
            <section className="card" aria-labelledby="hour3">
              <div className="ch">
                <h2 id="hour3">{t('web.first.file')}</h2>
              </div>
              <p className="m2">{t('web.first.file_what')}</p>
              <p style={{ marginTop: 12 }}>
                <To className="btn" to="/metingen/$part" params={{ part: 'imports' }}>
                  <Icon name="file" />
                  {t('web.first.file_open')}
                </To>
              </p>
            </section>
            )}
          </div>
          {overview.data && <Ending standing={standing} overview={overview.data} />}
        </>
      )}
    </Page>
  );
}

/** A moment to place the promise at; made along with the promise when the organisation has none of that name yet. */
async function placeFor(journeys: Journey[], audience: Audience, stage: StageName, name: string, t: (key: string) => string): Promise<Moment> {
  let journey = journeys.find((one) => one.audience === audience);
  if (!journey) journey = await ask<Journey>('POST', '/journeys', { body: { audience, name: { nl: audience === 'employee' ? 'Medewerkers' : 'Klanten', en: audience === 'employee' ? 'Employees' : 'Customers' } } });
  const wanted = name.trim() || t(`web.stage.${stage}.what`);
  const known = (journey.moments ?? []).find((moment) => [moment.name.nl, moment.name.en].includes(wanted));
  return known ?? ask<Moment>('POST', `/journeys/${journey.id}/moments`, { body: { stage, name: { nl: wanted, en: wanted } } });
}

function NewPromise({ journeys, count }: { journeys: Journey[]; count: number }) {
  const { t, language } = useWords();
  const [text, setText] = useState('');
  const [audience, setAudience] = useState<Audience>(count === 0 ? 'employee' : 'customer');
  const [stage, setStage] = useState<StageName>('care');
  const [moment, setMoment] = useState('');
  const { busy, fault, submit } = useSend(
    async () => {
      const place = await placeFor(journeys, audience, stage, moment, t);
      return ask<PromiseOf>('POST', '/promises', { body: { audience, text: { [language]: text.trim() }, norm: 0.85, red_line: 0.7, from: isoDay(new Date()), moment: place.id } });
    },
    () => {
      setText('');
      setMoment('');
      for (const key of ['promises', 'journeys', 'overview']) void client.invalidateQueries({ queryKey: [key] });
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <Textarea className="voice-input" label={t('web.first.promise')} description={t('web.first.promise_what')} rows={2} autosize={false} value={text} onChange={(event) => setText(event.currentTarget.value)} error={fault.field('text')} required />
      <div className="form two">
        <NativeSelect
          label={t('web.first.to')}
          value={audience}
          onChange={(event) => setAudience(event.currentTarget.value as Audience)}
          data={[
            { value: 'employee', label: t('web.to.employee') },
            { value: 'customer', label: t('web.to.customer') },
          ]}
        />
        <NativeSelect label={t('web.stage')} value={stage} onChange={(event) => setStage(event.currentTarget.value as StageName)} data={STAGES.map((one) => ({ value: one, label: `${t(`web.stage.${one}`)}, ${t(`web.stage.${one}.what`)}` }))} />
        <TextInput className="all" label={t('web.first.moment')} description={t('web.first.moment_what')} value={moment} onChange={(event) => setMoment(event.currentTarget.value)} error={fault.field('name')} />
      </div>
      <p className="s m3">{t('web.first.norm')}</p>
      <FormEnd fault={fault} busy={busy} label={t('web.promise.make')} />
    </form>
  );
}

function HangUp({ promises, journeys, instruments, units }: { promises: PromiseOf[]; journeys: Journey[]; instruments: InstrumentRow[]; units: { id: string; name: string }[] }) {
  const { t, language } = useWords();
  const customers = promises.filter((promise) => promise.audience === 'customer');
  const [chosen, setChosen] = useState('');
  const promise = customers.find((one) => one.id === chosen) ?? customers[0];
  const [question, setQuestion] = useState('');
  const [unit, setUnit] = useState('');
  const { busy, fault, submit } = useSend(
    async () => {
      if (!promise) return;
      const key = slug(own(promise.text, language), instruments.map((one) => one.key));
      const moment = journeys.flatMap((journey) => journey.moments).find((one) => one.promises.includes(promise.id));
      const instrument = await ask<InstrumentRow>('POST', '/instruments', { body: { definition: firstQuestions(key, question.trim(), language, promise.id, moment?.id) } });
      await ask('PUT', `/promises/${promise.id}/proof`, { body: { kind: 'asked', question_key: 'promise', kept: ['yes', 'no_told'], not_kept: ['no'], not_applicable: ['na'] } });
      await ask('POST', '/links', { body: { instrument: instrument.id, unit: unit || units[0]?.id, ...(moment ? { moment: moment.id } : {}) } });
    },
    () => {
      for (const one of ['instruments', 'links', 'promises']) void client.invalidateQueries({ queryKey: [one] });
    },
  );
  if (!promise) return <p className="m2">{t('web.first.needs_promise')}</p>;
  return (
    <form className="form" onSubmit={submit}>
      <NativeSelect label={t('web.promise')} value={promise.id} onChange={(event) => setChosen(event.currentTarget.value)} data={customers.map((one) => ({ value: one.id, label: own(one.text, language) }))} />
      <TextInput label={t('web.first.question')} description={t('web.first.question_what')} value={question} onChange={(event) => setQuestion(event.currentTarget.value)} error={fault.field('definition.questions[0].text')} required />
      <ul className="optlist" aria-label={t('web.first.options')}>
        {(['yes', 'no_told', 'no', 'na'] as const).map((value) => (
          <li key={value} className={value === 'yes' || value === 'no_told' ? 'k' : ''}>
            {t(`web.proof.${value}`)}
          </li>
        ))}
      </ul>
      <p className="s m3">{t('web.first.outlined')}</p>
      {units.length > 1 && <NativeSelect label={t('web.unit')} value={unit || units[0]?.id} onChange={(event) => setUnit(event.currentTarget.value)} data={units.map((one) => ({ value: one.id, label: one.name }))} />}
      <HereOnly />
      <FormEnd fault={fault} busy={busy} label={t('web.first.hang')} />
    </form>
  );
}

function Sheet({ link, instruments, used }: { link: Link; instruments: InstrumentRow[]; used: number }) {
  const { t, language } = useWords();
  const instrument = instruments.find((one) => one.id === link.instrument || one.key === link.instrument);
  return (
    <>
      <div className="sheet">
        <p className="voice">{own(instrument?.title, language)}</p>
        <img width="164" height="164" src={address(`/links/${link.id}/qr.svg`)} alt={t('web.link.qr', { url: link.url })} />
        <p className="s">{link.url.replace(/^https?:\/\//, '')}</p>
        <p className="s">{link.unit.name}</p>
      </div>
      <HereOnly />
      <a className="btn g wide" href={address('/links/qr.pdf', { ids: link.id })} target="_blank" rel="noreferrer">
        <Icon name="print" />
        {t('web.link.print')}
      </a>
      <a className="btn wide" href={`${link.url}?try=1`} target="_blank" rel="noreferrer">
        {t('web.link.try')}
      </a>
      <div className="live" role="status">
        <span className={used ? 'dot on' : 'dot'} aria-hidden="true" />
        <span>
          <b>{t(used ? 'web.first.came' : 'web.first.waiting')}</b>
          {used > 0 && (
            <>
              <br />
              <span className="s m2">{t('web.first.answers', { n: whole(used, language), count: used })}</span>
            </>
          )}
        </span>
      </div>
      <p style={{ marginTop: 10 }}>
        <To className="lk" to="/belofte">
          {t('web.first.see')}
        </To>
      </p>
    </>
  );
}

/** What the overview says of a promise, as one line. */
function known(promise: PromiseOf, kept: Kept | undefined, t: ReturnType<typeof useWords>['t'], language: ReturnType<typeof useWords>['language']): { certain: boolean; text: string } {
  if (promise.audience === 'employee') return { certain: false, text: t('web.first.no_round') };
  if (!kept || !isAsked(kept)) return { certain: false, text: t(promise.proof ? 'web.first.no_answer' : 'web.first.not_asked') };
  const n = whole(kept.n, language);
  if (kept.shown_as === 'count') return { certain: false, text: t('web.first.until30', { n, count: kept.n }) };
  return { certain: kept.state !== 'not_yet', text: t('web.first.figure', { kept: keptText(kept, language), interval: interval(kept, language) ?? '–', n, state: t(stateKey(kept.state)) }) };
}

function Ending({ standing, overview }: { standing: PromiseOf[]; overview: Overview }) {
  const { t, language } = useWords();
  if (!standing.length) return null;
  const figures = new Map(overview.journeys.flatMap((journey) => journey.moments.flatMap((moment) => moment.promises.map((one) => [one.id, one.kept] as const))));
  const three = standing.slice(0, 3).map((promise) => ({ promise, ...known(promise, figures.get(promise.id), t, language) }));
  const certain = three.filter((one) => one.certain).length;
  return (
    <section className="end" aria-label={t('web.first.card')}>
      <div>
        <h2>{t('web.first.promised')}</h2>
        <ol>
          {three.map(({ promise }, at) => (
            <li key={promise.id}>
              <span aria-hidden="true">{at + 1}</span>
              <span>{own(promise.text, language)}</span>
            </li>
          ))}
        </ol>
      </div>
      <div>
        <h2>{t(certain === three.length ? 'web.first.known' : certain ? 'web.first.partly' : 'web.first.unknown')}</h2>
        <ul>
          {three.map(({ promise, certain: sure, text }) => (
            <li key={promise.id}>
              <span aria-hidden="true">{sure ? '●' : '○'}</span>
              <span>
                <span className="m2">{own(promise.text, language)}</span>
                <br />
                {text}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h2>{t('web.first.tomorrow')}</h2>
        <ul>
          <li>
            <span aria-hidden="true">→</span>
            <span>{t('web.first.tomorrow1')}</span>
          </li>
          <li>
            <span aria-hidden="true">→</span>
            <span>{t('web.first.tomorrow2')}</span>
          </li>
        </ul>
      </div>
    </section>
  );
}
