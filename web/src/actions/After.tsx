import { useId, useState } from 'react';
import { ask } from '../api/client';
import { day } from '../format';
import { FormEnd, useSend } from '../kit/Dialog';
import { Checkbox } from '../kit/fields';
import { toast } from '../shell/toast';
import { useWords } from '../words';
import { kitChanged } from './kit_queries';
import type { Kit } from './shapes';

type Row = { who: string; what: string; due: string };
const EMPTY: Row = { who: '', what: '', due: '' };
const MOST = 10;

/** What came of the meeting: how long, how many, what was done of last time, what was agreed. */
export function After({ kit, makes }: { kit: Kit; makes: boolean }) {
  const { t, language } = useWords();
  const id = useId();
  const [minutes, setMinutes] = useState(String(kit.minutes ?? 10));
  const [people, setPeople] = useState(kit.people ? String(kit.people) : '');
  const [done, setDone] = useState(() => new Set(kit.last.filter((one) => one.done).map((one) => one.id)));
  const [agreed, setAgreed] = useState<Row[]>(() => (kit.agreed.length ? kit.agreed.map(({ who, what, due }) => ({ who, what, due: due ?? '' })) : [EMPTY]));
  const change = (at: number, part: Partial<Row>) => setAgreed((rows) => rows.map((row, place) => (place === at ? { ...row, ...part } : row)));
  const written = agreed.filter((row) => row.who.trim() || row.what.trim());
  const send = useSend(
    () =>
      ask<Kit>('POST', `/kits/${kit.id}/held`, {
        body: {
          minutes: Number(minutes),
          people: Number(people),
          done: [...done],
          agreed: written.map(({ who, what, due }) => ({ who: who.trim(), what: what.trim(), due: due || null })),
          revision: kit.revision,
        },
      }),
    () => {
      kitChanged();
      toast(t('web.kit.kept'));
    },
  );
  return (
    <section className="card" aria-labelledby={`${id}-after`}>
      <h2 id={`${id}-after`}>{t('web.kit.after')}</h2>
      <p className="s m2">{kit.held ? t('web.kit.held', { day: day(kit.held, language), minutes: kit.minutes ?? 0, people: kit.people ?? 0 }) : t('web.kit.after_text')}</p>
      {makes && (
        <form className="form after" onSubmit={(event) => void send.submit(event)} noValidate={false}>
          <div className="row when">
            <label className="s">
              {t('web.kit.minutes')}
              <input className="plain" type="number" min={1} max={240} required value={minutes} onChange={(event) => setMinutes(event.target.value)} />
            </label>
            <label className="s">
              {t('web.kit.people')}
              <input className="plain" type="number" min={1} max={1000} required value={people} onChange={(event) => setPeople(event.target.value)} />
            </label>
          </div>
          {kit.last.length > 0 && (
            <fieldset>
              <legend className="s b">{t('web.kit.last_done')}</legend>
              {kit.last.map((one) => (
                <Checkbox
                  key={one.id}
                  label={`${one.who}: ${one.what}`}
                  checked={done.has(one.id)}
                  onChange={(event) => {
                    const next = new Set(done);
                    if (event.currentTarget.checked) next.add(one.id);
                    else next.delete(one.id);
                    setDone(next);
                  }}
                />
              ))}
            </fieldset>
          )}
          <fieldset>
            <legend className="s b">{t('web.kit.agreed')}</legend>
            {agreed.map((row, at) => (
              <div key={at} className="agreedrow" role="group" aria-label={t('web.kit.agreement', { n: at + 1 })}>
                <label className="s">
                  {t('web.kit.who')}
                  <input className="plain" value={row.who} maxLength={80} required={!!row.what.trim()} onChange={(event) => change(at, { who: event.target.value })} />
                </label>
                <label className="s">
                  {t('web.kit.what')}
                  <input className="plain" value={row.what} maxLength={240} required={!!row.who.trim()} onChange={(event) => change(at, { what: event.target.value })} />
                </label>
                <label className="s">
                  {t('web.kit.when')}
                  <input className="plain" type="date" value={row.due} onChange={(event) => change(at, { due: event.target.value })} />
                </label>
                {send.fault.field(`agreed[${at}]`) && <p className="s brick">{send.fault.field(`agreed[${at}]`)}</p>}
              </div>
            ))}
            {agreed.length < MOST && (
              <button type="button" className="lk s" onClick={() => setAgreed([...agreed, EMPTY])}>
                {t('web.kit.more')}
              </button>
            )}
          </fieldset>
          <FormEnd fault={send.fault} busy={send.busy} label={t(kit.held ? 'web.kit.keep' : 'web.kit.is_held')} />
        </form>
      )}
    </section>
  );
}
