import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { addDays, whole } from '../format';
import { TextFields } from '../feedback/QuestionForm';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { Checkbox, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { toast } from '../shell/toast';
import { own, ownLanguage, useWords, type Language } from '../words';
import { ItemChips, setOf, weekSaid } from './Asked';
import { FacetsForm } from './FacetsForm';
import { ItemForm, PromiseForm } from './ItemForm';
import { LibraryPicker } from './LibraryPicker';
import { byWeek, DAYS_LEAST, DAYS_MOST, fitted, fromLibrary, hasGap, inWeek, lastDay, length, missing, moved, tidy, weeksOf, withItem, without } from './plan';
import { libraryQuery, roundsChanged } from './queries';
import type { Item, Plan, Round } from './shapes';
import './rounds.css';

type Adding = { kind: 'library' } | { kind: 'own' | 'promise'; item?: Item };
type Props = { plan: Plan; round?: Round; least: { floor: number; text_floor: number }; onDone: (round?: Round) => void };

export default function PlanForm({ plan: given, round, least, onDone }: Props) {
  const { t, language } = useWords();
  const [plan, setPlan] = useState(given);
  const [adding, setAdding] = useState<Adding | null>(null);
  const [tried, setTried] = useState(false);
  const languages = plan.languages as Language[];
  const lacking = missing(plan);
  const lacks = (what: string) => tried && lacking.includes(what);
  const { busy, fault, submit } = useSend(
    () => (round ? ask<Round>('PUT', `/rounds/${round.id}`, { body: { plan: tidy(plan), revision: round.revision } }) : ask<Round>('POST', '/rounds', { body: tidy(plan) })),
    (kept) => {
      roundsChanged();
      toast(t('web.rounds.saved'));
      onDone(kept);
    },
  );
  const floor = (key: 'floor' | 'text_floor', value: string) => setPlan({ ...plan, [key]: Number(value) });
  const end = () => setAdding(null);
  return (
    <>
      <form
        className="stack"
        noValidate={false}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!lacking.length) void submit(event);
        }}
      >
        <section className="card stack" aria-labelledby="plan-when">
          <h2 id="plan-when">{t('web.rounds.when')}</h2>
          <TextFields label={t('web.rounds.name')} languages={['nl', 'en']} value={plan.name} onChange={(name) => setPlan({ ...plan, name })} maxLength={120} />
          {lacks('name') && <p className="s brick">{t('web.rounds.missing.name')}</p>}
          <div className="form two">
            <TextInput type="date" label={t('web.rounds.first_day')} value={plan.opens} onChange={(event) => setPlan(fitted({ ...plan, opens: event.currentTarget.value }))} error={fault.field('opens') ?? fault.field('plan.opens')} required />
            <TextInput
              type="date"
              label={t('web.rounds.last_day')}
              description={t('web.rounds.last_day_what', { days: whole(DAYS_LEAST, language) })}
              value={plan.closes ? lastDay(plan.closes) : ''}
              min={plan.opens ? addDays(plan.opens, DAYS_LEAST - 1) : undefined}
              max={plan.opens ? addDays(plan.opens, DAYS_MOST - 1) : undefined}
              onChange={(event) => event.currentTarget.value && setPlan(fitted({ ...plan, closes: addDays(event.currentTarget.value, 1) }))}
              error={fault.field('closes') ?? fault.field('plan.closes') ?? (lacks('days') ? t('web.rounds.missing.days', { days: whole(DAYS_LEAST, language), most: whole(DAYS_MOST, language) }) : undefined)}
              required
            />
          </div>
          <p className="s m2 tn">{Number.isFinite(length(plan)) ? t('web.rounds.length', { count: length(plan), n: whole(length(plan), language), weeks: whole(weeksOf(plan), language) }) : ''}</p>
          <div className="row wrap choices">
            <Checkbox label={t('web.rounds.closes_itself')} description={t('web.rounds.closes_itself_what')} checked={plan.closes_itself} onChange={(event) => setPlan({ ...plan, closes_itself: event.currentTarget.checked })} />
          </div>
          <fieldset>
            <legend className="s b">{t('web.rounds.languages')}</legend>
            <div className="row wrap choices">
              {(['nl', 'en'] as const).map((one) => (
                <Checkbox key={one} label={t(`web.language.${one}`)} checked={languages.includes(one)} onChange={(event) => setPlan({ ...plan, languages: (['nl', 'en'] as const).filter((other) => (other === one ? event.currentTarget.checked : languages.includes(other))) })} />
              ))}
            </div>
            {lacks('languages') && <p className="s brick">{t('web.rounds.missing.languages')}</p>}
          </fieldset>
        </section>
        <section className="card stack" aria-labelledby="plan-asked">
          <div className="ch">
            <h2 id="plan-asked">{t('web.rounds.asked')}</h2>
            <span className="s m3">{t('web.rounds.asked_what')}</span>
          </div>
          <div className="row wrap">
            <button type="button" className="btn" onClick={() => setAdding({ kind: 'library' })}>
              <Icon name="plus" />
              {t('web.rounds.from_library')}
            </button>
            <button type="button" className="btn" onClick={() => setAdding({ kind: 'promise' })}>
              <Icon name="plus" />
              {t('web.rounds.from_promise')}
            </button>
            <button type="button" className="btn" onClick={() => setAdding({ kind: 'own' })}>
              <Icon name="plus" />
              {t('web.rounds.own_item')}
            </button>
          </div>
          {plan.items.length > 0 && (
            <p className="m2 tn">
              {t('web.rounds.one_person', {
                count: plan.items.length,
                n: whole(plan.items.length, language),
                weeks: byWeek(plan)
                  .filter(({ items }) => items.length > 0)
                  .map(({ week, items }) => t('web.rounds.n_in_week', { n: whole(items.length, language), week: whole(week, language) }))
                  .join(', '),
              })}
            </p>
          )}
          {plan.items.length === 0 ? <p className={tried ? 'notice bad' : 'notice'}>{t('web.rounds.no_items')}</p> : <Items plan={plan} onChange={setPlan} onEdit={(item) => setAdding({ kind: item.about === 'promise' ? 'promise' : 'own', item })} />}
        </section>
        <section className="card stack" aria-labelledby="plan-facets">
          <div className="ch">
            <h2 id="plan-facets">{t('web.rounds.facets')}</h2>
            <span className="s m3">{t('web.rounds.facets_what')}</span>
          </div>
          <FacetsForm plan={plan} onChange={setPlan} />
          {lacks('facets') && <p className="s brick">{t('web.rounds.missing.facets')}</p>}
        </section>
        <section className="card stack" aria-labelledby="plan-floor">
          <div className="ch">
            <h2 id="plan-floor">{t('web.rounds.floors')}</h2>
            <span className="s m3">{t('web.rounds.floors_what')}</span>
          </div>
          <div className="form two">
            <TextInput type="number" inputMode="numeric" label={t('web.rounds.floor')} description={t('web.rounds.floor_least', { floor: whole(least.floor, language) })} min={least.floor} max={50} value={String(plan.floor)} onChange={(event) => floor('floor', event.currentTarget.value)} error={fault.field('floor') ?? fault.field('plan.floor')} required />
            <TextInput type="number" inputMode="numeric" label={t('web.rounds.text_floor')} description={t('web.rounds.floor_least', { floor: whole(least.text_floor, language) })} min={least.text_floor} max={100} value={String(plan.text_floor)} onChange={(event) => floor('text_floor', event.currentTarget.value)} error={fault.field('text_floor') ?? fault.field('plan.text_floor')} required />
          </div>
        </section>
        {fault.list.length > 0 && (
          <ul className="notice bad s" role="alert">
            {fault.list.slice(0, 8).map((one) => (
              <li key={one.path}>
                <code>{one.path}</code> {one.text}
              </li>
            ))}
          </ul>
        )}
        {tried && lacking.length > 0 && (
          <p className="notice bad" role="alert">
            {t('web.rounds.not_ready')} {lacking.map((one) => t(`web.rounds.missing.${one}`, { days: whole(DAYS_LEAST, language), most: whole(DAYS_MOST, language) })).join(' ')}
          </p>
        )}
        <FormEnd fault={fault} busy={busy} label={t('web.rounds.keep')} onCancel={() => onDone()} />
      </form>
      <Dialog wide title={t('web.rounds.from_library')} opened={adding?.kind === 'library'} onClose={end}>
        <LibraryPicker
          plan={plan}
          onPick={(items, week) => {
            const next = fromLibrary(plan, items, week);
            setPlan(next);
            // a template is filled in at once
            const gap = next.items.find((item) => hasGap(item) && !plan.items.some((one) => one.key === item.key));
            setAdding(gap ? { kind: 'own', item: gap } : null);
          }}
          onCancel={end}
        />
      </Dialog>
      <Dialog wide title={t(adding?.kind === 'promise' ? 'web.rounds.from_promise' : 'web.rounds.own_item')} opened={adding?.kind === 'own' || adding?.kind === 'promise'} onClose={end}>
        {adding && adding.kind !== 'library' && (
          <Added
            {...adding}
            plan={plan}
            onDone={(item) => {
              setPlan(withItem(plan, item));
              end();
            }}
            onCancel={end}
          />
        )}
      </Dialog>
    </>
  );
}

