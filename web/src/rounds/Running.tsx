import { useState } from 'react';
import { ask } from '../api/client';
import { may, useSession } from '../api/session';
import { day, isoDay, percent, whole } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { Checkbox, Textarea } from '../kit/fields';
import { toast } from '../shell/toast';
import { useWords } from '../words';
import { AskedByWeek } from './Asked';
import { TrustLink } from './Consent';
import { closableFrom, daysLeft, lastDay } from './plan';
import { roundsChanged } from './queries';
import { roundName } from './told';
import type { Opened, Round, RoundLine } from './shapes';
import './rounds.css';

/** Only the organisation as a whole, once a day, in steps of five: nobody's ballot can be seen to arrive. */
export function ResponseBar({ round, width, big = false }: { round: RoundLine; width: number; big?: boolean }) {
  const { t, language } = useWords();
  const invited = round.invited ?? 0;
  const at = round.at_least;
  const said = at === null ? t('web.rounds.response_none') : t('web.rounds.response', { n: whole(at, language), invited: whole(invited, language) });
  return (
    <>
      {big && at !== null ? (
        <>
          <p className="bigsay">
            <small>{t('web.rounds.at_least')}</small> {whole(at, language)}
          </p>
          <p className="m2 tn">{t('web.rounds.of_invited', { n: whole(invited, language) })}</p>
        </>
      ) : (
        <p className="tn">
          <b>{said}</b>
        </p>
      )}
      {at !== null && invited > 0 && (
        <svg className="steps5" width={width} height="10" viewBox={`0 0 ${width} 10`} role="img" aria-label={said}>
          <rect width={width} height="8" y="1" rx="4" fill="var(--sunk)" stroke="var(--stone)" strokeWidth=".8" />
          <rect width={Math.max(3, (width * Math.min(at, invited)) / invited)} height="8" y="1" rx="4" fill="var(--ink2)" />
        </svg>
      )}
    </>
  );
}

export function ClosingBar({ share, width }: { share: number; width: number }) {
  const { t } = useWords();
  const said = t('web.rounds.closing_at', { share: percent(Math.min(1, Math.max(0, share))) });
  return (
    <>
      <p className="tn" role="status">
        <b>{said}</b>
      </p>
      <svg className="steps5" width={width} height="10" viewBox={`0 0 ${width} 10`} aria-hidden="true">
        <rect width={width} height="8" y="1" rx="4" fill="var(--sunk)" stroke="var(--stone)" strokeWidth=".8" />
        <rect width={Math.max(3, width * share)} height="8" y="1" rx="4" fill="var(--ink2)" />
      </svg>
    </>
  );
}

