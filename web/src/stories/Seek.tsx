import { useEffect, useRef, useState } from 'react';
import { Floating } from '../kit/Floating';
import { Icon } from '../kit/icons';
import { useWords } from '../words';

export type Option = { value: string; name: string };
/** One of a list, in the row of filters; nothing chosen is all of them. */
export function Pick({ label, all, value, options, onPick }: { label: string; all: string; value: string | undefined; options: Option[]; onPick: (value: string | undefined) => void }) {
  const chosen = options.find((one) => one.value === value);
  return (
    <Floating
      label={label}
      target={(props) => (
        <button type="button" className="fil" {...props}>
          <span>{label}</span>
          <span>{chosen?.name ?? all}</span>
          <Icon name="down" size={12} />
        </button>
      )}
    >
      {(close) => (
        <div className="pop">
          <div className="opts">
            {[{ value: '', name: all }, ...options].map((one) => (
              <button
                key={one.value}
                type="button"
                aria-pressed={(value ?? '') === one.value}
                onClick={() => {
                  onPick(one.value || undefined);
                  close();
                }}
              >
                {one.name}
              </button>
            ))}
          </div>
        </div>
      )}
    </Floating>
  );
}

const typing = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
const SETTLE_MS = 300;

/** Looks for words, in Dutch and English; "/" leads here from anywhere on the page, Escape empties it. */
export function SearchBox({ value, onSeek }: { value: string; onSeek: (words: string) => void }) {
  const { t } = useWords();
  const [words, setWords] = useState(value);
  const box = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // the address may change beside this box: back, or a theme that is picked
  useEffect(() => setWords(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      event.preventDefault();
      box.current?.focus();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);
  const say = (next: string, at: number) => {
    setWords(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSeek(next.trim()), at);
  };
  return (
    <form
      role="search"
      className="seek"
      onSubmit={(event) => {
        event.preventDefault();
        say(words, 0);
      }}
    >
      <Icon name="search" />
      <input ref={box} type="search" aria-label={t('web.stories.seek')} aria-keyshortcuts="/" placeholder={t('web.stories.seek')} value={words} maxLength={200} onChange={(event) => say(event.target.value, SETTLE_MS)} onKeyDown={(event) => event.key === 'Escape' && say('', 0)} />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}
