import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import type { components } from '../api/described';
import { rolesQuery } from '../api/queries';
import { client, may, useSession } from '../api/session';
import type { Text } from '../api/types';
import { day } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect, Textarea, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { own, ownLanguage, useWords } from '../words';
import { linesOf, maysOf, mergedLines, mergedMays, mergedText } from './card_lines';
import './cards.css';

type Card = components['schemas']['Card'];
const cardsQuery = (moment: string) => ({ queryKey: ['cards', moment], queryFn: () => ask<{ items: Card[] }>('GET', `/moments/${moment}/cards`) });

/** What one may and must at this moment, by role, as the floor reads it on the telephone. */
export function Cards({ moment, ended }: { moment: string; ended: boolean }) {
  const { t } = useWords();
  const { account } = useSession();
  const cards = useQuery(cardsQuery(moment));
  const [editing, setEditing] = useState<Card | 'new' | null>(null);
  const keeps = may(account.role, 'cards') && !ended;
  const make = keeps && (
    <button type="button" className="btn sm" onClick={() => setEditing('new')}>
      <Icon name="plus" />
      {t('web.card.make')}
    </button>
  );
  return (
    <section className="card" aria-labelledby="moment-cards">
      <div className="ch">
        <h2 id="moment-cards">{t('web.card.head')}</h2>
        {cards.data && cards.data.items.length > 0 && <span className="r">{make}</span>}
      </div>
      <Fetched of={cards}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('web.card.none')} action={make}>
              {t('web.card.none_text')}
            </Empty>
          ) : (
            <ul className="mcards">
              {items.map((card) => (
                <CardShown key={card.id} card={card} onEdit={keeps ? () => setEditing(card) : null} />
              ))}
            </ul>
          )
        }
      </Fetched>
      <Dialog title={t('web.card.head')} opened={editing !== null} onClose={() => setEditing(null)} wide>
        {editing !== null && <CardForm key={editing === 'new' ? '' : editing.id} moment={moment} card={editing === 'new' ? null : editing} taken={cards.data?.items ?? []} onDone={() => setEditing(null)} />}
      </Dialog>
    </section>
  );
}

