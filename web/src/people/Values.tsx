import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { client } from '../api/session';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { Textarea, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { valuesQuery } from '../stories/queries';
import type { Value } from '../stories/shapes';
import { toast } from '../shell/toast';
import { own, ownLanguage, useWords } from '../words';
import './values.css';

const changed = () => void client.invalidateQueries({ queryKey: valuesQuery.queryKey });
const patch = (value: Value, change: object) => ask('PATCH', `/values/${encodeURIComponent(value.id)}`, { body: { ...change, revision: value.revision } });

/** What the house stands for, in its own words; thanks name one of these. A name alone says nothing, and that is said. */
export default function Values() {
  const { t, language } = useWords();
  const values = useQuery(valuesQuery);
  const [editing, setEditing] = useState<Value | 'new' | null>(null);
  const quick = (value: Value, change: object) => void patch(value, change).then(changed, (error: unknown) => toast(error instanceof Error ? error.message : ''));
  return (
    <>
      <Fetched of={values}>
        {(all) => {
          const open = all.filter((one) => !one.ended);
          const ended = all.filter((one) => one.ended);
          const add = (
            <button type="button" className="btn" onClick={() => setEditing('new')}>
              <Icon name="plus" />
              {t('web.values.new')}
            </button>
          );
          return (
            <section className="card" aria-labelledby="values">
              <div className="ch">
                <h2 id="values">{t('web.manage.waarden')}</h2>
                <span className="s m3">{t('web.values.use')}</span>
                {open.length > 0 && <span className="r">{add}</span>}
              </div>
              {open.length === 0 ? (
                <Empty title={t('web.values.none')} action={add}>
                  {t('web.values.none_text')}
                </Empty>
              ) : (
                <ol className="values">
                  {open.map((value, at) => (
                    <li key={value.id}>
                      <div>
                        <p className="b" lang={ownLanguage(value.name, language)}>
                          {own(value.name, language)}
                        </p>
                        {own(value.meaning, language) && (
                          <p className="voice" lang={ownLanguage(value.meaning, language)}>
                            {own(value.meaning, language)}
                          </p>
                        )}
                        {value.says_nothing && <p className="s m2">{t('web.values.says_nothing')}</p>}
                      </div>
                      <div className="row wrap">
                        {at > 0 && (
                          <button type="button" className="btn sm" aria-label={t('web.values.up', { name: own(value.name, language) })} onClick={() => quick(value, { position: open[at - 1]?.position ?? 0 })}>
                            <Icon name="up" />
                          </button>
                        )}
                        <button type="button" className="btn sm" onClick={() => setEditing(value)}>
                          {t('web.change')}
                          <span className="vh">: {own(value.name, language)}</span>
                        </button>
                        <button type="button" className="btn sm" onClick={() => quick(value, { ended: true })}>
                          {t('web.end')}
                          <span className="vh">: {own(value.name, language)}</span>
                        </button>
                      </div>
                    </li>
                  ))}
                </ol>
              )}
              {ended.length > 0 && (
                <details className="astable">
                  <summary>{t('web.values.ended', { count: ended.length, n: String(ended.length) })}</summary>
                  <ul className="values">
                    {ended.map((value) => (
                      <li key={value.id}>
                        <p lang={ownLanguage(value.name, language)}>{own(value.name, language)}</p>
                        <button type="button" className="btn sm" onClick={() => quick(value, { ended: false })}>
                          {t('web.values.again')}
                          <span className="vh">: {own(value.name, language)}</span>
                        </button>
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </section>
          );
        }}
      </Fetched>
      <Dialog title={t(editing === 'new' ? 'web.values.new' : 'web.values.change')} opened={editing !== null} onClose={() => setEditing(null)}>
        {editing && <Form value={editing === 'new' ? null : editing} onDone={() => setEditing(null)} />}
      </Dialog>
    </>
  );
}

function Form({ value, onDone }: { value: Value | null; onDone: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState({ nl: value?.name.nl ?? '', en: value?.name.en ?? '' });
  const [meaning, setMeaning] = useState({ nl: value?.meaning.nl ?? '', en: value?.meaning.en ?? '' });
  const said = (text: { nl: string; en: string }) => Object.fromEntries(Object.entries(text).filter(([, words]) => words.trim()));
  const { busy, fault, submit } = useSend(
    () => {
      const body = { name: said(name), meaning: said(meaning) };
      return value ? patch(value, body) : ask('POST', '/values', { body });
    },
    () => {
      changed();
      toast(t('web.saved'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <div className="form two">
        <TextInput label={t('web.name_nl')} value={name.nl} onChange={(event) => setName({ ...name, nl: event.currentTarget.value })} error={fault.field('name')} maxLength={60} required={!name.en} data-autofocus />
        <TextInput label={t('web.name_en')} value={name.en} onChange={(event) => setName({ ...name, en: event.currentTarget.value })} maxLength={60} required={!name.nl} />
      </div>
      <Textarea label={t('web.values.meaning_nl')} description={t('web.values.meaning_what')} value={meaning.nl} onChange={(event) => setMeaning({ ...meaning, nl: event.currentTarget.value })} error={fault.field('meaning')} maxLength={400} autosize={false} rows={2} />
      <Textarea label={t('web.values.meaning_en')} value={meaning.en} onChange={(event) => setMeaning({ ...meaning, en: event.currentTarget.value })} maxLength={400} autosize={false} rows={2} />
      <FormEnd fault={fault} busy={busy} label={t('web.save')} onCancel={onDone} />
    </form>
  );
}
