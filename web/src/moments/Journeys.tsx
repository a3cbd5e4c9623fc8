import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { historyQuery, journeysQuery, promisesQuery } from '../api/queries';
import { client, may, useSession } from '../api/session';
import type { Audience, Journey, Moment, StageName } from '../api/types';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { Checkbox, NativeSelect } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Fetched } from '../kit/States';
import { named, TwoNames } from '../kit/TwoNames';
import { HistoryList } from '../people/history';
import { OwnerRole } from '../people/OwnerRole';
import { employeesFirst } from '../promises/journey_layout';
import { toast } from '../shell/toast';
import { own, ownLanguage, useWords } from '../words';
import './journeys.css';

const STAGES: StageName[] = ['see', 'think', 'do', 'care'];
const CHANNELS = ['web', 'phone', 'mail', 'on_site', 'app', 'paper', 'other'];
const changed = () => {
  for (const key of ['journeys', 'promises', 'overview', 'moment']) void client.invalidateQueries({ queryKey: [key] });
};
type Doing = { kind: 'stage'; journey: Journey; stage: StageName } | { kind: 'moment'; journey: Journey; stage: StageName; moment?: Moment } | { kind: 'place'; moment: Moment; audience: Audience } | { kind: 'end'; moment: Moment } | { kind: 'rename'; journey: Journey } | { kind: 'history'; of: 'moments' | 'journeys'; id: string; name: string } | null;

