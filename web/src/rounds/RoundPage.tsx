import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { ask } from '../api/client';
import { may, useSession } from '../api/session';
import { day, isoDay } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { Empty, Fetched, Loading } from '../kit/States';
import { UnitFilter } from '../shell/Filters';
import { Page } from '../shell/Page';
import { toast } from '../shell/toast';
import { useWords } from '../words';
import { AskedByWeek } from './Asked';
import { Codes } from './Codes';
import { Consent } from './Consent';
import { leastFloors, newPlan } from './plan';
import { consentQuery, roundQuery, roundsChanged, roundsQuery, seenQuery } from './queries';
import { RoundFacts } from './Rounds';
import { ClosingBar, Running } from './Running';
import { Seen } from './Seen';
import { roundName, stateName } from './told';
import type { Opened, Round } from './shapes';
import './rounds.css';

const PlanForm = lazy(() => import('./PlanForm'));
const Results = lazy(() => import('./Results'));

export default function RoundPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return id === 'nieuw' || id === 'new' ? <NewRound /> : <OneRound key={id} id={id} />;
}

function NewRound() {
  const { t } = useWords();
  const { account } = useSession();
  const rounds = useQuery(roundsQuery);
  const navigate = useNavigate();
  const back = (id?: string) => void (id ? navigate({ to: '/metingen/rondes/$id', params: { id } }) : navigate({ to: '/metingen/$part', params: { part: 'rondes' } }));
  return (
    <Page title={t('web.rounds.plan')} above={[{ name: t('web.measure.rondes'), to: '/metingen/rondes' }]}>
      <div className="hd">
        <div>
          <h1>{t('web.rounds.plan')}</h1>
          <p>{t('web.rounds.plan_what')}</p>
        </div>
      </div>
      {may(account.role, 'rounds') ? (
        <Fetched of={rounds}>
          {(data) => (
            <Suspense fallback={<Loading />}>
              <PlanForm plan={newPlan(isoDay(new Date()), leastFloors(data.rounds))} least={leastFloors(data.rounds)} onDone={(round) => back(round?.id)} />
            </Suspense>
          )}
        </Fetched>
      ) : (
        <p className="notice">{t('web.fault.forbidden')}</p>
      )}
    </Page>
  );
}

function OneRound({ id }: { id: string }) {
  const { t, language } = useWords();
  const round = useQuery(roundQuery(id));
  // what was handed out lives here and goes when this page goes
  const [opened, setOpened] = useState<Opened | null>(null);
  const data = round.data;
  return (
    <Page title={data ? roundName(data, t, language) : t('web.rounds.round')} above={[{ name: t('web.measure.rondes'), to: '/metingen/rondes' }]} filters={data?.state === 'released' ? <UnitFilter /> : undefined}>
      {!data && <h1 className="vh">{t('web.rounds.round')}</h1>}
      <Fetched of={round}>
        {(one) =>
          opened ? (
            <>
              <Head round={one} />
              <Codes opened={opened} onDone={() => setOpened(null)} />
            </>
          ) : one.state === 'planned' ? (
            <Planned round={one} onOpened={setOpened} />
          ) : one.state === 'released' ? (
            <Suspense fallback={<Loading />}>
              <Results round={one} />
            </Suspense>
          ) : (
            <>
              <Head round={one} />
              {one.state === 'open' && <Running round={one} onOpened={setOpened} />}
              {one.state === 'closing' && (
                <section className="card" aria-label={t('web.rounds.state.closing')}>
                  <ClosingBar share={one.closing ?? 0} width={420} />
                  <p className="m2">{t('web.rounds.closing_what')}</p>
                </section>
              )}
              {(one.state === 'withdrawn' || one.state === 'lost') && (
                <section className="card">
                  <Empty title={t(`web.rounds.${one.state}_title`)}>
                    {t(`web.rounds.${one.state}_text`, { day: one.closed ? day(one.closed, language) : '–' })}
                    {one.because ? ` ${t('web.rounds.because_said', { because: one.because })}` : ''}
                  </Empty>
                </section>
              )}
            </>
          )
        }
      </Fetched>
    </Page>
  );
}

