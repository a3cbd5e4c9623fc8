import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { journeysQuery, promiseHistoryQuery, promisesQuery } from '../api/queries';
import { may, useSession } from '../api/session';
import type { Audience, PromiseOf } from '../api/types';
import { day, isoDay, percent } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { HistoryList } from '../people/history';
import { toast } from '../shell/toast';
import { own, ownLanguage, useWords } from '../words';
import { changed, ProofForm } from './ProofForm';
import { asShare, Exits, type Exit, PromiseFields } from './exits';
import '../moments/moment.css';

export default function Promises() {
  const { t, language } = useWords();
  const { account } = useSession();
  const promises = useQuery(promisesQuery);
  const journeys = useQuery(journeysQuery);
  const [making, setMaking] = useState(false);
  const [exit, setExit] = useState<{ id: string; exit: Exit } | null>(null);
  const [history, setHistory] = useState<PromiseOf | null>(null);
  const [proving, setProving] = useState<PromiseOf | null>(null);
  const moments = (journeys.data ?? []).flatMap((journey) => journey.moments);
  const placeOf = (promise: PromiseOf) => moments.find((moment) => moment.id === promise.moment || moment.promises.includes(promise.id));
  const confirm = (promise: PromiseOf) =>
    ask('POST', `/promises/${promise.id}/proof/confirm`).then(
      () => {
        changed();
        toast(t('web.proof.confirmed'));
      },
      (error: unknown) => toast(error instanceof Error ? error.message : ''),
    );
  return (
    <>
      <div className="row">
        <button type="button" className="btn p" onClick={() => setMaking(true)}>
          <Icon name="plus" />
          {t('web.promise.make')}
        </button>
      </div>
      <Fetched of={promises}>
        {(all) =>
          all.length === 0 ? (
            <section className="card">
              <Empty title={t('web.promises.none')}>{t('web.promises.none_text')}</Empty>
            </section>
          ) : (
            (['employee', 'customer'] as const)
              .filter((audience) => all.some((promise) => promise.audience === audience))
              .map((audience) => (
                <section key={audience} className="card" aria-labelledby={`of-${audience}`}>
                  <div className="ch">
                    <h2 id={`of-${audience}`}>{t(`web.promises.${audience}`)}</h2>
                  </div>
                  <ul className="promised">
                    {all
                      .filter((promise) => promise.audience === audience)
                      .map((promise) => (
                        <li key={promise.id}>
                          <div>
                            <p className="voice big" lang={ownLanguage(promise.text, language)}>
                              “{own(promise.text, language)}”
                            </p>
                            <p className="s m2 statusline">
                              <span>{own(placeOf(promise)?.name, language) || t('web.promises.nowhere')}</span>
                              <span className="tn">
                                {t('web.norm').toLocaleLowerCase()} {percent(promise.norm)}, {t('web.red_line')} {percent(promise.red_line)}
                              </span>
                              <span>{t('web.promises.version', { version: promise.version, day: day(promise.from, language) })}</span>
                              {promise.withdrawn && <span className="chip">{t('web.promises.withdrawn', { day: day(promise.withdrawn, language) })}</span>}
                            </p>
                            <ProofLine promise={promise} />
                            {promise.next_step && (
                              <p className="s">
                                {t('web.next_step')}: <b>{promise.next_step.text}</b>, {promise.next_step.owner}, {day(promise.next_step.due, language, false)}
                              </p>
                            )}
                          </div>
                          <div className="row wrap sideacts">
                            <button type="button" className="btn sm" onClick={() => setHistory(promise)}>
                              {t('web.history')}
                              <span className="vh">: {own(promise.text, language)}</span>
                            </button>
                            {!promise.withdrawn && may(account.role, 'promises', audience) && (
                              <>
                                {audience === 'customer' && (
                                  <button type="button" className="btn sm" onClick={() => setProving(promise)}>
                                    {t('web.proof')}
                                    <span className="vh">: {own(promise.text, language)}</span>
                                  </button>
                                )}
                                {promise.proof?.proposal && (
                                  <button type="button" className="btn sm" onClick={() => void confirm(promise)}>
                                    {t('web.proof.confirm')}
                                    <span className="vh">: {own(promise.text, language)}</span>
                                  </button>
                                )}
                                <Exits quiet promise={promise.id} text={promise.text} open={exit?.id === promise.id ? exit.exit : null} onOpen={(one) => setExit(one ? { id: promise.id, exit: one } : null)} />
                              </>
                            )}
                          </div>
                        </li>
                      ))}
                  </ul>
                </section>
              ))
          )
        }
      </Fetched>
      <Dialog title={t('web.promise.make')} opened={making} onClose={() => setMaking(false)}>
        <Make onDone={() => setMaking(false)} />
      </Dialog>
      <Dialog title={t('web.history')} opened={history !== null} onClose={() => setHistory(null)}>
        {history && <History promise={history} />}
      </Dialog>
      <Dialog title={t('web.proof')} opened={proving !== null} onClose={() => setProving(null)}>
        {proving && <ProofForm promise={proving} onDone={() => setProving(null)} />}
      </Dialog>
    </>
  );
}

