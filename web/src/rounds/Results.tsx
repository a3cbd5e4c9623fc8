import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { address } from '../api/client';
import { day, whole } from '../format';
import { Icon } from '../kit/icons';
import { Seg } from '../kit/Seg';
import { Empty, Fetched } from '../kit/States';
import { useView } from '../shell/view';
import { own, ownLanguage, useWords } from '../words';
import { TrustLink } from './Consent';
import { ItemFigures } from './ItemFigures';
import { LadderPictures } from './LadderPictures';
import { figuresQuery, textsQuery } from './queries';
import type { About, Figures, Round } from './shapes';
import { groupName, otherGroup, roundName } from './told';
import './rounds.css';

const ABOUT: About[] = ['clarity', 'engagement', 'promise', 'ladder', 'situation', 'own'];

/** What a round released: the same for ever, whoever looks. */
export default function Results({ round }: { round: Round }) {
  const { t, language } = useWords();
  const { unit } = useView();
  const figures = useQuery(figuresQuery(round.id, unit));
  return (
    <>
      <div className="hd">
        <div>
          <h1>{roundName(round, t, language)}</h1>
          <p className="tn">
            {round.closed ? `${t('web.rounds.closed_on', { day: day(round.closed, language) })} ` : ''}
            {round.ballots !== null ? `${t('web.rounds.ballots_of', { count: round.ballots, n: whole(round.ballots, language), invited: whole(round.invited ?? 0, language) })} ` : ''}
            {t('web.rounds.fixed')}
          </p>
        </div>
        <div className="row wrap noprint">
          <Link className="btn" to="/team">
            <Icon name="team" />
            {t('web.nav.team')}
          </Link>
          <a className="btn" href={address(`/rounds/${encodeURIComponent(round.id)}/export`)} download>
            <Icon name="file_down" />
            {t('web.rounds.export')}
          </a>
        </div>
      </div>
      <Fetched of={figures}>{(data) => <Shown data={data} round={round} unit={unit} />}</Fetched>
    </>
  );
}

function Shown({ data, round, unit }: { data: Figures; round: Round; unit: string | undefined }) {
  const { t, language } = useWords();
  const { proved } = data;
  const floor = data.round.floor;
  const counted = data.items.filter((item) => item.kind !== 'text');
  const shared = counted[0] && counted.every((item) => groupName(item.group, t, language) === groupName(counted[0]?.group ?? item.group, t, language)) ? counted[0].group : null;
  const facets = counted.flatMap((item) => item.facets).filter((facet, at, all) => all.findIndex((one) => one.key === facet.key) === at);
  const [part, setPart] = useState('');
  const facts: [string, string][] = [
    ['questions', whole(proved.questions, language)],
    ['groups', whole(proved.groups, language)],
    ['smallest', whole(proved.smallest, language)],
    ['facets_shown', whole(proved.facets_shown, language)],
    ['facets_withheld', whole(proved.facets_withheld, language)],
  ];
  return (
    <>
      <section className="card" aria-labelledby="proved">
        <div className="ch">
          <h2 id="proved">{t('web.proved')}</h2>
          <span className="r chip o">
            <Icon name="lock" size={12} />
            {t('web.team.locked', { floor: whole(floor, language) })}
          </span>
        </div>
        <dl className="proved">
          {facts.map(([key, value]) => (
            <div key={key}>
              <dt className="s m3">{t(`web.proved.${key}`)}</dt>
              <dd>
                <b>{value}</b>
              </dd>
            </div>
          ))}
        </dl>
        <p className="s m2" style={{ marginTop: 8 }}>
          {t('web.proved.said', { floor: whole(floor, language) })} <TrustLink />
        </p>
      </section>
      {unit && shared && otherGroup(shared, data.unit) && (
        <p className="notice">{t(shared.is === 'together' || shared.together ? 'web.rounds.shown_together' : 'web.rounds.shown_in_parent', { unit: data.unit.name, group: groupName(shared, t, language), floor: whole(floor, language) })}</p>
      )}
      {counted.length === 0 && (
        <section className="card">
          <Empty title={t('web.rounds.no_figures')}>{t('web.rounds.no_figures_text', { floor: whole(floor, language) })}</Empty>
        </section>
      )}
      {facets.length > 0 && (
        <div className="looked">
          <Seg label={t('web.rounds.by_facet')} value={part} options={[{ value: '', name: t('web.rounds.as_whole') }, ...facets.map((facet) => ({ value: facet.key, name: own(facet.text, language) }))]} onPick={setPart} />
          {part && <span className="s m2">{t('web.rounds.facets_apart')}</span>}
        </div>
      )}
      {ABOUT.map((about) => {
        const items = counted.filter((item) => item.about === about);
        return items.length ? <ItemFigures key={about} about={about} items={items} data={data} shared={shared} part={facets.some((facet) => facet.key === part) ? part : null} /> : null;
      })}
      {counted.some((item) => item.about === 'ladder') && <LadderPictures unit={unit} />}
      <Words round={round} unit={unit} />
    </>
  );
}

/** Open answers, from ten on, in no order and without anything beside them that says who. */
function Words({ round, unit }: { round: Round; unit: string | undefined }) {
  const { t, language } = useWords();
  const asked = round.plan.items.some((item) => item.kind === 'text');
  const texts = useQuery({ ...textsQuery(round.id, unit), enabled: asked });
  if (!asked) return null;
  return (
    <section className="card" aria-labelledby="words">
      <div className="ch">
        <h2 id="words">{t('web.texts')}</h2>
        <span className="s m3">{t('web.texts.what', { floor: whole(round.text_floor, language) })}</span>
      </div>
      <Fetched of={texts}>
        {(data) => (
          <div className="stack">
            {data.items.map((item) => (
              <div key={item.key} className="stack">
                <h3 lang={ownLanguage(item.text, language)}>{own(item.text, language)}</h3>
                {item.groups.length === 0 && <p className="m2">{t('web.texts.few', { floor: whole(data.floor, language) })}</p>}
                {item.groups.map((group) => (
                  <div key={groupName(group.group, t, language)}>
                    <p className="s m2" style={{ marginBottom: 6 }}>
                      {groupName(group.group, t, language)} · {t('web.texts.n', { count: group.words.length, n: whole(group.words.length, language) })}
                    </p>
                    <Said words={group.words} />
                  </div>
                ))}
              </div>
            ))}
            {data.items.length === 0 && <p className="m2">{t('web.texts.few', { floor: whole(data.floor, language) })}</p>}
          </div>
        )}
      </Fetched>
    </section>
  );
}

const SAID = 12;
function Said({ words }: { words: string[] }) {
  const { t, language } = useWords();
  const [all, setAll] = useState(false);
  return (
    <>
      <ul className="said">
        {words.slice(0, all ? undefined : SAID).map((one, at) => (
          <li key={at} className="voice">
            {one}
          </li>
        ))}
      </ul>
      {!all && words.length > SAID && (
        <button type="button" className="lk s" onClick={() => setAll(true)}>
          {t('web.texts.all', { n: whole(words.length, language) })}
        </button>
      )}
    </>
  );
}
