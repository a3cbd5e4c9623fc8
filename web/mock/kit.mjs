// A team's board and its meeting kit for the stand-in of the API; its figures are invented.
import { share } from './world.mjs';

const T = (nl, en) => ({ nl, en });
const DAY = 86_400_000;
const iso = (time) => new Date(time).toISOString();
const block = (name, how, missing = null) => ({ name, how, missing });
const keptOf = (k, n, state, shown_as = 'percent') => ({ ...share(k, n), kept: k, not_kept: n - k, not_applicable: 3, skipped: 2, state, proof: 'asked', proposal: false, weighting: 'by_answer', shown_as });
const TEXTS = {
  nl: { promise: 'Uw kamer is klaar om 15.00 uur, of u weet waarom niet.', story: 'De kamer was nog niet klaar. Ze liep zelf naar ons toe, zei waarom, en bracht soep voor de kinderen.' },
};

export function kits(w, { empty }) {
  const unit = (id) => ({ id, name: w.units.find((one) => one.id === id)?.name ?? 'Zwolle' });
  const there = [];
  const sheet = (lang, kit) => ({
    language: lang, kicker: lang === 'nl' ? 'Teamstart' : 'Team start', place: `${kit.unit.name} · week ${Number(kit.week.slice(6))}`, title: lang === 'nl' ? 'Ik wist waarom ik wachtte' : 'I knew why I waited', title_language: lang, standing: lang === 'nl' ? '10 minuten, staand' : '10 minutes, standing',
    story: block('1 verhaal', '3 min, lees voor', empty ? 'Er is nog geen gedeeld verhaal dat dit team niet hoorde. Vraag er vandaag één.' : null), story_text: TEXTS.nl.story, story_language: 'nl', story_source: 'Gast, Zwolle, zaterdag 21 november. Later gevraagd: 3 tot 5 keer doorverteld.',
    figure: block('1 cijfer', '1 min', empty ? 'Nog geen belofte waarover 30 gasten antwoordden.' : null), figure_value: '58%', figure_promise: TEXTS.nl.promise, figure_says: 'Gehouden, zeggen gasten. Tussen 52 en 64, n 214.', figure_beside: 'Heel Merelhof Hotels 61% (57–65, n 1.126). Norm 85.',
    behaviour: block('1 gedrag', '2 min, oefen', empty ? 'Nog geen kaart met wat je mag en moet.' : null), may_head: 'Dit mag je, zonder te vragen', may: ['Een drankje of lobbyplek aanbieden.', 'Bellen zodra de kamer klaar is.', 'Oplossen, tot € 50, daarna vertellen.', 'Hoe je het zegt, kies je zelf.'], must_head: 'Dit moet altijd', must: ['Zelf naar de gast lopen, binnen 5 minuten.', 'Zeggen waarom, en hoe lang nog.'],
    barrier: block('1 belemmering', '2 min', empty ? 'Geen open belemmering gemeld.' : null), barrier_title: 'Kamerstatus komt op papier.', barrier_says: '9 keer gemeld, minstens 6 uur kwijt. 3 dagen over tijd.', barrier_asks: 'Ruben heeft het opgepakt. Wat merken wij ervan?', barrier_yes: 'Opgelost, wij merken het', barrier_no: 'Nog niet, want',
    question: block('1 vraag', '2 min, ga rond', empty ? 'De kaart heeft nog geen vraag.' : null), question_text: 'Wanneer durfde jij deze week zelf te beslissen? En wanneer niet?', agreement: block('Afspraak', 'wie, wat, wanneer'), last_head: 'Vorige keer afgesproken',
    last: kit.last.map((one) => ({ done: !!one.done, text: `${one.who}: ${one.what}` })), agreed: kit.agreed.map((one) => ({ done: false, text: `${one.who}: ${one.what}` })), thanks: empty ? null : 'Dank, Fatma: de oplader naar het station gebracht', foot: `goud · teamstart ${Number(kit.week.slice(6))} · namen alleen met toestemming`,
  });
  const whole = (kit, lang) => ({ ...kit, sheet: sheet(lang === 'en' ? 'en' : 'nl', kit) });
  const make = ({ unit: id, week }) => {
    const found = there.find((one) => one.unit.id === id && one.week === week);
    if (found) return found;
    const kit = { id: `kit${there.length}`, unit: unit(id), week, monday: '2026-11-23', made: '2026-11-23', period: { from: '2026-08-31', to: '2026-11-22' }, title: T('Ik wist waarom ik wachtte', 'I knew why I waited'), story: null, figure: null, behaviour: null, barrier: null, question: null, missing: { story: null, figure: null, behaviour: null, barrier: null, question: null }, last: empty ? [] : [{ id: 'g1', who: 'Ruben', what: 'tablet ophangen', due: '2026-11-24', done: null }, { id: 'g2', who: 'Noor', what: 'bellen om drie uur', due: null, done: '2026-11-20' }], agreed: [], held: null, minutes: null, people: null, revision: 1 };
    there.push(kit);
    return kit;
  };
  const barrier = (id, title, where, reports, minutes, owner, hours, state = 'acknowledged') => ({ id, title, kind: 'tools', language: 'nl', state, unit: { id: `u${id}`, name: where }, moment: null, reports, minutes_at_least: minutes, age_days: 3, owner: owner && { id: owner, name: owner }, acknowledged: owner ? iso(Date.now() - 6 * DAY) : null, due: owner ? iso(Date.now() + hours * 3_600_000) : null, overdue: hours < 0 });
  const board = (id, wall) => ({
    unit: unit(id), week: '2026-W48', period: { from: '2026-08-31', to: '2026-11-23' }, as_of: iso(Date.now()),
    owes: { leader: empty ? null : 'Ruben Dekker', answer_days: 1, acknowledged_in_time: { k: empty ? 0 : 5, n: empty ? 0 : 7, figure: empty ? { value: null, interval: null, n: 0, unit: 'share', level: 0.95, reason: 'too_few' } : share(5, 7) }, barriers_open: empty ? 0 : 31, barriers_overdue: 3, median_age_days: empty ? null : 2.1, answers_owed: empty ? 0 : 2,
      barriers: empty ? [] : [barrier('b1', 'Kamerstatus komt op papier', 'Housekeeping', 9, 395, 'Ruben', -75), barrier('b2', 'Kassa restaurant print geen kamernummer', 'Restaurant', 5, 130, 'ICT', 4), barrier('b3', 'Rooster pas 9 dagen vooruit', 'Receptie', 6, 45, 'HR-planner', 50), barrier('b4', 'Te weinig dekbedden, derde etage', 'Housekeeping', 5, 65, null, 120, 'reported'), barrier('b5', 'Mag geen drankje schenken bij wachten', 'Receptie', 9, 90, 'Ruben', 40, 'solved')] },
    gives: { promises: empty ? [] : [['p1', TEXTS.nl.promise, 124, 214, 'broken'], ['p2', 'U hoort het meteen als er iets verandert.', 150, 205, 'below'], ['p3', 'Het ontbijt staat klaar tot 11.00 uur.', 190, 210, 'met'], ['p4', 'Wie belt, krijgt binnen een minuut iemand.', 6, 9, 'not_yet'], ['p5', 'Het is stil in uw kamer.', 160, 200, 'met'], ['p6', 'Uw naam wordt genoemd.', 170, 200, 'met']].map(([pid, nl, k, n, state]) => ({ id: pid, text: { nl }, moment: null, norm: 0.85, red_line: 0.7, kept: keptOf(k, n, state, n < 30 ? 'count' : 'percent') })),
      follow_ups: { heard: empty ? 0 : 14, reachable: empty ? 0 : 9, called: empty ? share(0, 1) : share(7, 9), called_in_time: share(6, 9), solved: share(8, 14), confirmed: share(4, 8), noted: 1, overdue: 1 },
      stories: empty ? [] : [{ id: 's1', text: 'Fatma bracht de oplader zelf naar het station. De trein ging over zes minuten.', language: 'nl', teller: 'customer', by: null, unit: unit(id), day: '2026-11-21', week: '2026-W47' }, { id: 's2', text: 'Drie weken vooruit een rooster: ik kon ja zeggen tegen zwemles.', language: 'nl', teller: 'colleague', by: null, unit: unit(id), day: '2026-11-20', week: '2026-W47' }],
      kudos: empty ? [] : [{ id: 'k1', from: 'Noor', to: 'Fatma', value: 'v', behaviour: 'liep mee naar het station', text: 'Zo ken ik je.', day: '2026-11-20' }] },
    private: empty || wall ? null : { reports_by_name: 2, stories_to_check: 3 }, kit: there.filter((one) => one.unit.id === id).map(({ id: one, week, held }) => ({ id: one, week, held }))[0] ?? null,
  });
  const by = (id) => there.find((one) => one.id === id);
  return [
    ['GET', '/team/:id/board', (r) => board(r.p.id, r.q.get('wall') === '1')],
    ['GET', '/kits', (r) => ({ items: there.filter((one) => one.unit.id === r.q.get('unit')).map((one) => ({ id: one.id, week: one.week, monday: one.monday, held: one.held, minutes: one.minutes, people: one.people, agreed: one.agreed.length })), next: null })],
    ['POST', '/kits', (r, body) => whole(make(body), r.q.get('lang'))],
    ['GET', '/kits/:id', (r) => whole(by(r.p.id), r.q.get('lang'))],
    ['POST', '/kits/:id/another-story', (r) => whole(Object.assign(by(r.p.id), { revision: by(r.p.id).revision + 1 }), r.q.get('lang'))],
    ['POST', '/kits/:id/held', (r, body) => whole(Object.assign(by(r.p.id), { held: '2026-11-23', minutes: body.minutes, people: body.people, agreed: body.agreed.map((one, at) => ({ id: `a${at}`, ...one, done: null })), revision: body.revision + 1 }), r.q.get('lang'))],
    ['GET', '/kudos', () => ({ items: [], next: null })],
  ];
}