export default function Journeys() {
  const { t, language } = useWords();
  const { account } = useSession();
  const journeys = useQuery(journeysQuery);
  const promises = useQuery(promisesQuery);
  const [doing, setDoing] = useState<Doing>(null);
  const done = () => setDoing(null);
  const missing = (['employee', 'customer'] as const).filter((audience) => may(account.role, 'journeys', audience) && journeys.data && !journeys.data.some((one) => one.audience === audience));
  const start = (audience: Audience) =>
    ask('POST', '/journeys', { body: { audience, name: audience === 'employee' ? { nl: 'Medewerkers', en: 'Employees' } : { nl: 'Klanten', en: 'Customers' } } }).then(changed, (error: unknown) => toast(error instanceof Error ? error.message : ''));
  const step = (journey: Journey, moment: Moment, by: 1 | -1) => {
    const row = journey.moments.filter((one) => one.stage === moment.stage && !one.ended);
    const other = row[row.indexOf(moment) + by];
    if (!other) return;
    ask('PATCH', `/moments/${moment.id}`, { body: { position: other.position, revision: moment.revision } }).then(changed, (error: unknown) => toast(error instanceof Error ? error.message : ''));
  };
  return (
    <>
      {missing.length > 0 && (
        <div className="row wrap">
          {missing.map((audience) => (
            <button key={audience} type="button" className="btn" onClick={() => void start(audience)}>
              <Icon name="plus" />
              {t(`web.journeys.start.${audience}`)}
            </button>
          ))}
        </div>
      )}
      <Fetched of={journeys}>
        {(all) =>
          employeesFirst(all).map((journey) => {
            const edits = may(account.role, 'journeys', journey.audience);
            return (
              <section key={journey.id} className="card" aria-labelledby={`journey-${journey.id}`}>
                <div className="ch">
                  <h2 id={`journey-${journey.id}`} lang={ownLanguage(journey.name, language)}>
                    {own(journey.name, language)}
                  </h2>
                  <span className="s m3">{t(`web.journey.${journey.audience}`)}</span>
                  <span className="r row">
                    {edits && (
                      <button type="button" className="btn sm" onClick={() => setDoing({ kind: 'rename', journey })}>
                        {t('web.journeys.rename')}
                        <span className="vh">: {own(journey.name, language)}</span>
                      </button>
                    )}
                    <button type="button" className="btn sm" onClick={() => setDoing({ kind: 'history', of: 'journeys', id: journey.id, name: own(journey.name, language) })}>
                      {t('web.history')}
                      <span className="vh">: {own(journey.name, language)}</span>
                    </button>
                  </span>
                </div>
                <div className="stagecols">
                  {STAGES.map((stage) => {
                    const head = journey.stages.find((one) => one.stage === stage);
                    const row = journey.moments.filter((moment) => moment.stage === stage && !moment.ended);
                    const past = journey.moments.filter((moment) => moment.stage === stage && moment.ended);
                    return (
                      <div key={stage} className="stagecol">
                        <h3>
                          {t(`web.stage.${stage}`)} <span className="m3" lang={ownLanguage(head?.name, language)}>{stageWords(own(head?.name, language), t(`web.stage.${stage}`), t(`web.stage.${stage}.what`))}</span>
                        </h3>
                        <p className="s">
                          {head?.owner_role ? owned(head, t) : <span className="brick b">{t('web.journey.no_owner')}</span>}{' '}
                          {edits && (
                            <button type="button" className="lk s" onClick={() => setDoing({ kind: 'stage', journey, stage })}>
                              {t('web.change')}
                              <span className="vh">: {t('web.owner')}, {t(`web.stage.${stage}`)}</span>
                            </button>
                          )}
                        </p>
                        <ol>
                          {row.map((moment, at) => (
                            <li key={moment.id} className="momentrow">
                              <p className="b" lang={ownLanguage(moment.name, language)}>
                                {own(moment.name, language)} {moment.key && <span className="chip o">{t('web.moment.key')}</span>}
                              </p>
                              <p className="s m2">
                                {[moment.owner_role ? owned(moment, t) : t('web.journey.no_owner'), moment.channel ? t(`web.channel.${moment.channel}`) : '', t('web.journeys.promises_n', { count: moment.promises.length })].filter(Boolean).join(' · ')}
                              </p>
                              {edits && (
                                <p className="row wrap">
                                  <button type="button" className="btn sm" onClick={() => setDoing({ kind: 'moment', journey, stage, moment })}>
                                    {t('web.change')}
                                    <span className="vh">: {own(moment.name, language)}</span>
                                  </button>
                                  <button type="button" className="btn sm" onClick={() => setDoing({ kind: 'place', moment, audience: journey.audience })}>
                                    {t('web.manage.beloften')}
                                    <span className="vh">: {own(moment.name, language)}</span>
                                  </button>
                                  {at > 0 && (
                                    <button type="button" className="btn sm" aria-label={t('web.journeys.earlier', { moment: own(moment.name, language) })} onClick={() => step(journey, moment, -1)}>
                                      <Icon name="up" />
                                    </button>
                                  )}
                                  {at < row.length - 1 && (
                                    <button type="button" className="btn sm" aria-label={t('web.journeys.later', { moment: own(moment.name, language) })} onClick={() => step(journey, moment, 1)}>
                                      <Icon name="low" />
                                    </button>
                                  )}
                                  <button type="button" className="btn sm" onClick={() => setDoing({ kind: 'end', moment })}>
                                    {t('web.end')}
                                    <span className="vh">: {own(moment.name, language)}</span>
                                  </button>
                                  <History moment={moment} name={own(moment.name, language)} onOpen={setDoing} />
                                </p>
                              )}
                            </li>
                          ))}
                        </ol>
                        {past.length > 0 && (
                          <details className="s">
                            <summary>{t('web.journeys.ended_n', { count: past.length })}</summary>
                            <ul className="stack">
                              {past.map((moment) => (
                                <li key={moment.id} className="row wrap">
                                  <span className="m2" lang={ownLanguage(moment.name, language)}>
                                    {own(moment.name, language)}
                                  </span>
                                  <History moment={moment} name={own(moment.name, language)} onOpen={setDoing} />
                                </li>
                              ))}
                            </ul>
                          </details>
                        )}
                        {edits && (
                          <button type="button" className="btn sm" onClick={() => setDoing({ kind: 'moment', journey, stage })}>
                            <Icon name="plus" />
                            {t('web.moments.add')}
                            <span className="vh">: {t(`web.stage.${stage}`)}</span>
                          </button>
                        )}
                      </div>
                    );
                  })}
                </div>
              </section>
            );
          })
        }
      </Fetched>
      <Dialog title={titleOf(doing, t, (moment) => own(moment.name, language))} opened={doing !== null} onClose={done}>
        {doing?.kind === 'stage' && <StageForm journey={doing.journey} stage={doing.stage} onDone={done} />}
        {doing?.kind === 'moment' && <MomentForm journey={doing.journey} stage={doing.stage} {...(doing.moment ? { moment: doing.moment } : {})} onDone={done} />}
        {doing?.kind === 'place' && <Place moment={doing.moment} choices={(promises.data ?? []).filter((promise) => promise.audience === doing.audience && !promise.withdrawn).map((promise) => ({ id: promise.id, text: own(promise.text, language) }))} onDone={done} />}
        {doing?.kind === 'rename' && <Rename journey={doing.journey} onDone={done} />}
        {doing?.kind === 'history' && <Happened of={doing.of} id={doing.id} />}
        {doing?.kind === 'end' && <End moment={doing.moment} onDone={done} />}
      </Dialog>
    </>
  );
}

