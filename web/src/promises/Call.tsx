import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Biggest } from '../api/types';
import { day, interval, keptFigure, percent, hundredths, roughly, whole } from '../format';
import { own, ownLanguage, useWords } from '../words';
import { Exits, type Exit } from './exits';
import './call.css';

/** The one call of the page: the biggest broken promise, who acts next, and three ways out. */
export function Call({ biggest }: { biggest: Biggest }) {
  const { t, language } = useWords();
  const [open, setOpen] = useState<Exit | null>(null);
  const { kept } = biggest;
  const { lead, rest } = keptFigure(kept, language);
  const broken = kept.state === 'broken';
  const moment = own(biggest.moment?.name, language);
  // Guests by volume are an estimate and told as one; answers were counted.
  const told = biggest.people_by === 'volume' ? 'people' : 'answers';
  const many = (n: number) => (told === 'people' ? roughly(n, language) : whole(n, language));
  const touched = biggest.people_per_month ? `${t(`web.call.${told}_month`, { n: many(biggest.people_per_month) })} ` : biggest.people ? `${t(`web.call.${told}`, { n: many(biggest.people) })} ` : '';
  return (
    <section className={`call ${broken ? '' : 'mild'}`} aria-labelledby="biggest">
      <div className="fig">
        <div className="bigfig num">
          {lead}
          <i>{rest === '%' ? '%' : ` ${rest}`}</i>
        </div>
        <div className="s m3 tn">
          {interval(kept, language)} · n {whole(kept.n, language)}
        </div>
        <div className="s m3 tn">{t('web.call.lines', { norm: hundredths(biggest.norm), red: hundredths(biggest.red_line) })}</div>
      </div>
      <div className="said">
        <h2 className={broken ? 'brick' : ''} id="biggest">
          {t(broken ? 'web.call.broken' : 'web.call.below', { moment })}
        </h2>
        <p className="voice big" lang={ownLanguage(biggest.text, language)}>
          “{own(biggest.text, language)}”
        </p>
        <p className="s m2">
          {touched}
          {biggest.less_stories && biggest.less_stories.of > 0 ? `${t('web.call.less', { with: whole(biggest.less_stories.with, language), of: whole(biggest.less_stories.of, language) })} ` : ''}
          {kept.proposal ? `${t('web.derived.long')} ` : ''}
          <Link className="lk" to="/verhalen" search={{ verwachting: 'less', ...(biggest.moment ? { moment: biggest.moment.id } : {}) } as never}>
            {t('web.call.read')}
          </Link>
        </p>
      </div>
      <div className="next">
        <dl className="s">
          <dt>{t('web.next_step')}</dt>
          <dd>{biggest.next_step ? <b>{biggest.next_step.text}</b> : t('web.call.no_step')}</dd>
          <dt>{t('web.owner')}</dt>
          <dd>
            {biggest.next_step ? `${biggest.next_step.owner}, ${day(biggest.next_step.due, language, false)}` : (biggest.owner_role ?? <span className="brick b">{t('web.journey.no_owner')}</span>)}
          </dd>
          {biggest.next_step && (
            <>
              <dt>{t('web.effect')}</dt>
              <dd>{t('web.effect.unknown')}</dd>
            </>
          )}
          {!biggest.next_step && biggest.way_out && (
            <>
              <dt>{t('web.call.chosen')}</dt>
              <dd>{t(`web.exit.${biggest.way_out.kind}`)}</dd>
            </>
          )}
        </dl>
        <Exits promise={biggest.promise} text={biggest.text} open={open} onOpen={setOpen} />
      </div>
      <span className="vh">{kept.value !== null ? percent(kept.value) : ''}</span>
    </section>
  );
}
