import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../api/client';
import { accountsQuery, promisesQuery } from '../api/queries';
import { useSession } from '../api/session';
import { fewQuery } from '../barriers/queries';
import { titleOf } from '../barriers/told';
import { day, whole } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect, Textarea, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { AsTable } from '../kit/Table';
import { cardsAtQuery } from '../stories/queries';
import { own, useWords } from '../words';
import type { Moment } from '../api/types';
import { type Cause, causesQuery, followed } from './queries';

/** What a change does is unknown until it was measured. */
export function effectText(cause: Cause, t: (key: string, args?: Record<string, string | number>) => string, language: 'nl' | 'en'): string {
  if (cause.change === 'none') return t('web.causes.no_change');
  if (cause.measure_on) return t('web.causes.measure_on', { day: day(cause.measure_on, language) });
  return t('web.causes.unknown');
}

export function Causes({ moments }: { moments: Moment[] }) {
  const { t, language } = useWords();
  const causes = useQuery(causesQuery);
  const [changing, setChanging] = useState<Cause | 'new' | null>(null);
  return (
    <section className="card" aria-labelledby="causes">
      <div className="ch">
        <h2 id="causes">{t('web.causes')}</h2>
        <span className="s m3">{t('web.causes.what')}</span>
        <span className="r">
          <button type="button" className="btn sm" onClick={() => setChanging('new')}>
            <Icon name="plus" />
            {t('web.causes.add')}
          </button>
        </span>
      </div>
      <Fetched of={causes}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t('web.causes.none')}>{t('web.causes.none_text')}</Empty>
          ) : (
            <>
              <ul className="fcauses">
                {[...all]
                  .sort((a, b) => b.follow_ups - a.follow_ups)
                  .map((cause) => (
                    <li key={cause.id}>
                      <b className="n tn" aria-label={t('web.causes.times', { count: cause.follow_ups, n: whole(cause.follow_ups, language) })}>
                        {whole(cause.follow_ups, language)}
                      </b>
                      <span>
                        <span className="b" lang={cause.language}>
                          {cause.name}
                        </span>
                        <span className="s m2 below">
                          {cause.change === 'none'
                            ? own(cause.moment?.name, language)
                            : [t(`web.causes.change.${cause.change}`), cause.owner?.name ?? '', cause.done ? t('web.causes.done_on', { day: day(cause.done, language) }) : cause.due ? t('web.causes.due_on', { day: day(cause.due, language) }) : ''].filter(Boolean).join(' · ')}
                        </span>
                        {cause.text && (
                          <span className="s below" lang={cause.language}>
                            {cause.text}
                          </span>
                        )}
                        {cause.changed && <Changed cause={cause} />}
                      </span>
                      <span className={`chip ${cause.change === 'none' ? 'brick' : ''}`}>{effectText(cause, t, language)}</span>
                      <button type="button" className="btn sm" onClick={() => setChanging(cause)}>
                        {t(cause.change === 'none' ? 'web.causes.begin' : 'web.change')}
                        <span className="vh">: {cause.name}</span>
                      </button>
                    </li>
                  ))}
              </ul>
              <AsTable
                caption={t('web.causes')}
                summary={t('web.causes.table', { n: whole(all.length, language) })}
                rows={all}
                rowKey={(cause) => cause.id}
                columns={[
                  { name: t('web.causes.one'), kind: 'head', cell: (cause) => cause.name },
                  { name: t('web.nav.follow_ups'), kind: 'number', cell: (cause) => whole(cause.follow_ups, language) },
                  { name: t('web.causes.changed'), cell: (cause) => cause.text || '–' },
                  { name: t('web.causes.owner'), cell: (cause) => cause.owner?.name ?? '–' },
                  { name: t('web.causes.due'), cell: (cause) => (cause.due ? day(cause.due, language) : '–') },
                  { name: t('web.causes.effect'), cell: (cause) => effectText(cause, t, language) },
                ]}
              />
            </>
          )
        }
      </Fetched>
      <Dialog title={changing === 'new' ? t('web.causes.add') : t('web.causes.edit')} opened={changing !== null} onClose={() => setChanging(null)} wide>
        {changing !== null && <Form was={changing === 'new' ? null : changing} moments={moments} onDone={() => setChanging(null)} />}
      </Dialog>
    </section>
  );
}

/** What was changed, where it stands. */
function Changed({ cause }: { cause: Cause }) {
  const { t } = useWords();
  if (!cause.changed) return null;
  const name = cause.changed.name || t(`web.causes.change.${cause.change}`);
  if (cause.change === 'promise')
    return (
      <Link className="lk s" to="/beheer/$part" params={{ part: 'beloften' }} search={{ promise: cause.changed.id }}>
        {name}
      </Link>
    );
  if (cause.change === 'barrier')
    return (
      <Link className="lk s" to={'/belemmeringen/$id' as '/momenten/$id'} params={{ id: cause.changed.id }}>
        {name}
      </Link>
    );
  return <span className="s m2 below">{name}</span>;
}

