import { useQuery } from '@tanstack/react-query';
import { Link as To } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import { ask } from '../api/client';
import { instrumentQuery } from '../api/queries';
import { client, may, useSession } from '../api/session';
import type { Audience, InstrumentRow, Journey, Moment, PromiseOf, ProofQuestion, StageName } from '../api/types';
import { isoDay } from '../format';
import { FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect, Textarea, TextInput } from '../kit/fields';
import { answersOf } from '../promises/proof_answers';
import { own, useWords } from '../words';
import { counted, firstQuestions, slug, type Answers } from './first_question';
import { asked, complete, goOnAt, questionKept, type Candidate } from './first_texts';
import { RoundQuestion } from './RoundQuestion';

const STAGES: StageName[] = ['see', 'think', 'do', 'care'];

type Props = { candidates: Candidate[]; onCandidates: (change: (all: Candidate[]) => Candidate[]) => void; standing: PromiseOf[]; journeys: Journey[]; instruments: InstrumentRow[] };

/** Step two: three promises, each with the question that proves it. */
export function FirstPicks({ candidates, onCandidates, standing, journeys, instruments }: Props) {
  const { t, language } = useWords();
  const { account } = useSession();
  const chosen = candidates.filter((one) => one.chosen);
  const laid = standing.flatMap((one) => [one.text.nl, one.text.en]);
  const rest = candidates.filter((one) => !one.chosen && !laid.includes(one.text));
  const three = standing.slice(0, 3);
  const change = (key: string, how: (one: Candidate) => Candidate) => onCandidates((all) => all.map((one) => (one.key === key ? how(one) : one)));
  const employees = may(account.role, 'promises', 'employee') && !three.some((one) => one.audience === 'employee');
  const ready = complete(chosen, employees);
  const { busy, fault, submit } = useSend(
    async () => {
      if (!ready) return;
      const known = [...journeys];
      const taken = instruments.map((one) => one.key);
      // To employees first, as they stand on every page.
      for (const one of [...chosen].sort((a, b) => (a.audience === b.audience ? 0 : a.audience === 'employee' ? -1 : 1))) {
        await lay(one, known, taken, t);
        onCandidates((all) => all.filter((other) => other.key !== one.key));
      }
    },
    () => {
      for (const key of ['promises', 'journeys', 'overview', 'instruments']) void client.invalidateQueries({ queryKey: [key] });
      goOnAt('hour2');
    },
  );
  return (
    <section className="card" aria-labelledby="hour2">
      <div className="ch">
        <h2 id="hour2" tabIndex={-1}>2 {t('web.first.pick')}</h2>
        <span className="s m3">{t('web.first.both')}</span>
        <span className="r s b" role="status">
          {t('web.first.count', { n: Math.min(3, three.length + chosen.length) })}
        </span>
      </div>
      <ul className="hpicks">
        {three.map((promise) => (
          <Standing key={promise.id} promise={promise} />
        ))}
      </ul>
      <form onSubmit={submit}>
        <ul className="hpicks">
          {chosen.map((one) => (
            <Pick key={one.key} one={one} onChange={(how) => change(one.key, how)} />
          ))}
        </ul>
        {!candidates.length && !three.length && <p className="m2 below">{t('web.first.pick_needs')}</p>}
        {chosen.length > 0 && (
          <>
            {!ready && <p className="notice s">{t(chosen.length > 3 ? 'web.first.too_many' : 'web.first.one_employee')}</p>}
            <p className="s m3 below">{t('web.first.norm')}</p>
            {ready ? (
              <FormEnd fault={fault} busy={busy} label={t('web.first.lay')} />
            ) : (
              <button type="submit" className="btn" aria-disabled>
                {t('web.first.lay')}
              </button>
            )}
          </>
        )}
      </form>
      {rest.length > 0 && (
        <>
          <p className="s m3 restname">{t(chosen.length || three.length ? 'web.first.rest' : 'web.first.choose')}</p>
          <ul className="rest" aria-label={t('web.first.rest')}>
            {rest.map((one) => (
              <li key={one.key}>
                <label>
                  <input type="checkbox" checked={false} onChange={() => change(one.key, (old) => ({ ...old, chosen: true }))} />
                  <span lang={one.language === language ? undefined : one.language}>{one.text}</span>
                  <span className="m3 nw">{t(`web.to.${one.audience}`)}</span>
                </label>
              </li>
            ))}
          </ul>
        </>
      )}
      {standing.length > 3 && <p className="s m3 restname">{t('web.first.more', { count: standing.length - 3 })}</p>}
    </section>
  );
}