function CardShown({ card, onEdit }: { card: Card; onEdit: (() => void) | null }) {
  const { t, language } = useWords();
  const say = (text: Partial<Text>) => <span lang={ownLanguage(text as Text, language)}>{own(text as Text, language)}</span>;
  const whose = card.role ? own(card.role.name, language) : t('web.card.everyone');
  return (
    <li>
      <div className="row wrap">
        <span className="chip">{whose}</span>
        <span className="s m3">{t('web.card.since', { day: day(card.from, language) })}</span>
        {onEdit && (
          <button type="button" className="btn sm sp" onClick={onEdit}>
            {t('web.card.change')}
            <span className="vh">: {whose}</span>
          </button>
        )}
      </div>
      <div className={card.must.length > 0 ? 'maymust' : 'maymust one'}>
        <div>
          <h3>{t('web.card.may')}</h3>
          <ul>
            {card.may.map((one, at) => (
              <li key={at}>
                {say(one.text)}
                {own(one.limit as Text, language) && <span className="m2">, {say(one.limit)}</span>}
              </li>
            ))}
            <li>{t('web.card.own_words')}</li>
          </ul>
        </div>
        {card.must.length > 0 && (
          <div>
            <h3>{t('web.card.must')}</h3>
            <ul>
              {card.must.map((one, at) => (
                <li key={at}>{say(one)}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <p>
        <span className="s m3">{t('web.card.effects')}</span>{' '}
        {card.effects.map((one, at) => (
          <span key={at} className="voice">
            “{say(one)}”{' '}
          </span>
        ))}
      </p>
      {own(card.example as Text, language) && <p className="voice example">{say(card.example)}</p>}
      {own(card.question as Text, language) && (
        <p className="s m2">
          {t('web.card.question')}: {say(card.question)}
        </p>
      )}
      {card.call && (
        <p className="s m2">
          <Icon name="phone" size={12} /> {t('web.card.call', { who: own(card.call.who, language) })}, <span className="tn">{card.call.telephone}</span>
        </p>
      )}
    </li>
  );
}

/** Lines in the language of the page; what the card says in the other one stays as it is. */
function CardForm({ moment, card, taken, onDone }: { moment: string; card: Card | null; taken: Card[]; onDone: () => void }) {
  const { t, language } = useWords();
  const roles = (useQuery(rolesQuery).data ?? []).filter((one) => !one.ended);
  // whoever has a card already changes that one
  const choices = [{ value: '', label: t('web.card.role_all') }, ...roles.map((one) => ({ value: one.id, label: own(one.name, language) }))].filter((one) => !taken.some((other) => (other.role?.id ?? '') === one.value));
  const [picked, setRole] = useState<string | null>(null);
  const role = card ? (card.role?.id ?? '') : (picked ?? choices[0]?.value ?? '');
  const [mays, setMays] = useState(card ? maysOf(card.may, language) : '');
  const [musts, setMusts] = useState(card ? linesOf(card.must, language) : '');
  const [effects, setEffects] = useState(card ? linesOf(card.effects, language) : '');
  const [example, setExample] = useState(card ? own(card.example as Text, language) : '');
  const [who, setWho] = useState(card?.call ? own(card.call.who, language) : '');
  const [telephone, setTelephone] = useState(card?.call?.telephone ?? '');
  const [question, setQuestion] = useState(card ? own(card.question as Text, language) : '');
  const [ending, setEnding] = useState(false);
  const after = () => {
    void client.invalidateQueries({ queryKey: ['cards', moment] });
    onDone();
  };
  const sending = useSend(
    () =>
      ask('PUT', `/moments/${moment}/cards`, {
        body: {
          role: role || null,
          may: mergedMays(card?.may ?? [], mays, language),
          must: mergedLines(card?.must ?? [], musts, language),
          effects: mergedLines(card?.effects ?? [], effects, language),
          example: mergedText(card?.example, example, language),
          story: card?.story ?? null,
          call: who.trim() || telephone.trim() ? { who: mergedText(card?.call?.who, who, language), telephone: telephone.trim() } : null,
          question: mergedText(card?.question, question, language),
          revision: card?.revision ?? 0,
        },
      }),
    after,
  );
  const ends = useSend(() => ask('DELETE', `/cards/${card?.id ?? ''}`), after);
  if (ending) {
    return (
      <form className="form" onSubmit={ends.submit}>
        <p>{t('web.card.end_what')}</p>
        <FormEnd fault={ends.fault} busy={ends.busy} label={t('web.card.end')} onCancel={() => setEnding(false)} />
      </form>
    );
  }
  const { field } = sending.fault;
  return (
    <form className="form" onSubmit={sending.submit}>
      {card ? null : <NativeSelect label={t('web.card.role')} value={role} onChange={(event) => setRole(event.currentTarget.value)} data={choices} error={field('role')} />}
      <Textarea label={t('web.card.may_form')} description={t('web.card.may_what')} value={mays} onChange={(event) => setMays(event.currentTarget.value)} rows={4} error={field('may') ?? field('may[0]')} required data-autofocus />
      <p className="s m2">{t('web.card.own_words')}</p>
      <Textarea label={t('web.card.must_form')} description={t('web.card.lines_what')} value={musts} onChange={(event) => setMusts(event.currentTarget.value)} rows={3} error={field('must')} />
      <Textarea label={t('web.card.effects_form')} description={t('web.card.effects_what')} value={effects} onChange={(event) => setEffects(event.currentTarget.value)} rows={3} error={field('effects')} required />
      <Textarea label={t('web.card.example')} value={example} onChange={(event) => setExample(event.currentTarget.value)} rows={2} maxLength={600} error={field('example')} />
      <div className="form two">
        <TextInput label={t('web.card.call_who')} value={who} onChange={(event) => setWho(event.currentTarget.value)} maxLength={160} error={field('call')} />
        <TextInput type="tel" label={t('web.card.call_number')} value={telephone} onChange={(event) => setTelephone(event.currentTarget.value)} maxLength={40} error={field('call.telephone')} />
      </div>
      <TextInput label={t('web.card.question')} description={t('web.card.question_what')} value={question} onChange={(event) => setQuestion(event.currentTarget.value)} maxLength={160} error={field('question')} />
      <FormEnd fault={sending.fault} busy={sending.busy} label={t('web.save')} onCancel={onDone} />
      {card && (
        <button type="button" className="btn sm danger" onClick={() => setEnding(true)}>
          {t('web.card.end')}
        </button>
      )}
    </form>
  );
}
