import { useState } from 'react';
import { ask } from '../api/client';
import type { Underlined } from '../api/types';
import { FormEnd, useSend } from '../kit/Dialog';
import { Textarea } from '../kit/fields';
import { Icon } from '../kit/icons';
import { useWords } from '../words';
import { goOnAt, pieces, promisesOf, type Kind, type Pasted } from './first_texts';

// what the server's reasons begin with
const WHY = 'web.why.';

const MOST = 6;

/** Step one: texts pasted, and what they promise underlined. They stay in this window: nothing of them is kept. */
export function FirstTexts({ texts, onTexts, onPromise }: { texts: Pasted[]; onTexts: (texts: Pasted[]) => void; onPromise: (mark: Underlined) => void }) {
  const { t } = useWords();
  const put = (at: number, one: Pasted) => onTexts(texts.map((old, place) => (place === at ? one : old)));
  const written = texts.filter((one) => one.text.trim());
  const unread = texts.some((one) => !one.read);
  const { busy, fault, submit } = useSend(
    async () => (written.length ? ask<{ texts: NonNullable<Pasted['read']>[] }>('POST', '/promises/underline', { body: { texts: written.map(({ kind, text }) => ({ kind, text })) } }) : { texts: [] }),
    (read) => {
      let at = 0;
      onTexts(texts.map((one) => (one.text.trim() ? { ...one, read: read.texts[at++] ?? { language: 'nl', marks: [] } } : one)));
      if (written.length) goOnAt('hour1');
    },
  );
  const count = (kind: Underlined['kind']) => texts.reduce((sum, one) => sum + (one.read?.marks.filter((mark) => mark.kind === kind).length ?? 0), 0);
  let first = 1;
  return (
    <section className="card" aria-labelledby="hour1">
      <div className="ch">
        <h2 id="hour1" tabIndex={-1}>1 {t('web.first.texts')}</h2>
        {texts.some((one) => one.read) && (
          <span className="r s m3" role="status">
            {t('web.first.found', { count: count('promise') })}, {t('web.first.nothing', { count: count('says_nothing') })}
          </span>
        )}
      </div>
      <form className="form" onSubmit={submit}>
        {texts.map((one, at) => {
          const from = first;
          first += promisesOf(one.read?.marks ?? []).length;
          return one.read ? (
            <Read key={at} one={one} first={from} onChange={() => put(at, { kind: one.kind, text: one.text })} onPromise={onPromise} />
          ) : (
            <Textarea
              key={at}
              className="voice-input"
              label={t(`web.first.text.${one.kind}`)}
              description={t(`web.first.text.${one.kind}.what`)}
              rows={one.kind === 'website' ? 6 : 4}
              autosize={false}
              maxLength={20000}
              value={one.text}
              onChange={(event) => put(at, { kind: one.kind, text: event.currentTarget.value })}
            />
          );
        })}
        {unread && <FormEnd fault={fault} busy={busy} label={t('web.first.underline')} />}
        {!unread && fault.text && <p className="notice bad">{fault.text}</p>}
      </form>
      {texts.length < MOST && (
        <p className="below">
          <button type="button" className="btn" onClick={() => onTexts([...texts, { kind: 'other' as Kind, text: '' }])}>
            <Icon name="plus" />
            {t('web.first.another')}
          </button>
        </p>
      )}
      <p className="s m3">{t('web.first.not_kept')}</p>
    </section>
  );
}

function Read({ one, first, onChange, onPromise }: { one: Pasted; first: number; onChange: () => void; onPromise: (mark: Underlined) => void }) {
  const { t, language } = useWords();
  const marks = one.read?.marks ?? [];
  const [shown, setShown] = useState<Underlined | undefined>(() => marks.find((mark) => mark.kind === 'says_nothing') ?? marks[0]);
  return (
    <div className="src">
      <p className="srchead">
        <b>{t(`web.first.text.${one.kind}`)}</b>
        <span className="m3">{t(one.kind === 'vacancy' ? 'web.to.employee' : 'web.to.customer')}</span>
        <button type="button" className="lk" onClick={onChange}>
          {t('web.first.change')}
        </button>
      </p>
      <p className="txt" lang={one.read?.language === language ? undefined : one.read?.language}>
        {pieces(one.text, marks, first).map((piece) =>
          piece.mark ? <Mark key={piece.at} mark={piece.mark} number={piece.number} on={shown === piece.mark} onShow={() => setShown(piece.mark)} text={piece.text} /> : <span key={piece.at}>{piece.text}</span>,
        )}
      </p>
      {shown && (
        <div className="because" role="status">
          <p className="s">
            <b>“{shown.quote}”</b> {t(`web.why.${shown.why.slice(WHY.length)}`)}
          </p>
          {shown.kind === 'says_nothing' && (
            <button type="button" className="btn sm" onClick={() => onPromise(shown)}>
              {t('web.first.make_promise')}
            </button>
          )}
        </div>
      )}
      {marks.length === 0 && <p className="notice s">{t('web.first.none_found')}</p>}
    </div>
  );
}

/** A word that can be pressed, inside a sentence that must be able to wrap: no <button>, which never breaks over lines. */
function Mark({ mark, number, text, on, onShow }: { mark: Underlined; number: number | undefined; text: string; on: boolean; onShow: () => void }) {
  const { t } = useWords();
  return (
    <span
      role="button"
      tabIndex={0}
      aria-pressed={on}
      className={mark.kind === 'promise' ? 'pr' : 'em'}
      onClick={onShow}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onShow();
      }}
    >
      {text}
      {number !== undefined && <sup>{number}</sup>}
      <span className="vh"> {t(`web.first.legend.${mark.kind}`)}</span>
    </span>
  );
}
