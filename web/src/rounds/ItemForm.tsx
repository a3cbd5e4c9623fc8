import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { journeysQuery, promisesQuery } from '../api/queries';
import { whole } from '../format';
import { TextFields } from '../feedback/QuestionForm';
import { FormEnd, NO_FAULT } from '../kit/Dialog';
import { Checkbox, NativeSelect } from '../kit/fields';
import { Icon } from '../kit/icons';
import { own, useWords, type Language } from '../words';
import { answersOf, asKind, counting, countsAs, freshValue, keyFor, PROMISE_OPTIONS, weeksOf, type Counts } from './plan';
import type { Item, ItemKind, Plan } from './shapes';

type Props = { plan: Plan; item?: Item; onDone: (item: Item) => void; onCancel: () => void };
const KINDS: ItemKind[] = ['five', 'yes_no', 'choice', 'eleven', 'text'];

/** A question of one's own. */
export function ItemForm({ plan, item: given, onDone, onCancel }: Props) {
  const { t } = useWords();
  const [item, setItem] = useState<Item>(given ?? asKind({ key: '', kind: 'five', about: 'own', text: {}, week: 1 }, 'five'));
  const languages = plan.languages as Language[];
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(item.key ? item : { ...item, key: keyFor(item.text, plan.items.map((one) => one.key), 'question') });
      }}
    >
      <TextFields label={t('web.rounds.question')} languages={languages} value={item.text} onChange={(text) => setItem({ ...item, text })} maxLength={300} required />
      <div className="form two">
        <NativeSelect label={t('web.rounds.kind')} value={item.kind} onChange={(event) => setItem(asKind(item, event.currentTarget.value as ItemKind))} data={(item.about === 'situation' ? (['choice'] as const) : KINDS).map((kind) => ({ value: kind, label: t(`web.rounds.kind.${kind}`) }))} />
        <Week plan={plan} item={item} onChange={setItem} />
      </div>
      {item.kind === 'choice' && <Options plan={plan} item={item} onChange={setItem} />}
      {(item.kind === 'five' || item.kind === 'yes_no') && (
        <Checkbox label={t('web.rounds.may_not_apply')} checked={item.not_applicable?.includes('na') ?? false} onChange={(event) => setItem({ ...item, not_applicable: event.currentTarget.checked ? ['na'] : [] })} />
      )}
      <CountsFields item={item} onChange={setItem} as={['top', 'other', ...(item.kind === 'choice' ? (['not_applicable'] as const) : [])]} words="web.rounds.counts" />
      <p className="s m2">{t(`web.rounds.kind_counts.${item.kind}`)}</p>
      <FormEnd fault={NO_FAULT} busy={false} label={t('web.rounds.put')} onCancel={onCancel} />
    </form>
  );
}

/** A promise to employees as a question to those who should have received it; which answers count as kept is fixed before the first answer. */
export function PromiseForm({ plan, item: given, onDone, onCancel }: Props) {
  const { t, language } = useWords();
  const promises = useQuery(promisesQuery);
  const journeys = useQuery(journeysQuery);
  const [item, setItem] = useState<Item>(given ?? { key: '', kind: 'choice', about: 'promise', text: {}, options: PROMISE_OPTIONS, top: ['yes', 'no_told'], not_applicable: ['na'], week: 1 });
  const languages = plan.languages as Language[];
  const open = (promises.data ?? []).filter((promise) => promise.audience === 'employee' && !promise.withdrawn);
  const moments = (journeys.data ?? []).flatMap((journey) => journey.moments);
  const momentOf = (id: string) => moments.find((moment) => moment.promises.includes(id));
  const asked = (id: string) => plan.items.some((one) => one.promise === id && one.key !== item.key);
  const chosen = open.find((promise) => promise.id === item.promise);
  if (promises.data && !open.length)
    return (
      <div className="stack">
        <p className="notice">{t('web.rounds.no_promises')}</p>
        <Link className="btn" to="/beheer/$part" params={{ part: 'beloften' }}>
          {t('web.promise.make')}
        </Link>
      </div>
    );
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const moment = item.promise ? momentOf(item.promise)?.id : undefined;
        onDone({ ...item, ...(moment ? { moment } : {}), key: item.key || keyFor(item.text, plan.items.map((one) => one.key), 'promise') });
      }}
    >
      <p className="m2">{t('web.rounds.promise_what')}</p>
      <NativeSelect
        label={t('web.promise')}
        value={item.promise ?? ''}
        onChange={(event) => setItem({ ...item, promise: event.currentTarget.value })}
        data={[
          { value: '', label: t('web.build.choose') },
          ...open.map((promise) => ({ value: promise.id, label: [own(momentOf(promise.id)?.name, language), own(promise.text, language)].filter(Boolean).join(': '), disabled: asked(promise.id) })),
        ]}
        required
        data-autofocus
      />
      {chosen && <p className="voice">“{own(chosen.text, language)}”</p>}
      <TextFields label={t('web.rounds.question')} languages={languages} value={item.text} onChange={(text) => setItem({ ...item, text })} maxLength={300} required />
      <div className="form two">
        <NativeSelect label={t('web.rounds.answers')} value={item.kind} onChange={(event) => setItem(asKind(item, event.currentTarget.value as ItemKind))} data={(['choice', 'yes_no'] as const).map((kind) => ({ value: kind, label: t(`web.rounds.promise_kind.${kind}`) }))} />
        <Week plan={plan} item={item} onChange={setItem} />
      </div>
      {item.kind === 'yes_no' && <Checkbox label={t('web.rounds.may_not_apply')} checked={item.not_applicable?.includes('na') ?? false} onChange={(event) => setItem({ ...item, not_applicable: event.currentTarget.checked ? ['na'] : [] })} />}
      {item.kind === 'choice' && <CountsFields item={item} onChange={setItem} as={['top', 'other', 'not_applicable']} words="web.rounds.kept" />}
      <p className="s m2">{t('web.rounds.kept_fixed')}</p>
      <FormEnd fault={NO_FAULT} busy={false} label={t('web.rounds.put')} onCancel={onCancel} />
    </form>
  );
}

