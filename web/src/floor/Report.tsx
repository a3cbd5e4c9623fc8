import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { client } from '../api/session';
import { isoDay, isoWeekOf, whole } from '../format';
import { faultText } from '../kit/States';
import { own, useWords } from '../words';
import { NameChoice, useNamed } from './NameChoice';
import { digits, write } from './queue';
import { read } from './read';
import { useFloor } from './session';
import { type Barrier, type Choices, KINDS, type Kind, MINUTES, type Minutes, type Today } from './shapes';
import { Written } from './Written';

type What = { barrier: string } | { kind: Kind };
const SHORT: Kind[] = ['tools', 'not_allowed', 'too_busy', 'other'];
const KNOWN_SHORT = 2;

const choicesQuery = (moment: string, unit: string) => ({ queryKey: ['floor', 'choices', moment, unit], queryFn: () => read<Choices>('/barriers/choices', { moment, unit }), enabled: moment !== '', staleTime: 60_000 });

/** What stands in the way, in three taps: what, how long, send. */
export function ReportForm({ today, moment, short }: { today: Today; moment: string; short?: boolean }) {
  const { t, language } = useWords();
  const { who } = useFloor();
  const [at, setAt] = useState(moment);
  const [what, setWhat] = useState<What | null>(null);
  const [minutes, setMinutes] = useState<Minutes | null>(null);
  const [words, setWords] = useState('');
  const [told, setTold] = useState<{ text: string; bad?: boolean } | null>(null);
  const [busy, setBusy] = useState(false);
  const named = useNamed(today);
  const status = useRef<HTMLParagraphElement>(null);
  const choices = useQuery(choicesQuery(at, today.unit.id)).data?.value;
  const known = (choices?.known ?? []).slice(0, short ? KNOWN_SHORT : 8);
  const kinds = short ? SHORT : (choices?.kinds ?? KINDS);
  const isKind = what !== null && 'kind' in what;
  const other = isKind && what.kind === 'other';
  const momentName = own(today.moments.find((one) => one.id === at)?.name, language);
  const title = what === null ? '' : 'barrier' in what ? (known.find((one) => one.id === what.barrier)?.title ?? '') : words.trim() || t(`web.floor.kind.${what.kind}`);
  const missing = !at ? 'web.floor.need.moment' : what === null ? 'web.floor.need.what' : minutes === null ? 'web.floor.need.minutes' : other && !words.trim() ? 'web.floor.need.words' : !named.can ? 'web.floor.need.name' : '';
  const send = async () => {
    if (busy) return;
    if (missing) {
      setTold({ text: t(missing), bad: true });
      return;
    }
    setBusy(true);
    const id = named.byName ? crypto.randomUUID() : digits();
    const body = { ...what, moment: at, minutes, language, ...(isKind && words.trim() ? { words: words.trim() } : {}), ...(named.byName ? { submission: id, unit: today.unit.id } : { receipt: id }) };
    try {
      const state = await write({ what: 'barrier', id, path: '/barriers', body, door: named.byName ? null : today.door, who: named.byName ? who : null, title, moment: momentName, week: isoWeekOf(isoDay(new Date())) }, who);
      if (state === 'waiting') setTold({ text: t('web.floor.not_sent') });
      else if (state === 'refused') setTold({ text: t('web.floor.refused'), bad: true });
      else setTold({ text: named.byName ? t('web.floor.reported_named') : t('web.floor.reported', { place: today.anonymous_at?.name ?? '' }) });
      setWhat(null);
      setMinutes(null);
      setWords('');
      void client.invalidateQueries({ queryKey: ['floor', 'board'] });
    } catch {
      setTold({ text: t('web.floor.not_kept'), bad: true });
    }
    setBusy(false);
    status.current?.focus();
  };
  const pressed = (one: What) => what !== null && JSON.stringify(what) === JSON.stringify(one);
  const pick = (one: What) => {
    setWhat(pressed(one) ? null : one);
    setTold(null);
  };
  const Head = short ? 'h2' : 'h1';
  return (
    <section className="bx report" aria-labelledby="floor-report">
      <Head id="floor-report">{t('web.floor.report')}</Head>
      {!short && (
        <label className="field">
          {t('web.floor.moment')}
          <select value={at} onChange={(event) => (setAt(event.currentTarget.value), setWhat(null))}>
            {today.moments.map((one) => (
              <option key={one.id} value={one.id}>
                {own(one.name, language)}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className="chs" role="group" aria-label={t('web.floor.report')}>
        {known.map((one) => (
          <button key={one.id} type="button" aria-pressed={pressed({ barrier: one.id })} onClick={() => pick({ barrier: one.id })}>
            {one.title}
          </button>
        ))}
        {kinds.map((one) => (
          <button key={one} type="button" aria-pressed={pressed({ kind: one })} onClick={() => pick({ kind: one })}>
            {t(`web.floor.kind.${one}`)}
          </button>
        ))}
      </div>
      {isKind && (
        <label className="field">
          {t(other ? 'web.floor.words' : 'web.floor.words_maybe')}
          <input value={words} maxLength={160} onChange={(event) => setWords(event.currentTarget.value)} />
        </label>
      )}
      <div className="chs lost" role="group" aria-label={t('web.floor.minutes_group')}>
        <span className="s m2" aria-hidden="true">
          {t('web.floor.minutes')}
        </span>
        {MINUTES.map((one) => (
          <button key={one} type="button" aria-pressed={minutes === one} onClick={() => (setMinutes(minutes === one ? null : one), setTold(null))}>
            {one === 60 ? '60+' : whole(one, language)}
            <span className="vh"> {t('web.floor.minutes_unit')}</span>
          </button>
        ))}
      </div>
      <NameChoice named={named} today={today} />
      <div className="row endrow">
        <p className="s m3" ref={status} tabIndex={-1} role="status">
          {told ? <b className={told.bad ? 'brick' : 'teal'}>{told.text}</b> : named.byName ? t('web.floor.named_what') : named.place ? t('web.floor.nameless_what', { place: named.place }) : t('web.floor.nameless_cannot')}
        </p>
        <button type="button" className="btn p tall sp" aria-disabled={missing !== '' || busy || undefined} onClick={() => void send()}>
          {busy ? t('web.busy') : t('web.floor.send_report')}
        </button>
      </div>
      {short && (
        <Link className="lk s" to="/vandaag/melden">
          {t('web.floor.other_moment')}
        </Link>
      )}
    </section>
  );
}

export function Report({ today }: { today: Today }) {
  return (
    <>
      <ReportForm today={today} moment={today.card?.moment.id ?? today.moments[0]?.id ?? ''} />
      <Written today={today} what="barrier" />
      <Board today={today} />
    </>
  );
}

type BoardPage = { items: Barrier[]; next: string | null };
export const boardQuery = { queryKey: ['floor', 'board'], queryFn: () => read<BoardPage>('/barriers', { state: 'open', limit: 20 }) };

/** What is known here already: with age and hours, so that nobody thinks they are the only one. */
function Board({ today }: { today: Today }) {
  const { t, language } = useWords();
  const board = useQuery(boardQuery);
  const items = board.data?.value.items ?? [];
  return (
    <section className="bx" aria-labelledby="floor-board">
      <h2 id="floor-board">{t('web.floor.board', { place: today.house.name })}</h2>
      {board.data && items.length === 0 && <p className="s m2">{t('web.floor.board_none')}</p>}
      {board.error && !board.data ? <p className="s m2">{faultText(board.error, t)}</p> : null}
      <ul className="lines barriers">
        {items.map((one) => (
          <li key={one.id}>
            <span>
              <b lang={one.language !== language && one.title ? one.language : undefined}>{one.title || t(`web.floor.kind.${one.kind}`)}</b>
              <span className="s m2">
                {own(one.moment?.name, language)} · {t('web.floor.reports', { count: one.reports, minutes: whole(one.minutes_at_least, language) })}
              </span>
            </span>
            <span className="chip o">{one.owner ? one.owner.name : t(`web.floor.state.${one.state}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
