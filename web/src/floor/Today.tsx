import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { interval, keptText, whole } from '../format';
import { Icon } from '../kit/icons';
import { StateMark, stateKey } from '../kit/marks';
import { Empty } from '../kit/States';
import { own, ownLanguage, useWords } from '../words';
import { PromisedList, RoundBox } from './Promised';
import { ReportForm } from './Report';
import type { Card, Figure, Today as TodayOf } from './shapes';

export function Today({ today }: { today: TodayOf }) {
  const { t } = useWords();
  const [shown, setShown] = useState(today.card?.id ?? '');
  const card = today.cards.find((one) => one.id === shown) ?? today.card;
  return (
    <>
      {card ? (
        <CardOfDay card={card} cards={today.cards} figure={card.id === today.card?.id ? today.figure : null} onPick={setShown} />
      ) : (
        <section className="kc">
          <h1 className="vh">{t('web.floor.tab.today')}</h1>
          <Empty title={t('web.floor.no_card')}>{t('web.floor.no_card_text')}</Empty>
        </section>
      )}
      <ReportForm key={card?.moment.id ?? ''} today={today} moment={card?.moment.id ?? today.moments[0]?.id ?? ''} short />
      <Link className="big" to="/vandaag/verhaal" hash="tell">
        <Icon name="star" size={20} />
        <span>
          {t('web.floor.tell')}
          <small>{t('web.floor.tell_what')}</small>
        </span>
      </Link>
      <RoundBox today={today} />
      {today.promised.length > 0 && (
        <section className="bx" aria-labelledby="floor-promised">
          <h2 id="floor-promised">{t('web.floor.promised')}</h2>
          <PromisedList today={today} most={3} />
        </section>
      )}
    </>
  );
}

const TONE = { broken: 'brick', below: '', met: '', not_yet: 'o', not_asked: 'o' } as const;
/** Never a number without how many answered and how sure it is; said aloud with its state. */
function FigureChip({ figure }: { figure: Figure }) {
  const { t, language } = useWords();
  const { kept } = figure;
  const range = interval(kept, language);
  return (
    <span className={`chip ${TONE[kept.state]}`} title={t('web.floor.figure', { unit: figure.unit.name, weeks: figure.weeks })}>
      <StateMark state={kept.state} />
      <span className="vh">{t(stateKey(kept.state))}: </span>
      {kept.value === null ? t('web.floor.not_yet_said') : `${keptText(kept, language)}${range ? ` (${range})` : ''}, n ${whole(kept.n, language)}`}
    </span>
  );
}

function CardOfDay({ card, cards, figure, onPick }: { card: Card; cards: Card[]; figure: Figure | null; onPick: (id: string) => void }) {
  const { t, language } = useWords();
  const say = (text: { nl?: string; en?: string }) => <span lang={ownLanguage(text, language)}>{own(text, language)}</span>;
  const promise = card.promises.find((one) => one.id === figure?.promise) ?? card.promises[0];
  return (
    <section className="kc" aria-labelledby="floor-card">
      <div className="row s wrap kctop">
        {figure && <FigureChip figure={figure} />}
        {cards.length > 1 ? (
          <select className="pick" aria-label={t('web.floor.card_of')} value={card.id} onChange={(event) => onPick(event.currentTarget.value)}>
            {cards.map((one) => (
              <option key={one.id} value={one.id}>
                {own(one.moment.name, language)}
                {one.role ? ` · ${own(one.role.name, language)}` : ''}
              </option>
            ))}
          </select>
        ) : (
          <span className="m3">{own(card.moment.name, language)}</span>
        )}
      </div>
      <h1 id="floor-card">{promise ? <>“{say(promise.text)}”</> : say(card.moment.name)}</h1>
      <div className={card.must.length > 0 ? 'mm' : 'mm one'}>
        <div>
          <h2>{t('web.card.may')}</h2>
          <ul>
            {card.may.map((one, at) => (
              <li key={at}>
                {say(one.text)}
                {own(one.limit, language) && <span className="m2">, {say(one.limit)}</span>}
              </li>
            ))}
            <li>{t('web.card.own_words')}</li>
          </ul>
        </div>
        {card.must.length > 0 && (
          <div>
            <h2>{t('web.card.must')}</h2>
            <ul>
              {card.must.map((one, at) => (
                <li key={at}>{say(one)}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <p className="effects">
        <span className="s m3">{t('web.card.effects')}</span>{' '}
        {card.effects.map((one, at) => (
          <span key={at} className="voice">
            {at > 0 ? ' ' : ''}“{say(one)}”
          </span>
        ))}
      </p>
      {own(card.example, language) && (
        <div className="ex">
          <p className="voice">{say(card.example)}</p>
        </div>
      )}
      {card.call && (
        <a className="btn callme" href={`tel:${card.call.telephone.replace(/[^\d+]/g, '')}`}>
          <Icon name="phone" size={16} />
          <span>
            {t('web.card.call', { who: own(card.call.who, language) })}
            <span className="s m2 tn">{card.call.telephone}</span>
          </span>
        </a>
      )}
      {figure && <p className="s m3">{t('web.floor.figure', { unit: figure.unit.name, weeks: figure.weeks })}</p>}
    </section>
  );
}