type Deed = 'close' | 'begin' | 'withdraw';
export function Running({ round, onOpened }: { round: Round; onOpened: (opened: Opened) => void }) {
  const { t, language } = useWords();
  const { account } = useSession();
  const [deed, setDeed] = useState<Deed | null>(null);
  const today = isoDay(new Date());
  const left = daysLeft(round.closes, today);
  const end = () => setDeed(null);
  const changes = may(account.role, 'rounds');
  const from = closableFrom(round);
  return (
    <div className="roundgrid">
      <div className="col12">
        <section className="card" aria-labelledby="response">
          <div className="ch">
            <h2 id="response">{t('web.rounds.response_of_all')}</h2>
            <span className="s m3">{t('web.rounds.response_day', { day: day(today, language, false) })}</span>
          </div>
          <ResponseBar round={round} width={420} big />
          <p className="s m2">{t('web.rounds.response_why')}</p>
        </section>
        <section className="card" aria-labelledby="asked">
          <div className="ch">
            <h2 id="asked">{t('web.rounds.asked')}</h2>
          </div>
          <AskedByWeek plan={round.plan} />
        </section>
      </div>
      <section className="card stack" aria-labelledby="time">
        <div>
          <h2 id="time">{t('web.rounds.time')}</h2>
          <p className="bigsay">
            {whole(left, language)} <small>{t('web.rounds.days_left_unit', { count: left })}</small>
          </p>
          <p className="s m2">{t(round.plan.closes_itself ? 'web.rounds.closes_itself_said' : 'web.rounds.closes_by_hand_said', { day: day(lastDay(round.closes), language) })}</p>
        </div>
        {changes && (
          <div className="row wrap">
            {from <= today && (
              <button type="button" className={left > 0 ? 'btn' : 'btn p'} onClick={() => setDeed('close')}>
                {t('web.rounds.close')}
              </button>
            )}
            <button type="button" className="btn" onClick={() => setDeed('begin')}>
              {t('web.rounds.begin_again')}
            </button>
            <button type="button" className="btn" onClick={() => setDeed('withdraw')}>
              {t('web.rounds.withdraw')}
            </button>
          </div>
        )}
        {changes && from > today && <p className="s m2">{t('web.rounds.close_from', { day: day(from, language) })}</p>}
        <p className="s">
          <TrustLink />
        </p>
      </section>
      <Dialog title={t('web.rounds.close_of', { round: roundName(round, t, language) })} opened={deed === 'close'} onClose={end}>
        <Close round={round} onDone={end} />
      </Dialog>
      <Dialog title={t('web.rounds.begin_again')} opened={deed === 'begin'} onClose={end}>
        <BeginAgain
          round={round}
          onCancel={end}
          onDone={(opened) => {
            end();
            onOpened(opened);
          }}
        />
      </Dialog>
      <Dialog title={t('web.rounds.withdraw_of', { round: roundName(round, t, language) })} opened={deed === 'withdraw'} onClose={end}>
        <Withdraw round={round} onDone={end} />
      </Dialog>
    </div>
  );
}

function Close({ round, onDone }: { round: Round; onDone: () => void }) {
  const { t, language } = useWords();
  const { busy, fault, submit } = useSend(
    () => ask('POST', `/rounds/${round.id}/close`),
    () => {
      roundsChanged();
      toast(t('web.rounds.closed_done'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p>{t('web.rounds.close_what', { day: day(lastDay(round.closes), language) })}</p>
      <ul className="care m2">
        <li>{t('web.rounds.close_opened')}</li>
        <li>{t('web.rounds.close_groups', { floor: whole(round.floor, language) })}</li>
        <li>{t('web.rounds.close_key')}</li>
      </ul>
      <FormEnd fault={fault} busy={busy} label={t('web.rounds.close')} onCancel={onDone} />
    </form>
  );
}

function BeginAgain({ round, onCancel, onDone }: { round: Round; onCancel: () => void; onDone: (opened: Opened) => void }) {
  const { t } = useWords();
  const [sure, setSure] = useState(false);
  const { busy, fault, submit } = useSend(
    () => ask<Opened>('POST', `/rounds/${round.id}/begin-again`, { body: { sure: true } }),
    (opened) => {
      roundsChanged();
      onDone(opened);
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p>{t('web.rounds.begin_again_what')}</p>
      <Checkbox label={t('web.rounds.begin_again_sure')} checked={sure} onChange={(event) => setSure(event.currentTarget.checked)} required />
      <FormEnd fault={fault} busy={busy} label={t('web.rounds.begin_again')} onCancel={onCancel} />
    </form>
  );
}

function Withdraw({ round, onDone }: { round: Round; onDone: () => void }) {
  const { t } = useWords();
  const [because, setBecause] = useState('');
  const { busy, fault, submit } = useSend(
    () => ask('POST', `/rounds/${round.id}/withdraw`, { body: { because: because.trim() } }),
    () => {
      roundsChanged();
      toast(t('web.rounds.withdrawn_done'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p>{t('web.rounds.withdraw_what')}</p>
      <Textarea label={t('web.rounds.because')} description={t('web.rounds.because_what')} value={because} onChange={(event) => setBecause(event.currentTarget.value)} error={fault.field('because')} maxLength={300} autosize={false} rows={2} required data-autofocus />
      <FormEnd fault={fault} busy={busy} label={t('web.rounds.withdraw')} onCancel={onDone} />
    </form>
  );
}
