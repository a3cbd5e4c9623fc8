import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { ask } from '../api/client';
import { may, useSession } from '../api/session';
import { whole } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { Textarea } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { StoryChips, Whence } from '../kit/StoryCard';
import { UnitFilter } from '../shell/Filters';
import { Page } from '../shell/Page';
import { usePlace } from '../shell/place';
import { toast } from '../shell/toast';
import { useView } from '../shell/view';
import { useWords } from '../words';
import { KeepBack } from './KeepBack';
import { Marked, proposal } from './Marked';
import { storiesChanged, storiesQuery, storyQuery } from './queries';
import type { Story } from './shapes';
import './stories.css';

/** Stories whose teller said they may travel and that nobody read yet: one after the other, until none is left. */
export default function Check() {
  const { t, language } = useWords();
  const { account } = useSession();
  const { unit } = useView();
  const { verhaal: asked } = useSearch({ strict: false }) as { verhaal?: string };
  const allowed = may(account.role, 'check_stories');
  const list = useInfiniteQuery({ ...storiesQuery(unit ? { unit } : {}, { standing: 'to_check' }), enabled: allowed });
  const one = useQuery({ ...storyQuery(asked ?? ''), enabled: allowed && asked !== undefined });
  const [done, setDone] = useState<string[]>([]);
  const [picked, setPicked] = useState<string | undefined>(asked);
  const loaded = list.data?.pages.flatMap((page) => page.items) ?? [];
  const wanted = one.data && one.data.standing === 'told' && one.data.may_share && !loaded.some((story) => story.id === one.data.id) ? [one.data] : [];
  const waiting = [...wanted, ...loaded].filter((story) => !done.includes(story.id));
  const counted = list.data?.pages[0]?.counts?.to_check ?? waiting.length;
  const left = Math.max(waiting.length, counted - loaded.filter((story) => done.includes(story.id)).length);
  const current = waiting.find((story) => story.id === picked) ?? waiting[0];
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const short = waiting.length < 8;
  useEffect(() => {
    if (short && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [short, hasNextPage, isFetchingNextPage, fetchNextPage]);
  const step = (by: 1 | -1) => current && setPicked(waiting[(waiting.indexOf(current) + by + waiting.length) % waiting.length]?.id);
  const finished = (story: Story, said: string) => {
    const after = waiting[waiting.indexOf(story) + 1] ?? waiting.find((other) => other !== story);
    setDone((before) => [...before, story.id]);
    setPicked(after?.id);
    storiesChanged();
    toast(`${said} ${left > 1 ? t('web.check.left', { n: whole(left - 1, language), count: left - 1 }) : t('web.check.none_left')}`);
  };
  return (
    <Page title={t('web.check')} above={[{ name: t('web.nav.stories'), to: '/verhalen' }]} filters={<UnitFilter />}>
      <div className="hd">
        <div>
          <h1>{t('web.check')}</h1>
          <p>{t('web.check.what')}</p>
        </div>
        {left > 0 && allowed && (
          <p className="checkleft tn">
            <b>{whole(left, language)}</b> <span className="s m3">{t('web.check.to_go', { count: left })}</span>
          </p>
        )}
      </div>
      {!allowed ? (
        <p className="notice">{t('web.fault.forbidden')}</p>
      ) : (
        <Fetched of={list}>
          {() =>
            current ? (
              <div className="checklay">
                <Queue stories={waiting} current={current} onPick={setPicked} />
                <Reading key={current.id} story={current} moved={done.length > 0 || picked !== asked} onDone={finished} onStep={waiting.length > 1 ? step : undefined} />
              </div>
            ) : (
              <section className="card">
                <Empty
                  title={t('web.check.empty')}
                  action={
                    <Link className="btn" to="/verhalen">
                      {t('web.check.to_wall')}
                    </Link>
                  }
                >
                  {t('web.check.empty_text')}
                </Empty>
              </section>
            )
          }
        </Fetched>
      )}
    </Page>
  );
}

/** Those that wait; one stop for the keyboard, up and down within. */
function Queue({ stories, current, onPick }: { stories: Story[]; current: Story; onPick: (id: string) => void }) {
  const { t, language } = useWords();
  const list = useRef<HTMLUListElement>(null);
  const place = usePlace();
  const move = (by: number) => {
    const next = stories[Math.min(stories.length - 1, Math.max(0, stories.indexOf(current) + by))];
    if (!next) return;
    onPick(next.id);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[aria-current]')?.focus());
  };
  return (
    <nav className="card queue" aria-label={t('web.check.waiting')}>
      <ul
        ref={list}
        onKeyDown={(event) => {
          const by = { ArrowDown: 1, ArrowUp: -1, Home: -stories.length, End: stories.length }[event.key];
          if (!by) return;
          event.preventDefault();
          move(by);
        }}
      >
        {stories.map((story) => (
          <li key={story.id}>
            <button type="button" aria-current={story === current ? 'true' : undefined} tabIndex={story === current ? 0 : -1} onClick={() => onPick(story.id)}>
              <span className="voice" lang={story.language === language ? undefined : story.language}>
                {story.text}
              </span>
              <span className="s m3">
                {place(story.unit)}
                {story.private.length > 0 ? ` · ${t('web.check.found', { n: whole(story.private.length, language), count: story.private.length })}` : ''}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Reading({ story, moved, onDone, onStep }: { story: Story; moved: boolean; onDone: (story: Story, said: string) => void; onStep: ((by: 1 | -1) => void) | undefined }) {
  const { t, language } = useWords();
  const [text, setText] = useState(() => proposal(story.text, story.private, (kind) => t(`web.private.${story.language === 'en' ? 'en' : 'nl'}.${kind}`)));
  const [keeping, setKeeping] = useState(false);
  const place = usePlace();
  const box = useRef<HTMLTextAreaElement>(null);
  const { busy, fault, submit } = useSend(
    () => ask<Story>('POST', `/stories/${encodeURIComponent(story.id)}/share`, { body: { text: text.trim() } }),
    () => onDone(story, t('web.check.shared')),
  );
  // the next one comes by itself: the hand stays where the words are
  useEffect(() => {
    if (moved) box.current?.focus({ preventScroll: true });
  }, [moved]);
  return (
    <section className="card reading" aria-labelledby="reading">
      <div className="ch">
        <h2 id="reading">
          <Whence story={story} place={place(story.unit)} withMoment />
        </h2>
        <span className="r">
          <StoryChips story={{ ...story, standing: 'shared' }} />
        </span>
      </div>
      <div className="checkpair">
        <div>
          <h3>{t('web.check.told')}</h3>
          <Marked text={story.text} parts={story.private} language={story.language} />
          <p className="s m2 tn">{story.private.length ? t('web.check.found', { n: whole(story.private.length, language), count: story.private.length }) : t('web.check.found_none')}</p>
        </div>
        <form className="form" onSubmit={submit}>
          <Textarea
            ref={box}
            className="voice-input"
            label={t('web.check.travels')}
            lang={story.language}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && void submit(event)}
            aria-keyshortcuts="Control+Enter"
            error={fault.field('text')}
            maxLength={4000}
            autosize={false}
            rows={Math.min(14, Math.max(5, Math.ceil(story.text.length / 48)))}
            required
          />
          <p className="notice s">
            <b>{t('web.check.names')}</b> {t('web.check.names_why')}
          </p>
          <FormEnd fault={fault} busy={busy} label={t('web.check.share')} />
        </form>
      </div>
      <div className="row wrap checkacts">
        <button type="button" className="btn" onClick={() => setKeeping(true)}>
          {t('web.check.keep')}
        </button>
        {onStep && (
          <span className="sp row">
            <button type="button" className="btn" onClick={() => onStep(-1)}>
              {t('web.check.before')}
            </button>
            <button type="button" className="btn" onClick={() => onStep(1)}>
              {t('web.check.later')}
              <Icon name="right" />
            </button>
          </span>
        )}
      </div>
      <p className="s m3 notphone">{t('web.check.keys')}</p>
      <Dialog title={t('web.check.keep')} opened={keeping} onClose={() => setKeeping(false)}>
        <KeepBack
          story={story.id}
          onDone={(kept) => {
            setKeeping(false);
            if (kept) onDone(story, t('web.check.kept'));
          }}
        />
      </Dialog>
    </section>
  );
}
