import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { promisesQuery } from '../api/queries';
import { client, may, useSession } from '../api/session';
import type { PromiseOf, Text } from '../api/types';
import { addDays, isoDay } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { Textarea, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { toast } from '../shell/toast';
import { own, useWords } from '../words';

export type Exit = 'mend' | 'reword' | 'withdraw';
const figuresChanged = () => {
  for (const key of ['overview', 'moment', 'promises']) void client.invalidateQueries({ queryKey: [key] });
};

/** The three ways out of a broken promise; none of them hides it. */
export function Exits({ promise, text, open, onOpen, quiet = false }: { promise: string; text: Text; open: Exit | null; onOpen: (exit: Exit | null) => void; quiet?: boolean }) {
  const { t, language } = useWords();
  const session = useSession();
  const { data } = useQuery({ ...promisesQuery, enabled: open !== null });
  const audience = data?.find((one) => one.id === promise)?.audience ?? 'customer';
  if (!may(session.account.role, 'promises', audience)) return null;
  const close = () => onOpen(null);
  const whole = data?.find((one) => one.id === promise);
  return (
    <>
      <div className="row wrap exits" role="group" aria-label={t('web.exits')}>
        <button type="button" className={quiet ? 'btn sm' : 'btn p'} onClick={() => onOpen('mend')}>
          {t('web.exit.mend')}
          {!quiet && <Icon name="right" />}
        </button>
        <button type="button" className={quiet ? 'btn sm' : 'btn'} onClick={() => onOpen('reword')}>
          {t('web.exit.reword')}
        </button>
        <button type="button" className={quiet ? 'btn sm' : 'btn'} onClick={() => onOpen('withdraw')}>
          {t('web.exit.withdraw')}
        </button>
      </div>
      <Dialog title={open ? t(`web.exit.${open}`) : ''} opened={open !== null} onClose={close}>
        <p className="voice" style={{ marginBottom: 14 }}>
          “{own(text, language)}”
        </p>
        {open === 'mend' && <Mend promise={promise} onDone={close} />}
        {open === 'reword' && whole && <Reword promise={whole} onDone={close} />}
        {open === 'withdraw' && <Withdraw promise={promise} onDone={close} />}
      </Dialog>
    </>
  );
}

function Mend({ promise, onDone }: { promise: string; onDone: () => void }) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [owner, setOwner] = useState('');
  const [due, setDue] = useState(addDays(isoDay(new Date()), 14));
  const { busy, fault, submit } = useSend(
    () => ask('POST', `/promises/${promise}/mend`, { body: { text, owner, due } }),
    () => {
      figuresChanged();
      toast(t('web.exit.mend.done'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p className="s m2">{t('web.exit.mend.what')}</p>
      <TextInput label={t('web.next_step')} value={text} onChange={(event) => setText(event.currentTarget.value)} error={fault.field('text')} required data-autofocus />
      <TextInput label={t('web.owner')} value={owner} onChange={(event) => setOwner(event.currentTarget.value)} error={fault.field('owner')} required />
      <TextInput type="date" label={t('web.due')} value={due} onChange={(event) => setDue(event.currentTarget.value)} error={fault.field('due')} required />
      <FormEnd fault={fault} busy={busy} label={t('web.exit.mend.send')} onCancel={onDone} />
    </form>
  );
}

export const asShare = (value: string): number => Number(value.replace(',', '.')) / 100;
export const asHundred = (share: number): string => String(Math.round(share * 1000) / 10);

function Reword({ promise, onDone }: { promise: PromiseOf; onDone: () => void }) {
  const { t } = useWords();
  const [nl, setNl] = useState(promise.text.nl ?? '');
  const [en, setEn] = useState(promise.text.en ?? '');
  const [norm, setNorm] = useState(asHundred(promise.norm));
  const [red, setRed] = useState(asHundred(promise.red_line));
  // other words begin on another day than the words before them
  const today = isoDay(new Date());
  const [from, setFrom] = useState(promise.from >= today ? addDays(promise.from, 1) : today);
  const { busy, fault, submit } = useSend(
    () =>
      ask('POST', `/promises/${promise.id}/versions`, {
        body: { text: { ...(nl.trim() ? { nl: nl.trim() } : {}), ...(en.trim() ? { en: en.trim() } : {}) }, norm: asShare(norm), red_line: asShare(red), from },
      }),
    () => {
      figuresChanged();
      toast(t('web.exit.reword.done'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p className="s m2">{t('web.exit.reword.what')}</p>
      <PromiseFields {...{ nl, setNl, en, setEn, norm, setNorm, red, setRed, from, setFrom }} fault={fault.field} />
      <FormEnd fault={fault} busy={busy} label={t('web.exit.reword.send')} onCancel={onDone} />
    </form>
  );
}

type Fields = Record<'nl' | 'en' | 'norm' | 'red' | 'from', string> & Record<'setNl' | 'setEn' | 'setNorm' | 'setRed' | 'setFrom', (value: string) => void> & { fault: (path: string) => string | undefined };
export function PromiseFields({ nl, setNl, en, setEn, norm, setNorm, red, setRed, from, setFrom, fault }: Fields) {
  const { t } = useWords();
  return (
    <>
      <Textarea className="voice-input" label={t('web.promise.text_nl')} value={nl} onChange={(event) => setNl(event.currentTarget.value)} error={fault('text.nl') ?? fault('text')} autosize={false} rows={2} required={!en} data-autofocus />
      <Textarea className="voice-input" label={t('web.promise.text_en')} value={en} onChange={(event) => setEn(event.currentTarget.value)} error={fault('text.en')} autosize={false} rows={2} required={!nl} />
      <div className="form two">
        <TextInput label={t('web.promise.norm')} description={t('web.promise.norm_what')} inputMode="decimal" pattern="\d{1,3}([.,]\d)?" value={norm} onChange={(event) => setNorm(event.currentTarget.value)} error={fault('norm')} required />
        <TextInput label={t('web.promise.red_line')} description={t('web.promise.red_line_what')} inputMode="decimal" pattern="\d{1,3}([.,]\d)?" value={red} onChange={(event) => setRed(event.currentTarget.value)} error={fault('red_line')} required />
      </div>
      <TextInput type="date" label={t('web.promise.from')} description={t('web.promise.from_what')} value={from} onChange={(event) => setFrom(event.currentTarget.value)} error={fault('from')} required />
    </>
  );
}

function Withdraw({ promise, onDone }: { promise: string; onDone: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const [from, setFrom] = useState(isoDay(new Date()));
  const { busy, fault, submit } = useSend(
    () => ask('POST', `/promises/${promise}/withdraw`, { body: { from, reason } }),
    () => {
      figuresChanged();
      toast(t('web.exit.withdraw.done'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p className="s m2">{t('web.exit.withdraw.what')}</p>
      <Textarea label={t('web.reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} error={fault.field('reason')} autosize={false} rows={2} required data-autofocus />
      <TextInput type="date" label={t('web.promise.from')} value={from} onChange={(event) => setFrom(event.currentTarget.value)} error={fault.field('from')} required />
      <FormEnd fault={fault} busy={busy} label={t('web.exit.withdraw.send')} onCancel={onDone} />
    </form>
  );
}