function ProofLine({ promise }: { promise: PromiseOf }) {
  const { t } = useWords();
  if (promise.audience === 'employee') return null;
  if (!promise.proof) return <p className="s m3">{t('web.proof.none')}</p>;
  return (
    <p className="s m2">
      {t(promise.proof.kind === 'asked' ? 'web.proof.asked' : promise.proof.proposal ? 'web.derived.long' : 'web.derived.confirmed_long')} <code>{promise.proof.question_key}</code>: {promise.proof.kept.join(', ')}
    </p>
  );
}

function Make({ onDone }: { onDone: () => void }) {
  const { t, language } = useWords();
  const { account } = useSession();
  const journeys = useQuery(journeysQuery);
  const allowed = (['employee', 'customer'] as const).filter((audience) => may(account.role, 'promises', audience));
  const [audience, setAudience] = useState<Audience>(allowed.at(-1) ?? 'customer');
  const [nl, setNl] = useState('');
  const [en, setEn] = useState('');
  const [norm, setNorm] = useState('85');
  const [red, setRed] = useState('70');
  const [from, setFrom] = useState(isoDay(new Date()));
  const [moment, setMoment] = useState('');
  const moments = (journeys.data ?? []).filter((journey) => journey.audience === audience).flatMap((journey) => journey.moments);
  const { busy, fault, submit } = useSend(
    () =>
      ask('POST', '/promises', {
        body: { audience, text: { ...(nl.trim() ? { nl: nl.trim() } : {}), ...(en.trim() ? { en: en.trim() } : {}) }, norm: asShare(norm), red_line: asShare(red), from, ...(moment ? { moment } : {}) },
      }),
    () => {
      changed();
      toast(t('web.saved'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      {allowed.length > 1 && (
        <NativeSelect
          label={t('web.first.to')}
          value={audience}
          onChange={(event) => {
            setAudience(event.currentTarget.value as Audience);
            setMoment('');
          }}
          data={allowed.map((one) => ({ value: one, label: t(`web.to.${one}`) }))}
          error={fault.field('audience')}
        />
      )}
      <PromiseFields {...{ nl, setNl, en, setEn, norm, setNorm, red, setRed, from, setFrom }} fault={fault.field} />
      <NativeSelect label={t('web.moment')} value={moment} onChange={(event) => setMoment(event.currentTarget.value)} data={[{ value: '', label: t('web.promises.nowhere') }, ...moments.map((one) => ({ value: one.id, label: own(one.name, language) }))]} error={fault.field('moment')} />
      <FormEnd fault={fault} busy={busy} label={t('web.promise.make')} onCancel={onDone} />
    </form>
  );
}

function History({ promise }: { promise: PromiseOf }) {
  const { t, language } = useWords();
  const history = useQuery(promiseHistoryQuery(promise.id));
  return (
    <>
      <p className="voice" style={{ marginBottom: 12 }}>
        “{own(promise.text, language)}”
      </p>
      <Fetched of={history}>{(rows) => <HistoryList rows={rows} empty={t('web.history.none')} language={language} />}</Fetched>
    </>
  );
}
