import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { useSession } from '../api/session';
import { day, isoDay } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect, Textarea, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { EXPECTATION_MARK, EXPECTATION_TONE } from '../kit/marks';
import { Loading } from '../kit/States';
import { toast } from '../shell/toast';
import { type Language, own, useWords } from '../words';
import { causesQuery, type Cause, followed, type FollowUp, followUpQuery } from './queries';

type Say = (key: string, args?: Record<string, string | number>) => string;
const dayOf = (instant: string, language: Language) => day(isoDay(new Date(instant)), language);

/** Where it stands, in words. */
export function stepText(one: FollowUp, t: Say, language: Language): string {
  if (one.step === 'heard') {
    const key = one.reach === 'none' ? (one.late ? 'web.follow_ups.act_late' : 'web.follow_ups.act_by') : one.late ? 'web.follow_ups.call_late' : 'web.follow_ups.call_by';
    return t(key, { day: dayOf(one.due, language) });
  }
  if (one.step === 'called') return t('web.follow_ups.called_on', { day: dayOf(one.called ?? one.heard, language) });
  if (one.step === 'solved') return t('web.follow_ups.waits', { day: dayOf(one.solved ?? one.heard, language) });
  if (one.step === 'confirmed') return t(one.confirmed_by === 'customer' ? 'web.follow_ups.confirmed_by_guest' : 'web.follow_ups.confirmed_noted');
  return t('web.follow_ups.dropped');
}

const path = (id: string, deed: string) => `/follow-ups/${encodeURIComponent(id)}/${deed}`;
type Doing = 'answer' | 'solve' | 'note' | 'cause' | 'drop';

