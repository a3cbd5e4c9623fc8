import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { ask } from '../api/client';
import { unitsQuery } from '../api/queries';
import { day } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect, Textarea, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { placed } from '../shell/Filters';
import { toast } from '../shell/toast';
import { own, ownLanguage, useWords } from '../words';
import { colleaguesQuery, effectsQuery, kudosChanged, kudosQuery, valuesQuery } from './queries';
import type { Kudos } from './shapes';
import './kudos.css';

/** The button that opens the form; for whoever is somebody here, not for the code of a unit. */
export function Appreciate({ unit, story, tone = '', small = false }: { unit?: string | undefined; story?: string; tone?: '' | 'p'; small?: boolean }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={`btn ${tone} ${small ? 'sm' : ''}`} onClick={() => setOpen(true)}>
        <Icon name="heart" />
        {t('web.kudos.do')}
      </button>
      <Dialog title={t('web.kudos.do')} opened={open} onClose={() => setOpen(false)}>
        <Form unit={unit} story={story} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

const TEAM = 'team';
function Form({ unit: given, story, onDone }: { unit: string | undefined; story: string | undefined; onDone: () => void }) {
  const { t, language } = useWords();
  const effects = useId();
  const units = useQuery({ ...unitsQuery(), enabled: !given }).data ?? [];
  const [place, setPlace] = useState('');
  const unit = given ?? place;
  const people = useQuery({ ...colleaguesQuery(unit), enabled: unit !== '' });
  const values = useQuery(valuesQuery);
  const seen = (useQuery({ ...effectsQuery(unit), enabled: unit !== '' }).data ?? []).map((effect) => own(effect, language));
  const [to, setTo] = useState('');
  const [value, setValue] = useState('');
  const [behaviour, setBehaviour] = useState('');
  const [text, setText] = useState('');
  const { busy, fault, submit } = useSend(
    () => ask('POST', '/kudos', { body: { to: to === TEAM ? null : to, unit, value, behaviour: behaviour.trim(), story: story ?? null, text: text.trim() } }),
    () => {
      kudosChanged();
      toast(t('web.kudos.done'));
      onDone();
    },
  );
  const offered = (values.data ?? []).filter((one) => !one.ended);
  if (values.data && offered.length === 0)
    return (
      <Empty title={t('web.kudos.no_values')}>
        {t('web.kudos.no_values_text')}
      </Empty>
    );
  const choose = { value: '', label: t('web.kudos.choose'), disabled: true };
  return (
    <form className="form" onSubmit={submit}>
      {!given && (
        <NativeSelect
          label={t('web.unit')}
          value={place}
          onChange={(event) => {
            setPlace(event.currentTarget.value);
            setTo('');
          }}
          data={[choose, ...placed(units.filter((one) => !one.to)).map(({ unit: one, depth }) => ({ value: one.id, label: `${'  '.repeat(depth)}${one.name}` }))]}
          error={fault.field('unit')}
          required
          data-autofocus
        />
      )}
      <NativeSelect label={t('web.kudos.whom')} value={to} onChange={(event) => setTo(event.currentTarget.value)} data={[choose, { value: TEAM, label: t('web.kudos.team') }, ...(people.data ?? []).map((one) => ({ value: one.id, label: one.name }))]} error={fault.field('to')} required />
      <NativeSelect label={t('web.kudos.value')} value={value} onChange={(event) => setValue(event.currentTarget.value)} data={[choose, ...offered.map((one) => ({ value: one.id, label: own(one.name, language) }))]} error={fault.field('value')} required />
      <TextInput label={t('web.kudos.behaviour')} description={t('web.kudos.behaviour_what')} list={effects} value={behaviour} onChange={(event) => setBehaviour(event.currentTarget.value)} error={fault.field('behaviour')} maxLength={200} required />
      <datalist id={effects}>
        {seen.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <Textarea label={t('web.kudos.text')} value={text} onChange={(event) => setText(event.currentTarget.value)} error={fault.field('text')} maxLength={600} autosize={false} rows={3} />
      <p className="s m2">{t(to === TEAM ? 'web.kudos.team_what' : 'web.kudos.name_what')}</p>
      <FormEnd fault={fault} busy={busy} label={t('web.kudos.send')} onCancel={onDone} />
    </form>
  );
}

/** "Seen and appreciated": what colleagues saw of each other under a unit, the newest first; a name only where its bearer agreed.
 * `place`: where new thanks stand, else it is asked. */
export function KudosList({ unit, place = unit, most = 4, appreciate = true }: { unit?: string | undefined; place?: string | undefined; most?: number; appreciate?: boolean }) {
  const { t } = useWords();
  const id = useId();
  const [all, setAll] = useState(false);
  const list = useInfiniteQuery(kudosQuery(unit));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = all ? items : items.slice(0, most);
  return (
    <section className="card" aria-labelledby={id}>
      <div className="ch">
        <h2 id={id}>{t('web.kudos')}</h2>
        {appreciate && items.length > 0 && (
          <span className="r noprint">
            <Appreciate unit={place} small />
          </span>
        )}
      </div>
      <Fetched of={list}>
        {() =>
          items.length === 0 ? (
            <Empty title={t('web.kudos.none')} action={appreciate ? <Appreciate unit={place} /> : undefined}>
              {t('web.kudos.none_text')}
            </Empty>
          ) : (
            <>
              <ul className="kudos">
                {shown.map((one) => (
                  <Seen key={one.id} kudos={one} placed={!unit} />
                ))}
              </ul>
              {(shown.length < items.length || (all && list.hasNextPage)) && (
                <button type="button" className="lk s noprint" aria-disabled={list.isFetchingNextPage || undefined} onClick={() => (all ? void list.fetchNextPage() : setAll(true))}>
                  {t('web.more')}
                  <span className="vh">: {t('web.kudos')}</span>
                </button>
              )}
            </>
          )
        }
      </Fetched>
    </section>
  );
}

function Seen({ kudos, placed: withUnit }: { kudos: Kudos; placed: boolean }) {
  const { t, language } = useWords();
  const name = useSend(
    () => ask('POST', `/kudos/${encodeURIComponent(kudos.id)}/name`, { body: { named: !kudos.named } }),
    () => kudosChanged(),
  );
  const value = useQuery(valuesQuery).data?.find((one) => one.id === kudos.value);
  const to = kudos.mine ? t('web.kudos.you') : kudos.team ? t('web.kudos.the_team') : (kudos.to ?? t('web.kudos.a_colleague'));
  return (
    <li>
      <p>
        {value && (
          <span className="chip o" lang={ownLanguage(value.name, language)}>
            {own(value.name, language)}
          </span>
        )}{' '}
        <b>{kudos.behaviour}</b>
      </p>
      {kudos.text && <p className="voice">{kudos.text}</p>}
      <p className="s m3">
        {t('web.kudos.from_to', { from: kudos.from || t('web.kudos.a_colleague'), to })}
        {kudos.to && !kudos.named && !kudos.mine ? ` · ${t('web.kudos.only_you')}` : ''}
        {withUnit ? ` · ${kudos.unit.name}` : ''} · <time dateTime={kudos.day}>{day(kudos.day, language, false)}</time>
      </p>
      {kudos.mine && (
        <p className="s row wrap noprint">
          {t(kudos.named ? 'web.kudos.named' : 'web.kudos.unnamed')}
          <button type="button" className="lk s" aria-disabled={name.busy || undefined} onClick={() => void name.submit()}>
            {t(kudos.named ? 'web.kudos.hide' : 'web.kudos.show')}
          </button>
          {name.fault.text && <span className="brick" role="alert">{name.fault.text}</span>}
        </p>
      )}
    </li>
  );
}
