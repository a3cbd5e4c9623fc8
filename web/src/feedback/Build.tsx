import { useEffect, useRef, useState } from 'react';
import { ask } from '../api/client';
import { client } from '../api/session';
import type { Definition, Question } from '../api/types';
import { FormEnd, useSend } from '../kit/Dialog';
import { Checkbox, Textarea, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Seg } from '../kit/Seg';
import { toast } from '../shell/toast';
import { own, useWords, type Language } from '../words';
import { asKind, finished, LANGUAGES, moved, withMeanings } from './definition';
import { Preview } from './Preview';
import { QuestionForm, TextFields } from './QuestionForm';

/** A promise question may leave its answers to the program; here they are written out, so that they can be seen and changed. */
const opened = (definition: Definition): Definition => ({ ...definition, questions: definition.questions.map((question) => (question.kind === 'promise' ? withMeanings(question) : question)) });

export function Build({ id, start, onDone }: { id?: string; start: Definition; onDone: () => void }) {
  const { t, language } = useWords();
  const [draft, setDraft] = useState(() => opened(start));
  const [shows, setShows] = useState<'form' | 'preview' | 'json'>('form');
  const [text, setText] = useState('');
  const [broken, setBroken] = useState('');
  const [at, setAt] = useState<number | null>(0);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { busy, fault, submit } = useSend(
    () => ask('POST', id ? `/instruments/${id}/versions` : '/instruments', { body: { definition: shows === 'json' ? (JSON.parse(text) as Definition) : finished(draft) } }),
    () => {
      void client.invalidateQueries({ queryKey: ['instruments'] });
      void client.invalidateQueries({ queryKey: ['promises'] });
      toast(t('web.instrument.made'));
      onDone();
    },
  );
  /** The written form read back; false when it is no JSON. */
  const readBack = (): boolean => {
    try {
      const read = JSON.parse(text) as Definition;
      if (!Array.isArray(read.questions)) throw new Error('questions');
      setDraft(opened(read));
      setBroken('');
      return true;
    } catch (error) {
      setBroken(t('web.instrument.no_json', { place: error instanceof Error ? error.message : '' }));
      return false;
    }
  };
  const show = (next: 'form' | 'preview' | 'json') => {
    if (next === shows || (shows === 'json' && !readBack())) return;
    if (next === 'json') setText(JSON.stringify(finished(draft), null, 2));
    setShows(next);
  };
  const languages = LANGUAGES.filter((one) => draft.languages.includes(one));
  const [reads, setReads] = useState<Language>(languages.includes(language) ? language : (languages[0] ?? 'nl'));
  const put = (questions: Question[]) => setDraft({ ...draft, questions });
  return (
    <section className="card" aria-labelledby="build">
      <div className="ch">
        <h2 id="build" ref={heading} tabIndex={-1}>
          {id ? `${t('web.instrument.revise')}: ${own(start.title, language)}` : t('web.instrument.new')}
        </h2>
        <div className="r">
          <Seg
            label={t('web.build.view')}
            value={shows}
            options={[
              { value: 'form', name: t('web.build.form') },
              { value: 'preview', name: t('web.build.preview') },
              { value: 'json', name: t('web.build.json') },
            ]}
            onPick={show}
          />
        </div>
      </div>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (shows === 'json' && !readBack()) return;
          void submit();
        }}
      >
        {shows === 'json' && (
          <>
            <p className="s m2">{t('web.instrument.json_what')}</p>
            <Textarea className="code" label={t('web.instrument.json')} rows={18} autosize={false} value={text} onChange={(event) => setText(event.currentTarget.value)} error={broken || undefined} spellCheck={false} required />
          </>
        )}
        {shows === 'preview' && (
          <>
            {languages.length > 1 && <Seg label={t('web.build.language')} value={reads} options={languages.map((one) => ({ value: one, name: one.toUpperCase(), spoken: t(`web.in.${one}`) }))} onPick={setReads} />}
            <Preview definition={draft} language={reads} />
          </>
        )}
        {shows === 'form' && (
          <>
            <TextFields label={t('web.build.title')} languages={languages} value={draft.title} onChange={(title) => setDraft({ ...draft, title })} required />
            <div className="row wrap choices">
              {LANGUAGES.map((one) => (
                <Checkbox
                  key={one}
                  label={t(`web.build.in.${one}`)}
                  checked={languages.includes(one)}
                  disabled={languages.length === 1 && languages.includes(one)}
                  onChange={(event) => setDraft({ ...draft, languages: event.currentTarget.checked ? LANGUAGES.filter((other) => other === one || languages.includes(other)) : languages.filter((other) => other !== one) })}
                />
              ))}
              <Checkbox label={t('web.build.anonymous')} checked={draft.anonymous} onChange={(event) => setDraft({ ...draft, anonymous: event.currentTarget.checked })} />
            </div>
            <p className="s m2">{t(draft.anonymous ? 'web.instrument.anonymous' : 'web.instrument.named')}</p>
            <h3>{t('web.instrument.questions')}</h3>
            <ol className="built">
              {draft.questions.map((question, place) => {
                const name = own(question.text, language) || t('web.build.untitled');
                const wrong = fault.field(`definition.questions[${place}]`);
                return (
                  <li key={place} className={at === place ? 'open' : ''}>
                    <div className="row wrap">
                      <button type="button" className="unfold" aria-expanded={at === place} onClick={() => setAt(at === place ? null : place)}>
                        <span className="m3 tn">{place + 1}</span>
                        <span className="b">{name}</span>
                        <span className="chip">{t(`web.question.${question.kind}`)}</span>
                      </button>
                      <span className="row moves">
                        <button type="button" className="btn sm" disabled={place === 0} aria-label={t('web.build.up', { what: name })} onClick={() => { put(moved(draft.questions, place, place - 1)); setAt(at === place ? place - 1 : null); }}>
                          <Icon name="up" size={12} />
                        </button>
                        <button type="button" className="btn sm" disabled={place === draft.questions.length - 1} aria-label={t('web.build.down', { what: name })} onClick={() => { put(moved(draft.questions, place, place + 1)); setAt(at === place ? place + 1 : null); }}>
                          <Icon name="low" size={12} />
                        </button>
                        <button type="button" className="btn sm" disabled={draft.questions.length === 1} aria-label={t('web.build.drop', { what: name })} onClick={() => { put(draft.questions.filter((_, other) => other !== place)); setAt(null); }}>
                          <Icon name="close" size={12} />
                        </button>
                      </span>
                    </div>
                    {wrong && <p className="s brick">{wrong}</p>}
                    {at === place && <QuestionForm question={question} languages={languages} onChange={(next) => put(draft.questions.map((one, other) => (other === place ? next : one)))} />}
                  </li>
                );
              })}
            </ol>
            <div className="row">
              <button type="button" className="btn" onClick={() => { put([...draft.questions, asKind({ key: '', kind: 'promise', text: {} }, 'promise')]); setAt(draft.questions.length); }}>
                <Icon name="plus" />
                {t('web.build.add')}
              </button>
            </div>
            <TextFields label={t('web.build.thanks')} languages={languages} value={draft.thanks} onChange={(thanks) => setDraft({ ...draft, thanks })} />
            <TextInput label={t('web.instrument.key')} description={t('web.build.key_what')} value={draft.key} onChange={(event) => setDraft({ ...draft, key: event.currentTarget.value })} error={fault.field('definition.key')} readOnly={!!id} maxLength={60} />
          </>
        )}
        {fault.text && fault.list.length > 0 && (
          <ul className="notice bad s">
            {fault.list.map((one) => (
              <li key={one.path + one.key}>
                <code>{one.path.replace(/^definition\./, '')}</code>: {one.text}
              </li>
            ))}
          </ul>
        )}
        <FormEnd fault={fault} busy={busy} label={t('web.save')} onCancel={onDone} />
      </form>
    </section>
  );
}