export function Item({ one }: { one: FollowUp }) {
  const { t, language } = useWords();
  const { account } = useSession();
  const [doing, setDoing] = useState<Doing | null>(null);
  const done = () => {
    followed();
    setDoing(null);
  };
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const quick = (verb: string, body: object, said: string) => {
    if (busy) return;
    setBusy(true);
    setFault('');
    ask<FollowUp>('POST', path(one.id, verb), { body })
      .then(() => {
        followed();
        toast(said);
      })
      .catch((error: unknown) => setFault(error instanceof Error ? error.message : ''))
      .finally(() => setBusy(false));
  };
  const open = one.step !== 'confirmed' && one.step !== 'dropped';
  const tone = one.late ? 'brick' : one.step === 'confirmed' ? 'teal' : '';
  return (
    <li className={`fu ${one.late ? 'late' : ''}`}>
      <div className="futold">
        {one.text ? (
          <p className="voice" lang={one.language}>
            {one.text}
          </p>
        ) : (
          <p className="m2">{t('web.follow_ups.no_words')}</p>
        )}
        <p className="s m2">
          {one.expectation && (
            <span className={EXPECTATION_TONE[one.expectation]}>
              <span aria-hidden="true">{EXPECTATION_MARK[one.expectation]}</span> {t(`web.expectation.${one.expectation}`)} ·{' '}
            </span>
          )}
          {[one.unit.name, own(one.moment?.name, language), day(one.day, language), one.recommend === null ? '' : t('web.follow_ups.score', { n: one.recommend })].filter(Boolean).join(' · ')}
        </p>
        {one.told_back && (
          <p className="s m2">
            {t('web.follow_ups.told_back')} <span lang={one.language}>“{one.told_back}”</span>
          </p>
        )}
        {one.because && <p className="s m2">{t('web.follow_ups.because', { why: one.because })}</p>}
      </div>
      <div className="funow">
        <p className="row wrap">
          <span className={`chip ${tone}`}>
            {one.late && <Icon name="warn" size={12} />}
            {stepText(one, t, language)}
          </span>
          {one.not_yet && <span className="chip brick">{t('web.follow_ups.not_yet')}</span>}
          {one.letter && <span className={`chip ${one.letter === 'unsure' || one.letter === 'refused' ? 'brick' : 'o'}`}>{t(`web.letters.of.${one.letter}`)}</span>}
          {one.cause && <span className="chip o">{one.cause.name}</span>}
        </p>
        <p className="s m3">
          {t('web.follow_ups.owner')}: {one.owner?.name ?? t('web.follow_ups.nobody')}
        </p>
        <div className="row wrap fuacts">
          {open && one.telephone && (
            <a className={`btn sm ${one.step === 'heard' ? 'p' : ''}`} href={`tel:${one.telephone.replace(/[^\d+]/g, '')}`}>
              <Icon name="phone" />
              {t('web.follow_ups.call', { number: one.telephone })}
            </a>
          )}
          {one.step === 'heard' && one.reach !== 'none' && (
            <>
              <button type="button" className="btn sm" onClick={() => quick('called', { reached: true }, t('web.follow_ups.said_called'))}>
                {t('web.follow_ups.spoke')}
              </button>
              <button type="button" className="btn sm" onClick={() => quick('called', { reached: false }, t('web.follow_ups.said_not_reached'))}>
                {t('web.follow_ups.not_reached')}
              </button>
            </>
          )}
          {open && one.email && (
            <button type="button" className="btn sm" onClick={() => setDoing('answer')}>
              <Icon name="mail" />
              {t('web.follow_ups.mail')}
            </button>
          )}
          {(one.step === 'called' || one.step === 'heard') && (
            <button type="button" className={`btn sm ${one.step === 'called' ? 'p' : ''}`} onClick={() => setDoing('solve')}>
              {t('web.follow_ups.solve')}
            </button>
          )}
          {one.step === 'solved' && (
            <button type="button" className="btn sm" onClick={() => setDoing('note')}>
              {t('web.follow_ups.note')}
            </button>
          )}
          <button type="button" className="btn sm" onClick={() => setDoing('cause')}>
            {t('web.causes.one')}
          </button>
          {open && one.owner?.id !== account.id && (
            <button type="button" className="btn sm" onClick={() => quick('take', { owner: account.id }, t('web.follow_ups.said_taken'))}>
              {t('web.follow_ups.take')}
            </button>
          )}
          {open && (
            <button type="button" className="btn sm" onClick={() => setDoing('drop')}>
              {t('web.follow_ups.drop')}
            </button>
          )}
        </div>
        {fault && (
          <p className="notice bad s" role="alert">
            {fault}
          </p>
        )}
      </div>
      <Dialog title={t(`web.follow_ups.do.${doing ?? 'answer'}`)} opened={doing !== null} onClose={() => setDoing(null)}>
        {doing === 'answer' && <Answer one={one} onDone={done} />}
        {doing === 'solve' && <Solve one={one} onDone={done} />}
        {doing === 'note' && <Note one={one} onDone={done} />}
        {doing === 'cause' && <SayCause one={one} onDone={done} />}
        {doing === 'drop' && <Drop one={one} onDone={done} />}
      </Dialog>
    </li>
  );
}

type Part = { one: FollowUp; onDone: () => void };

function Answer({ one, onDone }: Part) {
  const { t } = useWords();
  const { data } = useQuery(followUpQuery(one.id));
  const [typed, setText] = useState<string | null>(null);
  const text = typed ?? data?.draft?.text ?? '';
  const { busy, fault, submit } = useSend(
    () => ask<FollowUp>('POST', path(one.id, 'answer'), { body: { text } }),
    () => {
      toast(t('web.follow_ups.said_mailed'));
      onDone();
    },
  );
  if (!data) return <Loading />;
  return (
    <form className="form" onSubmit={submit}>
      <p className="s m2">{t('web.follow_ups.answer_what', { to: one.email ?? '', subject: data.draft?.subject ?? '', language: t(`web.language.${one.language}`) })}</p>
      <Textarea label={t('web.follow_ups.letter')} lang={one.language} autosize minRows={9} maxRows={18} maxLength={2000} value={text} error={fault.field('text')} onChange={(event) => setText(event.currentTarget.value)} required />
      <p className="s m3">{t('web.follow_ups.answer_foot')}</p>
      <FormEnd fault={fault} busy={busy} label={t('web.follow_ups.send')} onCancel={onDone} />
    </form>
  );
}