/** The owner, and how high that stands where the organisation keeps the role. */
const owned = (one: { owner_role: string | null; owner_level: number | null }, t: (key: string) => string) => [one.owner_role, one.owner_level ? t(`web.role_level.${one.owner_level}`) : ''].filter(Boolean).join(', ');

/** A stage that was never renamed has the words of the house for what it is about. */
const stageWords = (name: string, usual: string, what: string) => (name && name !== usual ? name : what);

function History({ moment, name, onOpen }: { moment: Moment; name: string; onOpen: (doing: Doing) => void }) {
  const { t } = useWords();
  return (
    <button type="button" className="btn sm" onClick={() => onOpen({ kind: 'history', of: 'moments', id: moment.id, name })}>
      {t('web.history')}
      <span className="vh">: {name}</span>
    </button>
  );
}

function Happened({ of, id }: { of: 'moments' | 'journeys'; id: string }) {
  const { t, language } = useWords();
  const history = useQuery(historyQuery(of, id));
  return <Fetched of={history}>{(rows) => <HistoryList rows={rows} empty={t('web.history.none')} language={language} />}</Fetched>;
}

function Rename({ journey, onDone }: { journey: Journey; onDone: () => void }) {
  const { t } = useWords();
  const [nl, setNl] = useState(journey.name.nl ?? '');
  const [en, setEn] = useState(journey.name.en ?? '');
  const { busy, fault, submit } = useSend(
    () => ask('PATCH', `/journeys/${journey.id}`, { body: { name: named(nl, en), revision: journey.revision } }),
    () => {
      changed();
      toast(t('web.saved'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <TwoNames nl={nl} en={en} onNl={setNl} onEn={setEn} fault={fault.field} />
      <FormEnd fault={fault} busy={busy} label={t('web.save')} onCancel={onDone} />
    </form>
  );
}

function titleOf(doing: Doing, t: (key: string, values?: Record<string, string>) => string, name: (moment: Moment) => string): string {
  if (!doing) return '';
  if (doing.kind === 'stage') return t('web.journeys.stage', { stage: t(`web.stage.${doing.stage}`) });
  if (doing.kind === 'rename') return t('web.journeys.rename');
  if (doing.kind === 'history') return `${t('web.history')}: ${doing.name}`;
  if (doing.kind === 'moment') return doing.moment ? name(doing.moment) : t('web.moments.add');
  if (doing.kind === 'place') return t('web.journeys.place', { moment: name(doing.moment) });
  return t('web.journeys.end', { moment: name(doing.moment) });
}

function StageForm({ journey, stage, onDone }: { journey: Journey; stage: StageName; onDone: () => void }) {
  const { t } = useWords();
  const head = journey.stages.find((one) => one.stage === stage);
  const [nl, setNl] = useState(head?.name.nl ?? '');
  const [en, setEn] = useState(head?.name.en ?? '');
  const [role, setRole] = useState(head?.owner_role ?? '');
  const { busy, fault, submit } = useSend(
    () => {
      const owner = role.trim() || null;
      return ask('PATCH', `/journeys/${journey.id}/stages/${stage}`, { body: { name: named(nl, en), ...(owner === (head?.owner_role ?? null) ? {} : { owner_role: owner }), revision: journey.revision } });
    },
    () => {
      changed();
      toast(t('web.saved'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <TwoNames nl={nl} en={en} onNl={setNl} onEn={setEn} fault={fault.field} />
      <OwnerRole value={role} onChange={setRole} error={fault.field('owner_role')} />
      <FormEnd fault={fault} busy={busy} label={t('web.save')} onCancel={onDone} />
    </form>
  );
}

function MomentForm({ journey, stage, moment, onDone }: { journey: Journey; stage: StageName; moment?: Moment; onDone: () => void }) {
  const { t } = useWords();
  const [nl, setNl] = useState(moment?.name.nl ?? '');
  const [en, setEn] = useState(moment?.name.en ?? '');
  const [at, setAt] = useState<StageName>(moment?.stage ?? stage);
  const [channel, setChannel] = useState(moment?.channel ?? '');
  const [role, setRole] = useState(moment?.owner_role ?? '');
  const [key, setKey] = useState(moment?.key ?? false);
  const { busy, fault, submit } = useSend(
    () => {
      const body = { name: named(nl, en), stage: at, channel: channel || null, owner_role: role.trim() || null, key };
      return moment ? ask('PATCH', `/moments/${moment.id}`, { body: { ...body, revision: moment.revision } }) : ask('POST', `/journeys/${journey.id}/moments`, { body });
    },
    () => {
      changed();
      toast(t('web.saved'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <div className="form two">
        <TwoNames nl={nl} en={en} onNl={setNl} onEn={setEn} fault={fault.field} />
        <NativeSelect label={t('web.stage')} value={at} onChange={(event) => setAt(event.currentTarget.value as StageName)} data={STAGES.map((one) => ({ value: one, label: `${t(`web.stage.${one}`)}, ${t(`web.stage.${one}.what`)}` }))} error={fault.field('stage')} />
        <NativeSelect label={t('web.channel')} value={channel} onChange={(event) => setChannel(event.currentTarget.value)} data={[{ value: '', label: '–' }, ...CHANNELS.map((one) => ({ value: one, label: t(`web.channel.${one}`) }))]} error={fault.field('channel')} />
      </div>
      <OwnerRole value={role} onChange={setRole} error={fault.field('owner_role')} />
      <Checkbox label={t('web.moment.is_key')} description={t('web.moment.is_key_what')} checked={key} onChange={(event) => setKey(event.currentTarget.checked)} />
      <FormEnd fault={fault} busy={busy} label={t('web.save')} onCancel={onDone} />
    </form>
  );
}

function Place({ moment, choices, onDone }: { moment: Moment; choices: { id: string; text: string }[]; onDone: () => void }) {
  const { t } = useWords();
  const [picked, setPicked] = useState(moment.promises);
  const { busy, fault, submit } = useSend(
    () => ask('PUT', `/moments/${moment.id}/promises`, { body: { promises: picked, revision: moment.revision } }),
    () => {
      changed();
      toast(t('web.saved'));
      onDone();
    },
  );
  if (!choices.length) return <p className="m2">{t('web.promises.none_text')}</p>;
  return (
    <form className="form" onSubmit={submit}>
      {choices.map((choice) => (
        <Checkbox key={choice.id} label={`“${choice.text}”`} checked={picked.includes(choice.id)} onChange={(event) => setPicked(event.currentTarget.checked ? [...picked, choice.id] : picked.filter((one) => one !== choice.id))} />
      ))}
      <FormEnd fault={fault} busy={busy} label={t('web.save')} onCancel={onDone} />
    </form>
  );
}

function End({ moment, onDone }: { moment: Moment; onDone: () => void }) {
  const { t } = useWords();
  const { busy, fault, submit } = useSend(
    () => ask('POST', `/moments/${moment.id}/end`),
    () => {
      changed();
      toast(t('web.saved'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p>{t('web.journeys.end_what')}</p>
      <FormEnd fault={fault} busy={busy} label={t('web.end')} onCancel={onDone} />
    </form>
  );
}