/** A moment to place the promise at; made along with the promise when the organisation has none of that name yet. */
async function placeFor(journeys: Journey[], audience: Audience, stage: StageName, name: string): Promise<Moment> {
  let journey = journeys.find((one) => one.audience === audience);
  if (!journey) {
    journey = await ask<Journey>('POST', '/journeys', { body: { audience, name: { nl: audience === 'employee' ? 'Medewerkers' : 'Klanten', en: audience === 'employee' ? 'Employees' : 'Customers' } } });
    journeys.push(journey);
  }
  const known = (journey.moments ?? []).find((moment) => [moment.name.nl, moment.name.en].includes(name));
  if (known) return known;
  const made = await ask<Moment>('POST', `/journeys/${journey.id}/moments`, { body: { stage, name: { nl: name, en: name } } });
  journey.moments = [...(journey.moments ?? []), made];
  return made;
}

/** The promise, and the questionnaire that proves it; a question to employees waits for a round. */
async function lay(one: Candidate, journeys: Journey[], taken: string[], t: (key: string) => string) {
  const stage = one.stage ?? 'care';
  const place = await placeFor(journeys, one.audience, stage, one.moment?.trim() || t(`web.stage.${stage}.what`));
  const promise = await ask<PromiseOf>('POST', '/promises', { body: { audience: one.audience, text: { [one.language]: one.text.trim() }, norm: 0.85, red_line: 0.7, from: isoDay(new Date()), moment: place.id } });
  const { question, answers } = one;
  if (!question || !answers) return;
  if (one.audience === 'employee') {
    localStorage.setItem(questionKept(promise.id), JSON.stringify({ question, answers, language: one.language }));
    return;
  }
  const key = slug(one.text, taken);
  taken.push(key);
  const made = await ask<InstrumentRow>('POST', '/instruments', { body: { definition: firstQuestions(key, question.trim(), one.language, promise.id, answers, place.id) } });
  await ask('PUT', `/promises/${promise.id}/proof`, { body: { kind: 'asked', instrument: made.id, question_key: 'promise', ...counted(answers) } });
}

function AnswerList({ answers }: { answers: Answers | { value: string; label: string; kept: boolean }[] }) {
  const { t } = useWords();
  return (
    <ul className="optlist" aria-label={t('web.first.options')}>
      {answers.map((answer) => (
        <li key={answer.value} className={answer.kept ? 'k' : ''}>
          {answer.label}
          {answer.kept && <span className="vh"> ({t('web.proof.as.kept')})</span>}
        </li>
      ))}
    </ul>
  );
}

function Pick({ one, onChange }: { one: Candidate; onChange: (how: (one: Candidate) => Candidate) => void }) {
  const { t, language } = useWords();
  const [open, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: ['proof-question', one.text, one.language, one.audience],
    queryFn: ({ signal }) => ask<ProofQuestion>('POST', '/promises/proof-question', { body: { text: one.text.slice(0, 400), language: one.language, audience: one.audience }, signal }),
    staleTime: Infinity,
    enabled: one.question === undefined,
  });
  useEffect(() => {
    if (data && one.question === undefined) onChange((old) => asked(old, data));
  }, [data, one.question, onChange]);
  const lang = one.language === language ? undefined : one.language;
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  // The box that was ticked below is gone: the focus goes along.
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.focus();
  }, []);
  return (
    <li className="hpick on">
      <input ref={box} type="checkbox" id={id} checked onChange={() => onChange((old) => ({ ...old, chosen: false }))} />
      <div>
        <div className="pickhead">
          <label htmlFor={id} className="voice" lang={lang}>
            “{one.text}”
          </label>
          <span className="s m2 nw">{t(`web.to.${one.audience}`)}</span>
        </div>
        {one.question !== undefined && (
          <div className="proof">
            {open ? (
              <div className="form">
                <TextInput label={t('web.first.question')} value={one.question} lang={lang} onChange={(event) => onChange((old) => ({ ...old, question: event.target.value, sure: true }))} required />
                {one.audience === 'customer' && one.answers && (
                  <label className="row s">
                    <input
                      type="checkbox"
                      checked={one.answers.some((answer) => answer.value === 'no_told')}
                      onChange={(event) => {
                        const told = { value: 'no_told' as const, label: one.language === 'nl' ? 'Nee, maar ik wist waarom' : 'No, but I knew why', kept: true };
                        const others = (one.answers ?? []).filter((answer) => answer.value !== 'no_told');
                        onChange((old) => ({ ...old, answers: event.target.checked ? [...others.slice(0, 1), told, ...others.slice(1)] : others }));
                      }}
                    />
                    {t('web.first.told')}
                  </label>
                )}
                <div className="form two">
                  <NativeSelect label={t('web.stage')} value={one.stage ?? 'care'} onChange={(event) => onChange((old) => ({ ...old, stage: event.target.value as StageName }))} data={STAGES.map((stage) => ({ value: stage, label: `${t(`web.stage.${stage}`)}, ${t(`web.stage.${stage}.what`)}` }))} />
                  <TextInput label={t('web.first.moment')} value={one.moment ?? ''} onChange={(event) => onChange((old) => ({ ...old, moment: event.target.value }))} placeholder={t(`web.stage.${one.stage ?? 'care'}.what`)} />
                </div>
              </div>
            ) : (
              <>
                <b lang={lang}>{one.question}</b>
                {one.sure === false && <p className="notice s">{t('web.first.look')}</p>}
              </>
            )}
            {one.answers && <AnswerList answers={one.answers} />}
            <div className="pickfoot">
              <span className="s m3">{t(one.audience === 'employee' ? 'web.first.in_round' : 'web.first.outlined')}</span>
              <button type="button" className="btn sm" aria-expanded={open} onClick={() => setOpen(!open)}>
                {t(open ? 'web.first.so' : 'web.first.otherwise')}
              </button>
            </div>
          </div>
        )}
      </div>
    </li>
  );
}

