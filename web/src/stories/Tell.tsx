import { useQuery } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { ask } from '../api/client';
import { journeysQuery, unitsQuery } from '../api/queries';
import { useSession } from '../api/session';
import type { Expectation } from '../api/types';
import { FormEnd, useSend } from '../kit/Dialog';
import { Checkbox, NativeSelect, Textarea } from '../kit/fields';
import { EXPECTATION_MARK } from '../kit/marks';
import { placed } from '../shell/Filters';
import { toast } from '../shell/toast';
import { own, useWords } from '../words';
import { storiesChanged } from './queries';

const ORDER: Expectation[] = ['better', 'as', 'less'];

/** A story of the floor, by name. Sent twice it stays one; without a name is another door, apart from any sign-in. */
export function Tell({ moment: at, onDone }: { moment: string | undefined; onDone: () => void }) {
  const { t, language } = useWords();
  const { account } = useSession();
  const submission = useRef(crypto.randomUUID());
  const group = useId();
  const journeys = useQuery(journeysQuery).data ?? [];
  const units = (useQuery(unitsQuery()).data ?? []).filter((one) => !one.to);
  const [text, setText] = useState('');
  const [spoken, setSpoken] = useState<string>(language);
  const [unit, setUnit] = useState(account.unit?.id ?? '');
  const [moment, setMoment] = useState(at ?? '');
  const [expectation, setExpectation] = useState<Expectation | null>(null);
  const [share, setShare] = useState(false);
  const [named, setNamed] = useState(false);
  const { busy, fault, submit } = useSend(
    () => ask('POST', '/stories', { body: { submission: submission.current, unit, moment: moment || null, text: text.trim(), language: spoken, expectation, may_share: share, name_too: share && named } }),
    () => {
      storiesChanged();
      toast(t(share ? 'web.tell.done_share' : 'web.tell.done'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <Textarea className="voice-input" label={t('web.tell.text')} description={t('web.tell.text_what')} value={text} onChange={(event) => setText(event.currentTarget.value)} error={fault.field('text')} maxLength={2000} autosize={false} rows={5} lang={spoken} required data-autofocus />
      <div className="form two">
        <NativeSelect
          label={t('web.unit')}
          value={unit}
          onChange={(event) => setUnit(event.currentTarget.value)}
          data={[{ value: '', label: t('web.kudos.choose'), disabled: true }, ...placed(units).map(({ unit: one, depth }) => ({ value: one.id, label: `${'  '.repeat(depth)}${one.name}` }))]}
          error={fault.field('unit')}
          required
        />
        <NativeSelect
          label={t('web.moment')}
          value={moment}
          onChange={(event) => setMoment(event.currentTarget.value)}
          data={[{ value: '', label: t('web.tell.no_moment') }, ...journeys.map((journey) => ({ group: own(journey.name, language), items: journey.moments.filter((one) => !one.ended).map((one) => ({ value: one.id, label: own(one.name, language) })) }))]}
          error={fault.field('moment')}
        />
      </div>
      <fieldset>
        <legend id={group} className="s b">
          {t('web.expected')}
        </legend>
        <div className="picks" role="radiogroup" aria-labelledby={group}>
          {ORDER.map((one) => (
            <label key={one} className={expectation === one ? 'on' : ''}>
              <input type="radio" name="expectation" value={one} checked={expectation === one} onChange={() => setExpectation(one)} />
              <span aria-hidden="true">{EXPECTATION_MARK[one]}</span> {t(`web.expectation.${one}`)}
            </label>
          ))}
        </div>
        {fault.field('expectation') && <p className="s brick">{fault.field('expectation')}</p>}
      </fieldset>
      <NativeSelect label={t('web.tell.language')} value={spoken} onChange={(event) => setSpoken(event.currentTarget.value)} data={(['nl', 'en'] as const).map((one) => ({ value: one, label: t(`web.language.${one}`) }))} />
      <Checkbox label={t('web.tell.share')} description={t('web.tell.share_what')} checked={share} onChange={(event) => setShare(event.currentTarget.checked)} />
      <Checkbox label={t('web.tell.name')} checked={named} disabled={!share} onChange={(event) => setNamed(event.currentTarget.checked)} />
      <p className="notice s">{t('web.tell.nameless')}</p>
      <FormEnd fault={fault} busy={busy} label={t('web.tell.send')} onCancel={onDone} />
    </form>
  );
}
