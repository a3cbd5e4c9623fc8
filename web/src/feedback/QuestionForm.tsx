import { useQuery } from '@tanstack/react-query';
import { journeysQuery, promisesQuery } from '../api/queries';
import type { Question, QuestionKind, Text } from '../api/types';
import { Checkbox, NativeSelect, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import type { Sort } from '../promises/proof_answers';
import { own, useWords, type Language } from '../words';
import { addOption, asKind, dropOption, KINDS, meaning, meaningOf, moved } from './definition';

type Change = (next: Question) => void;

/** A text in every language of the questionnaire, one field each. */
export function TextFields({ label, languages, value, onChange, required, maxLength = 500 }: { label: string; languages: Language[]; value: Text | undefined; onChange: (next: Text) => void; required?: boolean; maxLength?: number }) {
  const { t } = useWords();
  return (
    <div className="form two">
      {languages.map((language) => (
        <TextInput
          key={language}
          label={languages.length > 1 ? `${label}, ${t(`web.in.${language}`)}` : label}
          lang={language}
          value={value?.[language] ?? ''}
          onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value })}
          maxLength={maxLength}
          required={required ?? false}
        />
      ))}
    </div>
  );
}

export function QuestionForm({ question, languages, onChange }: { question: Question; languages: Language[]; onChange: Change }) {
  const { t, language } = useWords();
  const journeys = useQuery(journeysQuery);
  const promises = useQuery(promisesQuery);
  const moments = (journeys.data ?? []).filter((journey) => journey.audience === 'customer').flatMap((journey) => journey.moments).filter((moment) => !moment.ended || moment.id === question.moment);
  const promised = (promises.data ?? []).filter((promise) => promise.audience === 'customer' && (!promise.withdrawn || promise.id === question.promise));
  return (
    <div className="stack">
      <div className="form two">
        <NativeSelect label={t('web.build.kind')} value={question.kind} onChange={(event) => onChange(asKind(question, event.currentTarget.value as QuestionKind))} data={KINDS.map((kind) => ({ value: kind, label: t(`web.question.${kind}`) }))} />
        <NativeSelect
          label={t('web.build.about')}
          value={question.moment ?? ''}
          onChange={(event) => {
            const { moment: _, per: __, ...rest } = question;
            const chosen = event.currentTarget.value;
            onChange(chosen ? { ...rest, moment: chosen } : rest);
          }}
          data={[{ value: '', label: t('web.build.visit') }, { value: 'drawn', label: t('web.question.drawn') }, ...moments.map((moment) => ({ value: moment.id, label: own(moment.name, language) }))]}
        />
      </div>
      {question.kind === 'promise' && (
        <NativeSelect
          label={t('web.build.promise')}
          value={question.promise ?? ''}
          onChange={(event) => {
            const id = event.currentTarget.value;
            const chosen = promised.find((promise) => promise.id === id);
            onChange({ ...question, promise: id, ...(chosen?.moment && !question.moment ? { moment: chosen.moment } : {}) });
          }}
          data={[{ value: '', label: t('web.build.choose') }, ...promised.map((promise) => ({ value: promise.id, label: own(promise.text, language) }))]}
          required
        />
      )}
      <TextFields label={t('web.build.text')} languages={languages} value={question.text} onChange={(text) => onChange({ ...question, text })} required />
      {question.kind === 'scale' && <Points question={question} languages={languages} onChange={onChange} />}
      {(question.kind === 'choice' || question.kind === 'multiple' || question.kind === 'promise') && <Options question={question} languages={languages} onChange={onChange} />}
      {question.kind === 'score' && (
        <>
          <TextFields label={t('web.build.low')} languages={languages} value={question.low} onChange={(low) => onChange({ ...question, low })} maxLength={120} />
          <TextFields label={t('web.build.high')} languages={languages} value={question.high} onChange={(high) => onChange({ ...question, high })} maxLength={120} />
        </>
      )}
      {question.kind === 'story' && <p className="s m2">{t('web.build.story_what')}</p>}
      {question.kind === 'yes_no_na' && <p className="s m2">{t('web.build.yes_no_what')}</p>}
      <Checkbox
        label={t('web.build.required')}
        checked={question.required ?? false}
        onChange={(event) => {
          const { required: _, ...rest } = question;
          onChange(event.currentTarget.checked ? { ...rest, required: true } : rest);
        }}
      />
    </div>
  );
}

function Points({ question, languages, onChange }: { question: Question; languages: Language[]; onChange: Change }) {
  const { t } = useWords();
  const points = question.points ?? [];
  return (
    <fieldset className="answers">
      <legend className="s b">{t('web.build.points')}</legend>
      <ol>
        {points.map((point, at) => (
          <li key={at}>
            <span className="m3 tn">{at + 1}</span>
            <div>
              <TextFields label={t('web.build.point', { n: at + 1 })} languages={languages} value={point} onChange={(next) => onChange({ ...question, points: points.map((one, place) => (place === at ? next : one)) })} maxLength={120} required />
            </div>
            {points.length > 2 && (
              <button type="button" className="btn sm" aria-label={t('web.build.drop_point', { n: at + 1 })} onClick={() => onChange({ ...question, points: points.filter((_, place) => place !== at) })}>
                <Icon name="close" size={12} />
              </button>
            )}
          </li>
        ))}
      </ol>
      {points.length < 11 && (
        <button type="button" className="btn sm" onClick={() => onChange({ ...question, points: [...points, {}] })}>
          <Icon name="plus" size={12} />
          {t('web.build.add_point')}
        </button>
      )}
    </fieldset>
  );
}

function Options({ question, languages, onChange }: { question: Question; languages: Language[]; onChange: Change }) {
  const { t, language } = useWords();
  const options = question.options ?? [];
  return (
    <fieldset className="answers">
      <legend className="s b">{t('web.build.options')}</legend>
      <ol>
        {options.map((option, at) => {
          const name = own(option.label, language) || String(at + 1);
          return (
            <li key={option.value}>
              <span className="m3 tn">{at + 1}</span>
              <div className={question.kind === 'promise' ? 'meant' : ''}>
                <TextFields label={t('web.build.option', { n: at + 1 })} languages={languages} value={option.label} onChange={(label) => onChange({ ...question, options: options.map((one) => (one.value === option.value ? { ...one, label } : one)) })} maxLength={120} required />
                {question.kind === 'promise' && (
                  <NativeSelect
                    label={t('web.build.counts')}
                    value={meaningOf(question, option.value)}
                    onChange={(event) => onChange(meaning(question, option.value, event.currentTarget.value as Sort))}
                    data={(['kept', 'not_kept', 'not_applicable'] as const).map((sort) => ({ value: sort, label: t(`web.proof.as.${sort}`) }))}
                  />
                )}
              </div>
              <span className="row moves">
                <button type="button" className="btn sm" disabled={at === 0} aria-label={t('web.build.up', { what: name })} onClick={() => onChange({ ...question, options: moved(options, at, at - 1) })}>
                  <Icon name="up" size={12} />
                </button>
                {options.length > 2 && (
                  <button type="button" className="btn sm" aria-label={t('web.build.drop', { what: name })} onClick={() => onChange(dropOption(question, option.value))}>
                    <Icon name="close" size={12} />
                  </button>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      {options.length < 100 && (
        <button type="button" className="btn sm" onClick={() => onChange(addOption(question))}>
          <Icon name="plus" size={12} />
          {t('web.build.add_option')}
        </button>
      )}
    </fieldset>
  );
}
