import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ask } from '../api/client';
import { journeysQuery } from '../api/queries';
import { may, useSession } from '../api/session';
import type { Expectation } from '../api/types';
import { figure, interval, whole } from '../format';
import { FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { wordsOf } from '../kit/StoryCard';
import { UnitFilter } from '../shell/Filters';
import { Page } from '../shell/Page';
import { toast } from '../shell/toast';
import { useView } from '../shell/view';
import { own, ownLanguage, useWords } from '../words';
import { storiesChanged, themeFiguresQuery, themePreviewQuery, themesQuery } from './queries';
import { draftOf, emptyRule, formOf, type RuleForm, ruleText, withWord } from './rule';
import { Pick } from './Seek';
import type { Theme } from './shapes';
import { Suggested } from './Suggested';
import './stories.css';

/** The rules by which stories are gathered: people write them, everyone can read them, and nothing else sorts. */
export default function Themes() {
  const { t, language } = useWords();
  const { account } = useSession();
  const view = useView();
  const [moment, setMoment] = useState<string>();
  const themes = useQuery(themesQuery);
  const figures = useQuery(themeFiguresQuery(view, moment)).data;
  const moments = (useQuery(journeysQuery).data ?? []).flatMap((journey) => journey.moments).filter((one) => !one.ended);
  const edits = may(account.role, 'themes');
  const [editing, setEditing] = useState<Theme | 'new' | null>(null);
  const [form, setForm] = useState<RuleForm>(emptyRule);
  const start = (theme: Theme | 'new') => {
    setEditing(theme);
    setForm(theme === 'new' ? emptyRule : formOf(theme));
  };
  return (
    <Page
      title={t('web.themes')}
      above={[{ name: t('web.nav.stories'), to: '/verhalen' }]}
      filters={
        <>
          <Pick label={t('web.moment')} all={t('web.stories.all_moments')} value={moment} options={moments.map((one) => ({ value: one.id, name: own(one.name, language) }))} onPick={setMoment} />
          <UnitFilter />
        </>
      }
    >
      <div className="hd">
        <div>
          <h1>{t('web.themes')}</h1>
          <p>{t('web.themes.what')}</p>
        </div>
        {edits && editing !== 'new' && (
          <button type="button" className="btn p" onClick={() => start('new')}>
            <Icon name="plus" />
            {t('web.themes.new')}
          </button>
        )}
      </div>
      <div className={editing ? 'grid two themelay' : 'grid themelay'}>
        <section className="card" aria-labelledby="rules">
          <div className="ch">
            <h2 id="rules">{t('web.themes.rules')}</h2>
            {figures && <span className="r s m3 tn">{t('web.stories.count', { n: whole(figures.of, language), count: figures.of })}</span>}
          </div>
          <Fetched of={themes}>
            {(list) =>
              list.length === 0 ? (
                <Empty
                  title={t('web.themes.empty')}
                  action={
                    edits ? (
                      <button type="button" className="btn" onClick={() => start('new')}>
                        {t('web.themes.new')}
                      </button>
                    ) : undefined
                  }
                >
                  {t('web.themes.empty_text')}
                </Empty>
              ) : (
                <ul className="rules">
                  {list.map((theme) => {
                    const found = figures?.themes.find((one) => one.id === theme.id);
                    return (
                      <li key={theme.id} aria-current={editing !== 'new' && editing?.id === theme.id ? 'true' : undefined}>
                        <div>
                          <p className="b" lang={ownLanguage(theme.name, language)}>
                            {own(theme.name, language)}
                          </p>
                          <p className="s m2">{ruleText(theme, t)}</p>
                        </div>
                        {found && (
                          <p className="tn r">
                            <b>{found.figure.value === null ? whole(found.stories, language) : figure(found.figure, language)}</b>
                            <br />
                            <span className="s m3">
                              {interval(found.figure, language) ? `${interval(found.figure, language)}, ` : ''}
                              {t('web.themes.of', { k: whole(found.stories, language), n: whole(found.of, language) })}
                            </span>
                          </p>
                        )}
                        {edits && (
                          <button type="button" className="btn sm" onClick={() => start(theme)}>
                            {t('web.change')}
                            <span className="vh">: {own(theme.name, language)}</span>
                          </button>
                        )}
                      </li>
                    );
                  })}
                </ul>
              )
            }
          </Fetched>
          <p className="s m3" style={{ marginTop: 8 }}>
            {t('web.themes.by_rules')}
          </p>
        </section>
        {editing && edits && <Rule key={editing === 'new' ? 'new' : editing.id} theme={editing === 'new' ? null : editing} form={form} setForm={setForm} moment={moment} onDone={() => setEditing(null)} />}
      </div>
      {may(account.role, 'check_stories') && (
        <Suggested
          unit={view.unit}
          moment={moment}
          onAdd={
            edits
              ? (word) => {
                  if (!editing) setEditing('new');
                  setForm((before) => withWord(editing ? before : emptyRule, word));
                }
              : undefined
          }
        />
      )}
    </Page>
  );
}

const SETTLE_MS = 400;
function Rule({ theme, form, setForm, moment, onDone }: { theme: Theme | null; form: RuleForm; setForm: (form: RuleForm) => void; moment: string | undefined; onDone: () => void }) {
  const { t, language } = useWords();
  const draft = draftOf(form);
  const after = (said: string) => () => {
    storiesChanged();
    toast(t(said));
    onDone();
  };
  const saving = useSend(() => (theme ? ask('PUT', `/themes/${encodeURIComponent(theme.id)}`, { body: { ...draft, revision: theme.revision } }) : ask('POST', '/themes', { body: draft })), after('web.saved'));
  const dropping = useSend(() => ask('DELETE', `/themes/${encodeURIComponent(theme?.id ?? '')}`), after('web.themes.dropped'));
  const set = (change: Partial<RuleForm>) => setForm({ ...form, ...change });
  return (
    <section className="card" aria-labelledby="rule">
      <div className="ch">
        <h2 id="rule">{theme ? own(theme.name, language) : t('web.themes.new')}</h2>
      </div>
      <form className="form" onSubmit={saving.submit}>
        <div className="form two">
          <TextInput label={t('web.name_nl')} value={form.nl} onChange={(event) => set({ nl: event.currentTarget.value })} error={saving.fault.field('name')} maxLength={60} required={!form.en} data-autofocus />
          <TextInput label={t('web.name_en')} value={form.en} onChange={(event) => set({ en: event.currentTarget.value })} maxLength={60} required={!form.nl} />
        </div>
        <fieldset className="form">
          <legend className="s m2">{t('web.themes.rule_what')}</legend>
          {form.groups.map((group, at) => (
            <div key={at} className="row wordrow">
              <TextInput
                label={at === 0 ? t('web.themes.any_of') : t('web.themes.and_any_of', { n: String(at + 1) })}
                placeholder={at === 0 ? t('web.themes.example') : undefined}
                value={group}
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  set({ groups: form.groups.map((one, place) => (place === at ? value : one)) });
                }}
                error={saving.fault.field(`all_of[${at}]`) ?? (at === 0 ? saving.fault.field('all_of') : undefined)}
                maxLength={400}
                required={at === 0}
              />
              {form.groups.length > 1 && (
                <button type="button" className="btn sm" aria-label={t('web.themes.drop_row', { n: String(at + 1) })} onClick={() => set({ groups: form.groups.filter((_, place) => place !== at) })}>
                  <Icon name="close" size={12} />
                </button>
              )}
            </div>
          ))}
          {form.groups.length < 6 && (
            <p>
              <button type="button" className="btn sm" onClick={() => set({ groups: [...form.groups, ''] })}>
                <Icon name="plus" />
                {t('web.themes.add_row')}
              </button>
            </p>
          )}
          <TextInput label={t('web.themes.none_of')} value={form.none} onChange={(event) => set({ none: event.currentTarget.value })} error={saving.fault.field('none_of')} maxLength={400} />
          <NativeSelect
            label={t('web.expected')}
            value={form.expectation ?? ''}
            onChange={(event) => set({ expectation: (event.currentTarget.value || null) as Expectation | null })}
            data={[{ value: '', label: t('web.themes.any_expectation') }, ...(['better', 'as', 'less'] as const).map((one) => ({ value: one, label: t(`web.expectation.${one}`) }))]}
          />
        </fieldset>
        <Fits draft={draft} moment={moment} />
        <FormEnd fault={dropping.fault.text ? dropping.fault : saving.fault} busy={saving.busy} label={t('web.save')} onCancel={onDone} />
        {theme && (
          <p>
            <button type="button" className="btn danger" aria-disabled={dropping.busy || undefined} onClick={() => void dropping.submit()}>
              {t('web.themes.drop')}
            </button>
          </p>
        )}
      </form>
    </section>
  );
}