function Week({ plan, item, onChange }: { plan: Plan; item: Item; onChange: (item: Item) => void }) {
  const { t, language } = useWords();
  if (weeksOf(plan) < 2) return null;
  return <NativeSelect label={t('web.rounds.asked_in_week')} value={String(item.week)} onChange={(event) => onChange({ ...item, week: Number(event.currentTarget.value) })} data={Array.from({ length: weeksOf(plan) }, (_, at) => ({ value: String(at + 1), label: t('web.rounds.week', { week: whole(at + 1, language) }) }))} />;
}

function CountsFields({ item, onChange, as, words }: { item: Item; onChange: (item: Item) => void; as: Counts[]; words: 'web.rounds.counts' | 'web.rounds.kept' }) {
  const { t, language } = useWords();
  const answers = item.kind === 'choice' ? answersOf(item) : [];
  if (!answers.length) return null;
  return (
    <fieldset className="stack">
      <legend className="s b">{t(words === 'web.rounds.kept' ? 'web.rounds.kept' : 'web.rounds.counts')}</legend>
      {answers.map((answer, at) => (
        <label key={answer.value} className="row">
          <span style={{ flex: 1 }}>{own(answer.label, language) || t('web.rounds.option', { n: whole(at + 1, language) })}</span>
          <select className="plain inline" value={countsAs(item, answer.value)} onChange={(event) => onChange(counting(item, answer.value, event.target.value as Counts))}>
            {as.map((one) => (
              <option key={one} value={one}>
                {t(words === 'web.rounds.kept' ? `web.rounds.kept.${one}` : `web.rounds.counts.${one}`)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}

const OPTIONS_MOST = 12;
function Options({ plan, item, onChange }: { plan: Plan; item: Item; onChange: (item: Item) => void }) {
  const { t, language } = useWords();
  const options = item.options ?? [];
  return (
    <fieldset className="facetform">
      <legend className="s b">{t('web.rounds.options')}</legend>
      <ol>
        {options.map((option, at) => (
          <li key={option.value}>
            <TextFields label={t('web.rounds.option', { n: whole(at + 1, language) })} languages={plan.languages as Language[]} value={option.label} onChange={(label) => onChange({ ...item, options: options.map((one, place) => (place === at ? { ...one, label } : one)) })} maxLength={120} required />
            <button type="button" className="btn sm" disabled={options.length <= 2} onClick={() => onChange({ ...counting(item, option.value, 'other'), options: options.filter((one) => one.value !== option.value) })}>
              <Icon name="close" size={12} />
              <span className="vh">{t('web.rounds.option_drop', { n: whole(at + 1, language) })}</span>
            </button>
          </li>
        ))}
      </ol>
      {options.length < OPTIONS_MOST && (
        <button type="button" className="btn sm" style={{ alignSelf: 'flex-start' }} onClick={() => onChange({ ...item, options: [...options, { value: freshValue(options, 'a'), label: {} }] })}>
          <Icon name="plus" size={12} />
          {t('web.rounds.option_add')}
        </button>
      )}
    </fieldset>
  );
}
