import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Expectation } from '../api/types';
import { isoDay, isoWeekOf } from '../format';
import { EXPECTATION_MARK } from '../kit/marks';
import { faultText } from '../kit/States';
import { StoryCard } from '../kit/StoryCard';
import type { Story } from '../stories/shapes';
import { own, useWords } from '../words';
import { NameChoice, useNamed } from './NameChoice';
import { digits, write } from './queue';
import { read } from './read';
import { useFloor } from './session';
import type { Today } from './shapes';
import { Written } from './Written';

const LESS_TO_MORE: Expectation[] = ['less', 'as', 'better'];

export function Stories({ today }: { today: Today }) {
  const { t } = useWords();
  const wall = useQuery({ queryKey: ['floor', 'stories'], queryFn: () => read<{ items: Story[] }>('/stories', { limit: 20 }) });
  const items = wall.data?.value.items ?? [];
  return (
    <>
      <Tell today={today} />
      <Written today={today} what="story" />
      <section className="bx" aria-labelledby="floor-wall">
        <h2 id="floor-wall">{t('web.floor.wall', { place: today.house.name })}</h2>
        {wall.data && items.length === 0 && <p className="s m2">{t('web.floor.wall_none')}</p>}
        {wall.error && !wall.data ? <p className="s m2">{faultText(wall.error, t)}</p> : null}
        <ul className="wallof">
          {items.map((one) => (
            <StoryCard key={one.id} story={one} />
          ))}
        </ul>
      </section>
    </>
  );
}

function Tell({ today }: { today: Today }) {
  const { t, language } = useWords();
  const { who } = useFloor();
  const [text, setText] = useState('');
  const [expectation, setExpectation] = useState<Expectation | null>(null);
  const [moment, setMoment] = useState(today.card?.moment.id ?? '');
  const [share, setShare] = useState(false);
  const [told, setTold] = useState<{ text: string; bad?: boolean } | null>(null);
  const [busy, setBusy] = useState(false);
  const named = useNamed(today);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (location.hash === '#tell') field.current?.focus();
  }, []);
  const missing = !text.trim() ? 'web.floor.need.text' : !expectation ? 'web.floor.need.expectation' : !named.can ? 'web.floor.need.name' : '';
  const send = async () => {
    if (busy) return;
    if (missing) {
      setTold({ text: t(missing), bad: true });
      return;
    }
    setBusy(true);
    const id = named.byName ? crypto.randomUUID() : digits();
    const body = { text: text.trim(), language, expectation, may_share: share, ...(moment ? { moment } : {}), ...(named.byName ? { submission: id, unit: today.unit.id, name_too: true } : { receipt: id }) };
    const short = text.trim().split(/\s+/).slice(0, 8).join(' ');
    try {
      const state = await write({ what: 'story', id, path: '/stories', body, door: named.byName ? null : today.door, who: named.byName ? who : null, title: short.length < text.trim().length ? `${short} …` : short, moment: own(today.moments.find((one) => one.id === moment)?.name, language), week: isoWeekOf(isoDay(new Date())) }, who);
      if (state === 'waiting') setTold({ text: t('web.floor.not_sent_story') });
      else if (state === 'refused') setTold({ text: t('web.floor.refused'), bad: true });
      else setTold({ text: named.byName ? t('web.floor.told_named') : t('web.floor.told', { place: named.place ?? '' }) });
      if (state !== 'refused') {
        setText('');
        setExpectation(null);
        setShare(false);
      }
    } catch {
      setTold({ text: t('web.floor.not_kept'), bad: true });
    }
    setBusy(false);
  };
  return (
    <section className="bx tell" aria-labelledby="floor-tell">
      <h1 id="floor-tell">{t('web.floor.tell')}</h1>
      <label className="field">
        {t('web.floor.story')}
        <textarea ref={field} rows={4} maxLength={2000} value={text} onChange={(event) => (setText(event.currentTarget.value), setTold(null))} />
      </label>
      <div className="chs three" role="group" aria-label={t('web.floor.expectation')}>
        {LESS_TO_MORE.map((one) => (
          <button key={one} type="button" className={one} aria-pressed={expectation === one} onClick={() => (setExpectation(expectation === one ? null : one), setTold(null))}>
            <span aria-hidden="true">{EXPECTATION_MARK[one]} </span>
            {t(`web.floor.exp.${one}`)}
          </button>
        ))}
      </div>
      <label className="field">
        {t('web.floor.moment')}
        <select value={moment} onChange={(event) => setMoment(event.currentTarget.value)}>
          <option value="">{t('web.floor.no_moment')}</option>
          {today.moments.map((one) => (
            <option key={one.id} value={one.id}>
              {own(one.name, language)}
            </option>
          ))}
        </select>
      </label>
      <label className="check">
        <input type="checkbox" checked={share} onChange={(event) => setShare(event.currentTarget.checked)} />
        <span>
          {t('web.floor.share')}
          <span className="s m2">{t('web.floor.share_what')}</span>
        </span>
      </label>
      <NameChoice named={named} today={today} />
      <div className="row endrow">
        <p className="s m3" role="status">
          {told ? <b className={told.bad ? 'brick' : 'teal'}>{told.text}</b> : named.byName ? t('web.floor.named_story') : named.place ? t('web.floor.nameless_story', { place: named.place }) : t('web.floor.nameless_cannot')}
        </p>
        <button type="button" className="btn g tall sp" aria-disabled={missing !== '' || busy || undefined} onClick={() => void send()}>
          {busy ? t('web.busy') : t('web.floor.send_story')}
        </button>
      </div>
    </section>
  );
}