/** What would fit, while the rule is being written. */
function Fits({ draft, moment }: { draft: ReturnType<typeof draftOf>; moment: string | undefined }) {
  const { t, language } = useWords();
  const view = useView();
  const now = JSON.stringify({ all_of: draft.all_of, none_of: draft.none_of, expectation: draft.expectation });
  const [asked, setAsked] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(now), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [now]);
  const rule = JSON.parse(asked) as Pick<typeof draft, 'all_of' | 'none_of' | 'expectation'>;
  const fits = useQuery({ ...themePreviewQuery(rule, view, moment), enabled: rule.all_of.length > 0 });
  return (
    <div className="fits" role="status">
      {rule.all_of.length === 0 || !fits.data ? (
        <p className="s m2">{fits.error ? t('web.themes.fits_unknown') : t('web.themes.fits_first')}</p>
      ) : (
        <>
          <p className="tn">
            <b>{t('web.themes.fits', { k: whole(fits.data.stories, language), n: whole(fits.data.of, language), count: fits.data.stories })}</b>
            {interval(fits.data.figure, language) ? <span className="s m3"> {figure(fits.data.figure, language)}, {interval(fits.data.figure, language)}</span> : null}
          </p>
          {fits.data.examples.map((story) => (
            <p key={story.id} className="voice" lang={story.language === language ? undefined : story.language}>
              {wordsOf(story)}
            </p>
          ))}
        </>
      )}
    </div>
  );
}