const CHANGES: Cause['change'][] = ['none', 'promise', 'card', 'barrier', 'other'];

function Form({ was, moments, onDone }: { was: Cause | null; moments: Moment[]; onDone: () => void }) {
  const { t, language } = useWords();
  const { account } = useSession();
  const [form, setForm] = useState({
    name: was?.name ?? '',
    moment: was?.moment?.id ?? '',
    change: was?.change ?? ('none' as Cause['change']),
    changed: was?.changed?.id ?? '',
    text: was?.text ?? '',
    owner: was?.owner?.id ?? '',
    due: was?.due ?? '',
    done: was?.done ?? '',
  });
  const set = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  const accounts = useQuery({ ...accountsQuery, enabled: account.role === 'owner' });
  const people = accounts.data?.filter((one) => one.active).map((one) => ({ value: one.id, label: one.name })) ?? [{ value: account.id, label: account.name }, ...(was?.owner && was.owner.id !== account.id ? [{ value: was.owner.id, label: was.owner.name }] : [])];
  const { busy, fault, submit } = useSend(
    () => {
      const { name, moment, change, changed, text, owner, due, done } = form;
      const body = { name, language: was?.language ?? language, moment: moment || null, change, changed: changed || null, text: text || null, owner: owner || null, due: due || null, done: done || null, ...(was ? { revision: was.revision } : {}) };
      return was ? ask<Cause>('PATCH', `/causes/${was.id}`, { body }) : ask<Cause>('POST', '/causes', { body });
    },
    () => {
      followed();
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <TextInput label={t('web.causes.name')} value={form.name} maxLength={200} error={fault.field('name')} onChange={(event) => set({ name: event.currentTarget.value })} required />
      <NativeSelect label={t('web.moment')} value={form.moment} error={fault.field('moment')} onChange={(event) => set({ moment: event.currentTarget.value })} data={[{ value: '', label: t('web.causes.no_moment') }, ...moments.map((one) => ({ value: one.id, label: own(one.name, language) }))]} />
      <NativeSelect label={t('web.causes.changes')} value={form.change} error={fault.field('change')} onChange={(event) => set({ change: event.currentTarget.value as Cause['change'], changed: '' })} data={CHANGES.map((one) => ({ value: one, label: t(`web.causes.change.${one}`) }))} />
      {form.change !== 'none' && (
        <>
          {form.change !== 'other' && <Which change={form.change} moment={form.moment} value={form.changed} error={fault.field('changed')} onPick={(changed) => set({ changed })} />}
          <Textarea label={t('web.causes.text')} value={form.text} autosize minRows={2} maxLength={1000} error={fault.field('text')} onChange={(event) => set({ text: event.currentTarget.value })} required />
          <NativeSelect label={t('web.causes.owner')} value={form.owner} error={fault.field('owner')} onChange={(event) => set({ owner: event.currentTarget.value })} data={[{ value: '', label: t('web.causes.pick') }, ...people]} required />
          <div className="row wrap">
            <TextInput type="date" label={t('web.causes.due')} value={form.due} error={fault.field('due')} onChange={(event) => set({ due: event.currentTarget.value })} required />
            <TextInput type="date" label={t('web.causes.done')} value={form.done} error={fault.field('done')} onChange={(event) => set({ done: event.currentTarget.value })} />
          </div>
          <p className="s m3">{t('web.causes.effect_what')}</p>
        </>
      )}
      <FormEnd fault={fault} busy={busy} label={t('web.save')} onCancel={onDone} />
    </form>
  );
}

/** Which promise, card or barrier; each as its own part of the program knows it. */
function Which({ change, moment, value, error, onPick }: { change: Cause['change']; moment: string; value: string; error: string | undefined; onPick: (id: string) => void }) {
  const { t, language } = useWords();
  const promises = useQuery({ ...promisesQuery, enabled: change === 'promise' });
  const barriers = useQuery({ ...fewQuery({ ...(moment ? { moment } : {}), state: 'open' }, 100), enabled: change === 'barrier' });
  const cards = useQuery({ ...cardsAtQuery(moment), enabled: change === 'card' && !!moment });
  const options =
    change === 'promise'
      ? (promises.data ?? []).filter((one) => one.audience === 'customer').map((one) => ({ value: one.id, label: own(one.text, language) }))
      : change === 'barrier'
        ? (barriers.data?.items ?? []).map((one) => ({ value: one.id, label: `${titleOf(one, t)} (${one.unit.name})` }))
        : (cards.data ?? []).map((one, at) => ({ value: one.id, label: t('web.causes.card_n', { n: at + 1 }) }));
  return <NativeSelect label={t(`web.causes.which.${change}`)} {...(change === 'card' && !moment ? { description: t('web.causes.card_needs_moment') } : {})} value={value} error={error} onChange={(event) => onPick(event.currentTarget.value)} data={[{ value: '', label: t('web.causes.pick') }, ...options]} required />;
}
