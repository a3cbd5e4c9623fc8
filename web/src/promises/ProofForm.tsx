import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { instrumentQuery, instrumentsQuery } from '../api/queries';
import { client } from '../api/session';
import type { PromiseOf } from '../api/types';
import { FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect } from '../kit/fields';
import { toast } from '../shell/toast';
import { own, useWords } from '../words';
import { answersOf, type Sort } from './proof_answers';

export const changed = () => {
  for (const key of ['promises', 'overview', 'moment', 'journeys']) void client.invalidateQueries({ queryKey: [key] });
};

/** Which question of which questionnaire shows whether a promise was kept, and what its answers count as. */
export function ProofForm({ promise, onDone }: { promise: PromiseOf; onDone: () => void }) {
  const { t, language } = useWords();
  const instruments = useQuery(instrumentsQuery);
  const list = instruments.data ?? [];
  const [instrument, setInstrument] = useState('');
  const id = instrument || list[0]?.id;
  const whole = useQuery({ ...instrumentQuery(id ?? ''), enabled: !!id });
  const questions = (whole.data?.definition.questions ?? []).filter((one) => one.kind !== 'text' && one.kind !== 'story' && one.kind !== 'multiple');
  const [key, setKey] = useState('');
  const question = questions.find((one) => one.key === (key || promise.proof?.question_key)) ?? questions[0];
  const [changes, setChanges] = useState<Record<string, Sort>>({});
  const answers = question ? answersOf(question).map((answer) => ({ ...answer, counts: changes[String(answer.value)] ?? answer.counts })) : [];
  const those = (sort: Sort) => answers.filter((answer) => answer.counts === sort).map((answer) => answer.value);
  const { busy, fault, submit } = useSend(
    () =>
      ask('PUT', `/promises/${promise.id}/proof`, {
        body: { kind: question?.kind === 'score' || question?.kind === 'scale' ? 'derived' : 'asked', question_key: question?.key, kept: those('kept'), not_kept: those('not_kept'), not_applicable: those('not_applicable') },
      }),
    () => {
      changed();
      toast(t('web.proof.saved'));
      onDone();
    },
  );
  if (instruments.data && !list.length) return <p className="notice">{t('web.link.needs_instrument')}</p>;
  return (
    <form className="form" onSubmit={submit}>
      <p className="voice">“{own(promise.text, language)}”</p>
      <p className="s m2">{t('web.proof.what')}</p>
      <NativeSelect label={t('web.instrument')} value={id ?? ''} onChange={(event) => { setInstrument(event.currentTarget.value); setKey(''); setChanges({}); }} data={list.map((one) => ({ value: one.id, label: own(one.title, language) }))} />
      {question && (
        <>
          <NativeSelect label={t('web.proof.question')} value={question.key} onChange={(event) => { setKey(event.currentTarget.value); setChanges({}); }} data={questions.map((one) => ({ value: one.key, label: own(one.text, language) }))} error={fault.field('question_key')} />
          <fieldset className="stack">
            <legend className="s b">{t('web.proof.counts')}</legend>
            {answers.map((answer) => (
              <label key={String(answer.value)} className="row">
                <span style={{ flex: 1 }}>{own(answer.label, language)}</span>
                <select className="plain inline" value={answer.counts} onChange={(event) => setChanges({ ...changes, [String(answer.value)]: event.target.value as Sort })}>
                  {(['kept', 'not_kept', 'not_applicable'] as const).map((sort) => (
                    <option key={sort} value={sort}>
                      {t(`web.proof.as.${sort}`)}
                    </option>
                  ))}
                </select>
              </label>
            ))}
          </fieldset>
          {(question.kind === 'score' || question.kind === 'scale') && <p className="notice s">{t('web.proof.derived')}</p>}
        </>
      )}
      <FormEnd fault={fault} busy={busy} label={t('web.save')} onCancel={onDone} />
    </form>
  );
}