function Head({ round, children }: { round: Round; children?: React.ReactNode }) {
  const { t, language } = useWords();
  return (
    <div className="hd">
      <div>
        <div className="row s" style={{ marginBottom: 3 }}>
          <span className={`chip${round.state === 'lost' ? ' brick' : ''}`}>{t(stateName(round.state))}</span>
        </div>
        <h1>{roundName(round, t, language)}</h1>
        <RoundFacts round={round} facets={round.plan.facets.length} />
      </div>
      {children}
    </div>
  );
}

function Planned({ round, onOpened }: { round: Round; onOpened: (opened: Opened) => void }) {
  const { t, language } = useWords();
  const { account } = useSession();
  const plans = may(account.role, 'rounds');
  const consent = useQuery(consentQuery);
  const rounds = useQuery(roundsQuery);
  const [editing, setEditing] = useState(false);
  const [doing, setDoing] = useState<'open' | 'drop' | null>(null);
  const end = () => setDoing(null);
  if (editing)
    return (
      <>
        <Head round={round} />
        <Suspense fallback={<Loading />}>
          <PlanForm plan={round.plan} round={round} least={leastFloors((rounds.data?.rounds ?? []).filter((one) => one.id !== round.id))} onDone={() => setEditing(false)} />
        </Suspense>
      </>
    );
  return (
    <>
      <Head round={round}>
        {plans && (
          <div className="row wrap">
            <button type="button" className="btn p" onClick={() => setDoing('open')}>
              {t('web.rounds.open_it')}
            </button>
            <button type="button" className="btn" onClick={() => setEditing(true)}>
              {t('web.rounds.change')}
            </button>
            <button type="button" className="btn" onClick={() => setDoing('drop')}>
              {t('web.rounds.drop')}
            </button>
          </div>
        )}
      </Head>
      {consent.data && !consent.data.given && <Consent />}
      <div className="roundgrid">
        <section className="card" aria-labelledby="asked">
          <div className="ch">
            <h2 id="asked">{t('web.rounds.asked')}</h2>
            <span className="s m3">{t('web.rounds.asked_what')}</span>
          </div>
          <AskedByWeek plan={round.plan} />
        </section>
        <div className="col12">
          <Seen id={round.id} floor={round.floor} plans={plans} />
        </div>
      </div>
      <Dialog title={t('web.rounds.open_of', { round: roundName(round, t, language) })} opened={doing === 'open'} onClose={end}>
        <Open
          round={round}
          onCancel={end}
          onDone={(opened) => {
            end();
            onOpened(opened);
          }}
        />
      </Dialog>
      <Dialog title={t('web.rounds.drop_of', { round: roundName(round, t, language) })} opened={doing === 'drop'} onClose={end}>
        <Drop round={round} onDone={end} />
      </Dialog>
    </>
  );
}

function Open({ round, onCancel, onDone }: { round: Round; onCancel: () => void; onDone: (opened: Opened) => void }) {
  const { t, language } = useWords();
  const seen = useQuery(seenQuery(round.id, language));
  const people = (seen.data?.units ?? []).filter((unit) => !seen.data?.units.some((other) => other.id === unit.parent));
  const total = people.reduce((sum, unit) => sum + unit.people, 0);
  const { busy, fault, submit } = useSend(
    () => ask<Opened>('POST', `/rounds/${round.id}/open`),
    (opened) => {
      roundsChanged();
      onDone(opened);
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p>{t('web.rounds.open_what', { count: total, n: total })}</p>
      <ul className="care m2">
        <li>{t('web.rounds.open_frozen')}</li>
        <li>{t('web.rounds.open_codes')}</li>
        <li>{t('web.rounds.open_key')}</li>
      </ul>
      <FormEnd fault={fault} busy={busy} label={t('web.rounds.open_it')} onCancel={onCancel} />
    </form>
  );
}

function Drop({ round, onDone }: { round: Round; onDone: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { busy, fault, submit } = useSend(
    () => ask('DELETE', `/rounds/${round.id}`),
    () => {
      onDone();
      toast(t('web.rounds.dropped'));
      void navigate({ to: '/metingen/$part', params: { part: 'rondes' } }).then(roundsChanged);
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p>{t('web.rounds.drop_what')}</p>
      <FormEnd fault={fault} busy={busy} label={t('web.rounds.drop')} onCancel={onDone} />
    </form>
  );
}
