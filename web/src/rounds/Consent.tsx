import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { may, useSession } from '../api/session';
import { day, isoDay } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Fetched } from '../kit/States';
import { toast } from '../shell/toast';
import { useWords } from '../words';
import { consentQuery, roundsChanged } from './queries';
import type { Consent as ConsentOf } from './shapes';

/** What anyone may read without signing in, in the language of this page. */
export const trustPage = (language: 'nl' | 'en') => (language === 'nl' ? '/r/hoe-je-antwoord-bewaard-wordt' : '/r/how-your-answer-is-kept');

export function TrustLink() {
  const { t, language } = useWords();
  return (
    <a className="lk" href={trustPage(language)} target="_blank" rel="noreferrer">
      {t('web.rounds.trust')}
      <span className="vh"> ({t('web.new_tab')})</span>
    </a>
  );
}

/** Without the works council's date everything that asks employees stays off; with it, one line says so. */
export function Consent() {
  const consent = useQuery(consentQuery);
  return <Fetched of={consent}>{(data) => (data.given ? <Given consent={data} /> : <Missing consent={data} />)}</Fetched>;
}

function Missing({ consent }: { consent: ConsentOf }) {
  const { t } = useWords();
  const { account } = useSession();
  const changes = may(account.role, 'rounds');
  return (
    <section className="card consent" aria-labelledby="consent">
      <div className="stack">
        <div className="row wrap">
          <h2 id="consent">{t('web.consent')}</h2>
          <span className="chip o">
            <Icon name="lock" size={12} />
            {t('web.consent.off')}
          </span>
        </div>
        <p>{t('web.consent.why')}</p>
        <ul className="care m2">
          <li>{t('web.consent.means_off')}</li>
          <li>{t('web.consent.means_plan')}</li>
          <li>{t('web.consent.means_on')}</li>
          <li>{t('web.consent.means_back')}</li>
        </ul>
        <p>
          <TrustLink />
        </p>
      </div>
      {changes ? <Enter consent={consent} /> : <p className="notice">{t('web.consent.who')}</p>}
    </section>
  );
}

function Enter({ consent, onDone }: { consent: ConsentOf; onDone?: () => void }) {
  const { t } = useWords();
  const [given, setGiven] = useState(consent.given ?? '');
  const [by, setBy] = useState(consent.by_whom ?? '');
  const { busy, fault, submit } = useSend(
    () => ask('PUT', '/rounds/consent', { body: { given, by_whom: by.trim() } }),
    () => {
      roundsChanged();
      toast(t('web.consent.done'));
      onDone?.();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <TextInput type="date" label={t('web.consent.day')} description={t('web.consent.day_what')} value={given} max={isoDay(new Date())} onChange={(event) => setGiven(event.currentTarget.value)} error={fault.field('given')} required />
      <TextInput label={t('web.consent.by')} description={t('web.consent.by_what')} value={by} maxLength={200} onChange={(event) => setBy(event.currentTarget.value)} error={fault.field('by_whom')} required />
      <FormEnd fault={fault} busy={busy} label={t('web.consent.enter')} {...(onDone ? { onCancel: onDone } : {})} />
    </form>
  );
}

function Given({ consent }: { consent: ConsentOf }) {
  const { t, language } = useWords();
  const { account } = useSession();
  const [open, setOpen] = useState<'change' | 'withdraw' | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="consentline s">
      <span className="row">
        <Icon name="check" />
        <span>
          {t('web.consent.given', { day: day(consent.given ?? '', language) })}
          {consent.by_whom ? ` ${t('web.consent.given_by', { by: consent.by_whom })}` : ''}
        </span>
      </span>
      <TrustLink />
      {may(account.role, 'rounds') && (
        <>
          <button type="button" className="btn sm" onClick={() => setOpen('change')}>
            {t('web.change')}
            <span className="vh">: {t('web.consent')}</span>
          </button>
          <button type="button" className="btn sm" onClick={() => setOpen('withdraw')}>
            {t('web.consent.withdraw')}
          </button>
        </>
      )}
      <Dialog title={t('web.consent')} opened={open === 'change'} onClose={close}>
        <Enter consent={consent} onDone={close} />
      </Dialog>
      <Dialog title={t('web.consent.withdraw')} opened={open === 'withdraw'} onClose={close}>
        <Withdraw onDone={close} />
      </Dialog>
    </div>
  );
}

function Withdraw({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const { busy, fault, submit } = useSend(
    () => ask('PUT', '/rounds/consent', { body: { given: null, by_whom: '' } }),
    () => {
      roundsChanged();
      toast(t('web.consent.withdrawn'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p>{t('web.consent.withdraw_what')}</p>
      <FormEnd fault={fault} busy={busy} label={t('web.consent.withdraw')} onCancel={onDone} />
    </form>
  );
}
