import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { ask } from '../api/client';
import { useSession } from '../api/session';
import { day, whole } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect, Textarea, TextInput } from '../kit/fields';
import { Fetched } from '../kit/States';
import { Page } from '../shell/Page';
import { usePlace } from '../shell/place';
import { toast } from '../shell/toast';
import { own, useWords } from '../words';
import { ClockBar, DipChart } from './Parts';
import { type BarrierWhole, barrierQuery } from './queries';
import { atLeast, titleOf } from './told';
import '../moments/moment.css';
import './barriers.css';

type Deed = 'acknowledge' | 'solve' | 'cannot' | 'retitle';

export default function OneBarrier() {
  const { t } = useWords();
  const { id } = useParams({ strict: false }) as { id: string };
  const one = useQuery(barrierQuery(id));
  return (
    <Page title={one.data ? titleOf(one.data, t) : t('web.barrier')} above={[{ name: t('web.nav.barriers'), to: '/belemmeringen' }]}>
      {!one.data && <h1 className="vh">{t('web.barrier')}</h1>}
      <Fetched of={one}>{(data) => <Whole key={data.id} one={data} />}</Fetched>
    </Page>
  );
}

const OPEN = ['reported', 'acknowledged', 'solved'];

function Whole({ one }: { one: BarrierWhole }) {
  const { t, language } = useWords();
  const [deed, setDeed] = useState<Deed | null>(null);
  const place = usePlace();
  const isOpen = OPEN.includes(one.state);
  const weeks = one.first_week === one.last_week ? weekText(one.last_week, t) : t('web.barriers.weeks', { first: weekText(one.first_week, t), last: weekText(one.last_week, t) });
  return (
    <>
      <div className="hd momenthead">
        <div>
          <div className="row s wrap" style={{ marginBottom: 3 }}>
            <span className={`chip ${one.state === 'confirmed' || one.state === 'solved' ? 'teal' : ''}`}>{t(`web.barriers.state.${one.state}`)}</span>
            {one.escalated > 0 && <span className="chip brick">{t('web.barriers.rose', { count: one.escalated })}</span>}
            {one.mine && <span className="chip o">{t('web.barriers.mine')}</span>}
            <span className="m3">{[place(one.unit), own(one.moment.name, language), weeks].join(' · ')}</span>
          </div>
          <h1 {...(one.title ? { lang: one.language } : {})}>{titleOf(one, t)}</h1>
          {one.title && <p>{t(`web.barriers.kind.${one.kind}`)}</p>}
        </div>
        <dl className="keys num">
          <Key name={t('web.barriers.reports')} value={whole(one.reports, language)} below={t('web.barriers.reports.below')} />
          <Key name={t('web.barriers.lost')} value={atLeast(one.minutes_at_least, t, language)} below={t('web.barriers.lost.below')} />
          <Key name={t('web.barriers.age')} value={t('web.barriers.days', { n: whole(one.age_days, language) })} below={isOpen ? t('web.barriers.open') : t(`web.barriers.state.${one.state}`)} />
        </dl>
      </div>
      {one.into && (
        <p className="notice">
          <Link to={'/belemmeringen/$id' as '/momenten/$id'} params={{ id: one.into }}>
            {t('web.barriers.joined_into')}
          </Link>
        </p>
      )}
      <div className="grid two">
        <div className="stack">
          <section className="card" aria-labelledby="now">
            <div className="ch">
              <h2 id="now">{t('web.barriers.now')}</h2>
            </div>
            <div className="bnow">
              <div>
                <span className="s m3">{t('web.barriers.owner')}</span>
                <p className="b">{one.owner?.name ?? t('web.barriers.no_owner')}</p>
              </div>
              <ClockBar one={one} />
            </div>
            {one.done && one.state !== 'reported' && (
              <p className="bsaid">
                <span className="s m3">{t('web.barriers.done')}</span>
                <span className="voice">{one.done}</span>
              </p>
            )}
            {one.because && (
              <p className="bsaid">
                <span className="s m3">{t('web.barriers.because')}</span>
                <span className="voice">{one.because}</span>
              </p>
            )}
            {(one.gone > 0 || one.still_there > 0) && (
              <p className="s m2">{t('web.barriers.said', { gone: whole(one.gone, language), still: whole(one.still_there, language) })}</p>
            )}
            {one.mine && (one.state === 'solved' || one.state === 'confirmed') && <Confirm one={one} />}
            {one.acts && isOpen && one.state !== 'solved' && (
              <div className="row wrap bacts">
                <button type="button" className={`btn ${one.state === 'reported' ? 'p' : ''}`} onClick={() => setDeed('acknowledge')}>
                  {t(one.state === 'reported' ? 'web.barriers.take' : 'web.barriers.hand_over')}
                </button>
                <button type="button" className={`btn ${one.state === 'acknowledged' ? 'p' : ''}`} onClick={() => setDeed('solve')}>
                  {t('web.barriers.solve')}
                </button>
                <button type="button" className="btn" onClick={() => setDeed('cannot')}>
                  {t('web.barriers.cannot')}
                </button>
                <button type="button" className="btn" onClick={() => setDeed('retitle')}>
                  {t('web.barriers.retitle')}
                </button>
              </div>
            )}
            {one.state === 'solved' && !one.mine && <p className="s m3">{t('web.barriers.only_reporters')}</p>}
          </section>
          {one.alike.length > 0 && <Alike one={one} />}
          {one.words.some((said) => said.text !== one.title) && (
            <section className="card" aria-labelledby="words">
              <div className="ch">
                <h2 id="words">{t('web.barriers.words')}</h2>
                <span className="r s m3">{t('web.barriers.words.below')}</span>
              </div>
              <ul className="stack">
                {one.words.map((said, place) => (
                  <li key={place} className="voice" lang={said.language}>
                    {said.text}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section className="card" aria-labelledby="history">
            <div className="ch">
              <h2 id="history">{t('web.history')}</h2>
            </div>
            <ol className="bhistory">
              <li>
                <span className="m3 s tn">{weekText(one.first_week, t)}</span>
                <span>{t('web.barriers.verb.reported')}</span>
              </li>
              {one.history.map((line, place) => (
                <li key={place}>
                  <span className="m3 s tn">{day(line.at.slice(0, 10), language, false)}</span>
                  <span>
                    {t(`web.barriers.verb.${line.verb}`)}
                    {line.by && <span className="s m3">, {line.by}</span>}
                  </span>
                </li>
              ))}
            </ol>
          </section>
        </div>
        <div className="stack">
          <section className="card" aria-labelledby="dip">
            <div className="ch">
              <h2 id="dip">{t('web.barriers.dip')}</h2>
              <span className="r s m3">{t('web.barriers.dip.what')}</span>
            </div>
            <DipChart dip={one.dip} />
          </section>
        </div>
      </div>
      {deed && <Act key={deed} one={one} deed={deed} onClose={() => setDeed(null)} />}
    </>
  );
}

const weekText = (week: string, t: (key: string, args?: Record<string, string | number>) => string) => t('web.barriers.week', { n: Number(week.slice(6)), year: week.slice(0, 4) });

function Key({ name, value, below }: { name: string; value: string; below: string }) {
  return (
    <div>
      <dt className="s m3">{name}</dt>
      <dd>
        <b>{value}</b>
        <span className="s m3">{below}</span>
      </dd>
    </div>
  );
}

/** Every list and figure of barriers is read anew after something changed. */
function useAfter() {
  const queries = useQueryClient();
  return (text: string) => {
    toast(text);
    void queries.invalidateQueries({ queryKey: ['barriers'] });
  };
}

function Confirm({ one }: { one: BarrierWhole }) {
  const { t } = useWords();
  const after = useAfter();
  const said = useRef(true);
  const { busy, fault, submit } = useSend(
    () => ask('POST', `/barriers/${one.id}/confirm`, { body: { gone: said.current } }),
    () => after(t(said.current ? 'web.barriers.said_gone' : 'web.barriers.said_still')),
  );
  const say = (gone: boolean) => {
    said.current = gone;
    void submit();
  };
  return (
    <div className="notice ok">
      <p className="b">{t('web.barriers.is_it_gone')}</p>
      <div className="row wrap" style={{ marginTop: 6 }}>
        <button type="button" className="btn p" aria-disabled={busy || undefined} onClick={() => say(true)}>
          {t('web.barriers.gone')}
        </button>
        <button type="button" className="btn" onClick={() => say(false)}>
          {t('web.barriers.still_there')}
        </button>
      </div>
      {fault.text && (
        <p className="brick" role="alert">
          {fault.text}
        </p>
      )}
    </div>
  );
}

function Act({ one, deed, onClose }: { one: BarrierWhole; deed: Deed; onClose: () => void }) {
  const { t } = useWords();
  const session = useSession();
  const after = useAfter();
  const [owner, setOwner] = useState(one.owner?.id ?? session.account.id);
  const [words, setWords] = useState(deed === 'retitle' ? one.title : '');
  const bodies: Record<Deed, () => Promise<unknown>> = {
    acknowledge: () => ask('POST', `/barriers/${one.id}/acknowledge`, { body: { owner, revision: one.revision } }),
    solve: () => ask('POST', `/barriers/${one.id}/solve`, { body: { done: words } }),
    cannot: () => ask('POST', `/barriers/${one.id}/cannot`, { body: { because: words } }),
    retitle: () => ask('PATCH', `/barriers/${one.id}`, { body: { title: words } }),
  };
  const { busy, fault, submit } = useSend(bodies[deed], () => {
    after(t(`web.barriers.${deed}.sent`));
    onClose();
  });
  const fields: Record<Deed, ReactNode> = {
    acknowledge: (
      <NativeSelect
        label={t('web.barriers.owner')}
        value={owner}
        onChange={(event) => setOwner(event.currentTarget.value)}
        data={one.owners.map((person) => ({ value: person.id, label: person.name }))}
        error={fault.field('owner')}
      />
    ),
    solve: <Textarea label={t('web.barriers.done')} value={words} onChange={(event) => setWords(event.currentTarget.value)} maxLength={600} autosize minRows={3} required error={fault.field('done')} />,
    cannot: <Textarea label={t('web.barriers.because')} value={words} onChange={(event) => setWords(event.currentTarget.value)} maxLength={600} autosize minRows={3} required error={fault.field('because')} />,
    retitle: <TextInput label={t('web.barriers.title')} value={words} onChange={(event) => setWords(event.currentTarget.value)} maxLength={120} required error={fault.field('title')} />,
  };
  return (
    <Dialog opened title={t(`web.barriers.${deed}.title`)} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p className="m2">{t(`web.barriers.${deed}.what`)}</p>
        {fields[deed]}
        <FormEnd fault={fault} busy={busy} label={t(`web.barriers.${deed}.do`)} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

/** Open beside it, about the same: a person says that they are one. */
function Alike({ one }: { one: BarrierWhole }) {
  const { t, language } = useWords();
  const after = useAfter();
  const navigate = useNavigate();
  const [into, setInto] = useState<BarrierWhole['alike'][number] | null>(null);
  const { busy, fault, submit } = useSend(
    () => ask('POST', `/barriers/${one.id}/join`, { body: { into: into?.id } }),
    () => {
      after(t('web.barriers.joined.sent'));
      if (into) void navigate({ to: '/belemmeringen/$id' as '/momenten/$id', params: { id: into.id } });
    },
  );
  return (
    <section className="card" aria-labelledby="alike">
      <div className="ch">
        <h2 id="alike">{t('web.barriers.alike')}</h2>
        <span className="r s m3">{t('web.barriers.alike.below')}</span>
      </div>
      <ul className="inway">
        {one.alike.map((other) => (
          <li key={other.id}>
            <b className="tn n">{whole(other.reports, language)}</b>
            <Link to={'/belemmeringen/$id' as '/momenten/$id'} params={{ id: other.id }} {...(other.title ? { lang: other.language } : {})}>
              {titleOf(other, t)}
            </Link>
            <button type="button" className="btn sm" onClick={() => setInto(other)}>
              {t('web.barriers.join')}
              <span className="vh">: {titleOf(other, t)}</span>
            </button>
          </li>
        ))}
      </ul>
      {into && (
        <Dialog opened title={t('web.barriers.join.title')} onClose={() => setInto(null)}>
          <form className="stack" onSubmit={(event) => void submit(event)}>
            <p>{t('web.barriers.join.what', { one: titleOf(one, t), into: titleOf(into, t) })}</p>
            <FormEnd fault={fault} busy={busy} label={t('web.barriers.join')} onCancel={() => setInto(null)} />
          </form>
        </Dialog>
      )}
    </section>
  );
}
