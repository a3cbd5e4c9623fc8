import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { Logo } from '../kit/icons';
import type { KitBlock, KitSheet } from './shapes';

const A4 = { width: 794, height: 1123 };
const SIZES = [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55];

/** The sheet as it is printed: one A4. Texts that are long are set smaller until all of it fits. */
export function Sheet({ sheet, screen = false }: { sheet: KitSheet; screen?: boolean }) {
  const ref = useRef<HTMLElement>(null);
  const [size, setSize] = useState(1);
  useLayoutEffect(() => {
    const paper = ref.current;
    if (!paper || screen) return;
    let gone = false;
    const fit = () => {
      if (gone) return;
      paper.classList.add('measured');
      const found = SIZES.find((one) => {
        paper.style.setProperty('--k', String(one));
        return paper.scrollHeight <= A4.height;
      });
      paper.classList.remove('measured');
      const kept = found ?? SIZES[SIZES.length - 1] ?? 1;
      paper.style.setProperty('--k', String(kept));
      setSize(kept);
    };
    fit();
    // letters are as wide as their font, which may come later
    void document.fonts.ready.then(fit);
    return () => {
      gone = true;
    };
  }, [sheet, screen]);
  const other = (language: string) => (language === sheet.language ? undefined : language);
  const title = sheet.title_language === sheet.language ? undefined : sheet.title_language;
  return (
    <article ref={ref} className={screen ? 'sheet onscreen' : 'sheet'} lang={sheet.language} aria-label={`${sheet.kicker}, ${sheet.place}`} style={{ ['--k' as string]: size }}>
      <header className="sheet-head">
        <div>
          <p className="sheet-place">
            <Logo />
            <b>{sheet.kicker}</b>
            <span>{sheet.place}</span>
          </p>
          <h1 lang={title}>{sheet.title}</h1>
        </div>
        <b className="standing">{sheet.standing}</b>
      </header>
      <Block of={sheet.story} name="story">
        <p className="told" lang={other(sheet.story_language)}>
          {sheet.story_text}
        </p>
        <p className="small">{sheet.story_source}</p>
      </Block>
      <Block of={sheet.figure} name="figure">
        <div className="fig">
          <span className="big num">{sheet.figure_value}</span>
          <p>
            <b>{sheet.figure_promise}</b>
            <span className="quiet tn">{sheet.figure_says}</span>
            <span className="quiet tn">{sheet.figure_beside}</span>
          </p>
        </div>
      </Block>
      <Block of={sheet.behaviour} name="behaviour">
        <div className="maymust">
          <Lines head={sheet.may_head} lines={sheet.may} />
          <Lines head={sheet.must_head} lines={sheet.must} />
        </div>
      </Block>
      <Block of={sheet.barrier} name="barrier">
        <p>
          <b>{sheet.barrier_title}</b> {sheet.barrier_says} <b>{sheet.barrier_asks}</b>
        </p>
        <p className="ck">
          <i />
          {sheet.barrier_yes}
        </p>
        <p className="ck">
          <i />
          {sheet.barrier_no} <span className="rest" />
        </p>
      </Block>
      <Block of={sheet.question} name="question">
        <p className="ask">{sheet.question_text}</p>
        <div className="ln" />
        <div className="ln" />
      </Block>
      <Block of={sheet.agreement} name="agreement">
        {sheet.last.length > 0 && (
          <>
            <h3>{sheet.last_head}</h3>
            <Ticks lines={sheet.last} />
          </>
        )}
        {sheet.agreed.length > 0 ? (
          <Ticks lines={sheet.agreed} />
        ) : (
          <>
            <div className="ln" />
            <div className="ln" />
          </>
        )}
      </Block>
      <footer className="sheet-foot">
        <span>{sheet.thanks}</span>
        <span>{sheet.foot}</span>
      </footer>
    </article>
  );
}

function Block({ of, name, children }: { of: KitBlock; name: string; children: ReactNode }) {
  return (
    <section className={`blk ${name}`} aria-labelledby={`blk-${name}`}>
      <div className="what">
        <h2 id={`blk-${name}`}>{of.name}</h2>
        <span>{of.how}</span>
      </div>
      <div>{of.missing ? <p className="quiet">{of.missing}</p> : children}</div>
    </section>
  );
}

function Lines({ head, lines }: { head: string; lines: string[] }) {
  return (
    <div>
      <h3>{head}</h3>
      <ul>
        {lines.map((line, at) => (
          <li key={at}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

function Ticks({ lines }: { lines: { done: boolean; text: string }[] }) {
  return (
    <ul>
      {lines.map((line, at) => (
        <li key={at} className="ck">
          <i className={line.done ? 'on' : undefined}>{line.done ? '✓' : ''}</i>
          {line.text}
        </li>
      ))}
    </ul>
  );
}