function Solve({ one, onDone }: Part) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const { busy, fault, submit } = useSend(
    () => ask<FollowUp>('POST', path(one.id, 'solved'), { body: { told_back: text } }),
    () => {
      toast(t('web.follow_ups.said_solved'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <Textarea label={t('web.follow_ups.told_back_label')} description={t(one.email ? 'web.follow_ups.solve_mail' : 'web.follow_ups.solve_page')} lang={one.language} autosize minRows={3} maxLength={2000} value={text} error={fault.field('told_back')} onChange={(event) => setText(event.currentTarget.value)} required />
      <FormEnd fault={fault} busy={busy} label={t('web.follow_ups.solve')} onCancel={onDone} />
    </form>
  );
}

function Note({ one, onDone }: Part) {
  const { t } = useWords();
  const [yes, setYes] = useState('');
  const { busy, fault, submit } = useSend(() => ask<FollowUp>('POST', path(one.id, 'noted'), { body: { yes: yes === 'yes' } }), onDone);
  return (
    <form className="form" onSubmit={submit}>
      <p className="s m2">{t('web.follow_ups.note_what')}</p>
      <fieldset className="radios">
        <legend>{t('web.follow_ups.note_question')}</legend>
        {['yes', 'no'].map((value) => (
          <label key={value} className="row">
            <input type="radio" name="noted" value={value} checked={yes === value} onChange={() => setYes(value)} required />
            {t(`web.follow_ups.note_${value}`)}
          </label>
        ))}
      </fieldset>
      <FormEnd fault={fault} busy={busy} label={t('web.follow_ups.note_keep')} onCancel={onDone} />
    </form>
  );
}

function SayCause({ one, onDone }: Part) {
  const { t, language } = useWords();
  const { data: causes } = useQuery(causesQuery);
  const [picked, setPicked] = useState(one.cause?.id ?? '');
  const [name, setName] = useState('');
  const { busy, fault, submit } = useSend(async () => {
    const cause = picked === 'new' ? (await ask<Cause>('POST', '/causes', { body: { name, language, moment: one.moment?.id ?? null } })).id : picked || null;
    return ask<FollowUp>('POST', path(one.id, 'cause'), { body: { cause } });
  }, onDone);
  if (!causes) return <Loading />;
  return (
    <form className="form" onSubmit={submit}>
      <NativeSelect
        label={t('web.causes.where_from')}
        description={t('web.causes.where_from_what')}
        value={picked}
        error={fault.field('cause')}
        onChange={(event) => setPicked(event.currentTarget.value)}
        data={[{ value: '', label: t('web.causes.not_known') }, ...causes.map((cause) => ({ value: cause.id, label: cause.name })), { value: 'new', label: t('web.causes.other') }]}
      />
      {picked === 'new' && <TextInput label={t('web.causes.name')} value={name} maxLength={200} error={fault.field('name')} onChange={(event) => setName(event.currentTarget.value)} required />}
      <FormEnd fault={fault} busy={busy} label={t('web.save')} onCancel={onDone} />
    </form>
  );
}

function Drop({ one, onDone }: Part) {
  const { t } = useWords();
  const [because, setBecause] = useState('');
  const { busy, fault, submit } = useSend(() => ask<FollowUp>('POST', path(one.id, 'drop'), { body: { because } }), onDone);
  return (
    <form className="form" onSubmit={submit}>
      <Textarea label={t('web.follow_ups.drop_why')} description={t('web.follow_ups.drop_what')} autosize minRows={2} maxLength={2000} value={because} error={fault.field('because')} onChange={(event) => setBecause(event.currentTarget.value)} required />
      <FormEnd fault={fault} busy={busy} label={t('web.follow_ups.drop')} onCancel={onDone} />
    </form>
  );
}