function Added({ kind, item, plan, onDone, onCancel }: { kind: 'own' | 'promise'; item?: Item; plan: Plan; onDone: (item: Item) => void; onCancel: () => void }) {
  const parts = { plan, onDone, onCancel, ...(item ? { item } : {}) };
  return kind === 'promise' ? <PromiseForm {...parts} /> : <ItemForm {...parts} />;
}

/** The chosen questions by week, each with its week, its place and where it comes from. */
function Items({ plan, onChange, onEdit }: { plan: Plan; onChange: (plan: Plan) => void; onEdit: (item: Item) => void }) {
  const { t, language } = useWords();
  const library = useQuery(libraryQuery);
  const weeks = weeksOf(plan);
  return (
    <div className="asked">
      {byWeek(plan).map(({ week, items }) => (
        <div key={week}>
          <h3>{weekSaid(week, items.length, t, language)}</h3>
          {items.length > 0 && (
            <ol>
              {items.map((item, at) => {
                const name = own(item.text, language);
                const set = setOf(library.data, item);
                return (
                  <li key={item.key}>
                    <div className="what">
                      <p lang={ownLanguage(item.text, language)}>{name}</p>
                      <ItemChips item={item} set={set} languages={plan.languages} />
                      {hasGap(item) && <p className="s brick">{t('web.rounds.missing.gap')}</p>}
                    </div>
                    {weeks > 1 && (
                      <label className="row s">
                        <span className="vh">{t('web.rounds.week_of', { question: name })}</span>
                        <select className="plain" value={item.week} onChange={(event) => onChange(inWeek(plan, item.key, Number(event.target.value)))}>
                          {Array.from({ length: weeks }, (_, place) => (
                            <option key={place} value={place + 1}>
                              {t('web.rounds.week', { week: whole(place + 1, language) })}
                            </option>
                          ))}
                        </select>
                      </label>
                    )}
                    <span className="row moves">
                      {([-1, 1] as const).map((by) => (
                        <button key={by} type="button" className="btn sm" disabled={by < 0 ? at === 0 : at === items.length - 1} onClick={() => onChange(moved(plan, item.key, by))}>
                          <Icon name={by < 0 ? 'up' : 'low'} size={12} />
                          <span className="vh">{t(by < 0 ? 'web.rounds.earlier' : 'web.rounds.later', { question: name })}</span>
                        </button>
                      ))}
                      {(!set || item.about === 'situation') && (
                        <button type="button" className="btn sm" onClick={() => onEdit(item)}>
                          {t('web.change')}
                          <span className="vh">: {name}</span>
                        </button>
                      )}
                      <button type="button" className="btn sm" onClick={() => onChange(without(plan, item.key))}>
                        <Icon name="close" size={12} />
                        <span className="vh">{t('web.rounds.remove', { question: name })}</span>
                      </button>
                    </span>
                  </li>
                );
              })}
            </ol>
          )}
        </div>
      ))}
    </div>
  );
}