/** A promise that was laid down, with the question that stands. */
function Standing({ promise }: { promise: PromiseOf }) {
  const { t, language } = useWords();
  const { account } = useSession();
  const id = promise.proof?.instrument ?? '';
  const whole = useQuery({ ...instrumentQuery(id), enabled: !!id && may(account.role, 'instruments') });
  const question = whole.data?.definition.questions.find((one) => one.key === promise.proof?.question_key);
  return (
    <li className="hpick on laid">
      <div className="pickhead">
        <span className="voice">“{own(promise.text, language)}”</span>
        <span className="s m2 nw">{t(`web.to.${promise.audience}`)}</span>
      </div>
      {question && (
        <div className="proof">
          <b>{own(question.text, language)}</b>
          <AnswerList answers={answersOf(question).map((answer) => ({ value: String(answer.value), label: own(answer.label, language), kept: answer.counts === 'kept' }))} />
          <div className="pickfoot">
            <span className="s m3">{t('web.first.outlined')}</span>
            <To className="btn sm" to="/metingen/$part" params={{ part: 'vragenlijsten' }}>
              {t('web.first.otherwise')}
            </To>
          </div>
        </div>
      )}
      {promise.audience === 'employee' && <RoundQuestion promise={promise} />}
    </li>
  );
}

/** A promise in somebody's own words: from a value that says nothing, or without any text. */
export function OwnPromise({ about, employee, onMade, onCancel }: { about?: string | undefined; employee: boolean; onMade: (one: Candidate) => void; onCancel?: () => void }) {
  const { t, language } = useWords();
  const { account } = useSession();
  const audiences = (['employee', 'customer'] as const).filter((one) => may(account.role, 'promises', one));
  const [text, setText] = useState('');
  const [audience, setAudience] = useState<Audience>(employee ? 'employee' : 'customer');
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const said = text.trim();
        onMade({ key: `own:${said}`, text: said, audience: audiences.includes(audience) ? audience : (audiences[0] ?? 'customer'), language, chosen: true });
        setText('');
      }}
    >
      <Textarea
        className="voice-input"
        label={t(about ? 'web.first.where' : 'web.first.promise')}
        description={about ? `“${about}”` : t('web.first.promise_what')}
        rows={2}
        autosize={false}
        maxLength={400}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autoFocus={!!about}
        required
      />
      {audiences.length > 1 && <NativeSelect label={t('web.first.to')} value={audience} onChange={(event) => setAudience(event.currentTarget.value as Audience)} data={audiences.map((one) => ({ value: one, label: t(`web.to.${one}`) }))} />}
      <div className="row wrap">
        <button type="submit" className="btn">
          {t('web.first.add')}
        </button>
        {onCancel && (
          <button type="button" className="btn" onClick={onCancel}>
            {t('web.cancel')}
          </button>
        )}
      </div>
    </form>
  );
}
