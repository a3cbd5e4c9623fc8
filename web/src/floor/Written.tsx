import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { client } from '../api/session';
import { whole } from '../format';
import { own, useWords } from '../words';
import { drop, onWritten, write, written, type Written as One } from './queue';
import { read, sendNameless, sendNamed } from './read';
import { boardQuery } from './Report';
import { useFloor } from './session';
import type { Barrier, Received, Today } from './shapes';

/** What was reported or told from here: without a name by the receipts of this telephone, by name as the server knows it. */
export function Written({ today, what }: { today: Today; what: 'barrier' | 'story' }) {
  const { t } = useWords();
  const { somebody } = useFloor();
  const here = useSyncExternalStore(onWritten, written).filter((one) => one.what === what);
  const mine = useQuery({ queryKey: ['floor', 'board', 'mine'], queryFn: () => read<{ items: Barrier[] }>('/barriers', { state: 'all', limit: 50 }), enabled: somebody && what === 'barrier' }).data?.value.items.filter((one) => one.mine) ?? [];
  if (here.length === 0 && mine.length === 0) return null;
  return (
    <section className="bx" aria-labelledby="floor-mine">
      <h2 id="floor-mine">{t(what === 'barrier' ? 'web.floor.mine' : 'web.floor.mine_stories')}</h2>
      <ul className="lines">
        {[...here].reverse().map((one) => (
          <FromHere key={one.at} one={one} today={today} />
        ))}
        {mine.map((one) => (
          <ByName key={one.id} one={one} />
        ))}
      </ul>
      {here.some((one) => one.door) && <p className="s m3">{t('web.floor.mine_what')}</p>}
    </section>
  );
}

function Gone({ title, onSay }: { title: string; onSay: (gone: boolean) => void }) {
  const { t } = useWords();
  return (
    <div className="row wrap gone" role="group" aria-label={t('web.floor.gone_of', { title })}>
      <span className="s b">{t('web.floor.gone')}</span>
      <button type="button" className="btn sm" onClick={() => onSay(true)}>
        {t('web.floor.gone_yes')}
      </button>
      <button type="button" className="btn sm" onClick={() => onSay(false)}>
        {t('web.floor.gone_no')}
      </button>
    </div>
  );
}

function FromHere({ one, today }: { one: One; today: Today }) {
  const { t } = useWords();
  const { who } = useFloor();
  const followed = one.state === 'sent' && one.door !== null && one.what === 'barrier';
  const received = useQuery({ queryKey: ['floor', 'receipt', one.id], queryFn: () => sendNameless<Received>(today.door, '/receipt', { receipt: one.id }), enabled: followed, staleTime: 60_000 });
  const state = received.data?.state;
  const say = async (gone: boolean) => {
    await write({ ...one, what: 'gone', path: '/receipt', body: { receipt: one.id, gone }, door: today.door, who: null }, who);
    void client.invalidateQueries({ queryKey: ['floor', 'receipt', one.id] });
  };
  const line = one.state === 'waiting' ? t('web.floor.not_sent') : one.state === 'refused' ? t('web.floor.refused_because', { because: one.because }) : one.what === 'story' ? t('web.floor.story_waits') : state ? t(`web.floor.state.${state}`) : t('web.floor.sent');
  return (
    <li className="tall">
      <span>
        <b>{one.title}</b>
        <span className="s m2">{[one.moment, t('web.floor.week', { week: one.week.slice(6).replace(/^0/, '') })].filter(Boolean).join(' · ')}</span>
        <span className={`s ${one.state === 'refused' ? 'brick' : one.state === 'waiting' ? 'gold' : 'm2'}`}>{line}</span>
        {received.data?.done && <span className="s voice">{t('web.floor.done', { done: received.data.done })}</span>}
        {received.data?.because && <span className="s voice">{t('web.floor.because', { because: received.data.because })}</span>}
        {state === 'solved' && <Gone title={one.title} onSay={(gone) => void say(gone)} />}
      </span>
      <span className="ends">
        {one.what === 'story' && one.state === 'sent' && (
          <button
            type="button"
            className="btn sm"
            onClick={() => void write({ ...one, what: 'take_back', path: '/stories/take-back', body: { receipt: one.id }, door: today.door, who: null }, who).then(() => drop(one.at as number))}
          >
            {t('web.floor.take_back')}
            <span className="vh">: {one.title}</span>
          </button>
        )}
        {one.state !== 'waiting' && (
          <button type="button" className="btn sm" onClick={() => void drop(one.at as number)}>
            {t('web.floor.drop')}
            <span className="vh">: {one.title}</span>
          </button>
        )}
      </span>
    </li>
  );
}

function ByName({ one }: { one: Barrier }) {
  const { t, language } = useWords();
  const title = one.title || t(`web.floor.kind.${one.kind}`);
  const say = async (gone: boolean) => {
    await sendNamed(`/barriers/${one.id}/confirm`, { gone }).catch(() => undefined);
    void client.invalidateQueries({ queryKey: boardQuery.queryKey });
  };
  return (
    <li className="tall">
      <span>
        <b>{title}</b>
        <span className="s m2">
          {own(one.moment?.name, language)} · {t('web.floor.reports', { count: one.reports, minutes: whole(one.minutes_at_least, language) })}
        </span>
        <span className="s m2">{t(`web.floor.state.${one.state}`)}</span>
        {one.done && <span className="s voice">{t('web.floor.done', { done: one.done })}</span>}
        {one.because && <span className="s voice">{t('web.floor.because', { because: one.because })}</span>}
        {one.state === 'solved' && <Gone title={title} onSay={(gone) => void say(gone)} />}
      </span>
      <span className="chip o">{t('web.floor.by_name')}</span>
    </li>
  );
}
