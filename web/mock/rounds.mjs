// Employees' rounds for the stand-in of the API: a plan, an open one, released ones. Its figures are invented.
import { share } from './world.mjs';

const T = (nl, en) => ({ nl, en });
const iso = (time) => new Date(time).toISOString().slice(0, 10);
const DAY = 86_400_000;
const day = (from_now) => iso(Date.now() + from_now * DAY);
const five = (key, about, nl, en, short) => ({ key, kind: 'five', about, text: T(nl, en), top: ['4', '5'], not_applicable: [], ...(short ? { short } : {}) });
const CLARITY = [
  five('what', 'clarity', 'Ik weet wat er van mij verwacht wordt', 'I know what is expected of me', T('Wat de taak is', 'What the task is')),
  five('why', 'clarity', 'Ik weet waarom dat belangrijk is', 'I know why it matters', T('Waarom dat telt', 'Why it counts')),
  five('how', 'clarity', 'Ik weet hoe ik het doe', 'I know how to do it', T('Hoe ik het doe', 'How I do it')),
  five('may', 'clarity', 'Ik weet wat ik zelf mag beslissen', 'I know what I may decide myself', T('Mag ik beslissen', 'May I decide')),
  five('must', 'clarity', 'Ik weet wat altijd moet', 'I know what must always be done', T('Moet altijd', 'Must always')),
  five('can', 'clarity', 'Ik kan het ook: tijd, spullen en kennis', 'I can do it too: time, tools and knowledge', T('Kan ik het ook', 'Can I do it')),
];
const ENGAGEMENT = [
  five('involved', 'engagement', 'Ik voel me betrokken bij wat we samen doen', 'I feel involved in what we do together'),
  five('taken_seriously', 'engagement', 'Ik word serieus genomen', 'I am taken seriously'),
  five('valued', 'engagement', 'Ik word gewaardeerd', 'I am valued'),
  five('trust', 'engagement', 'Wat hier gezegd wordt, gebeurt ook', 'What is said here is done'),
  five('pleasure', 'engagement', 'Ik ga met plezier naar mijn werk', 'I enjoy going to work'),
  five('proud', 'engagement', 'Ik ben trots op wat we doen', 'I am proud of what we do'),
];
const LADDER = [
  { key: 'recommends', kind: 'eleven', about: 'ladder', text: T('Zou je ons aanraden als plek om te werken?', 'Would you recommend us as a place to work?') },
  { key: 'did_recommend', kind: 'yes_no', about: 'ladder', text: T('Heb je ons de afgelopen drie maanden aangeraden?', 'Did you recommend us in the last three months?'), top: ['yes'], not_applicable: [] },
];
const CIVIL = [five('ucs_objectives', 'own', 'Ik begrijp de doelen van mijn organisatie', 'I have a clear understanding of my organisation’s objectives'), five('ucs_change', 'own', 'Veranderingen gaan hier goed', 'When changes are made here they are usually for the better')];
const plain = ({ short: _, ...item }) => item;
const LIBRARY = {
  sets: [
    { key: 'clarity', name: T('Helderheid', 'Clarity'), source: T('goud', 'goud'), licence: T('Apache 2.0', 'Apache 2.0'), validated: { nl: false, en: false }, items: CLARITY.map(plain) },
    { key: 'engagement', name: T('Betrokkenheid', 'Engagement'), source: T('goud', 'goud'), licence: T('Apache 2.0', 'Apache 2.0'), validated: { nl: false, en: false }, items: ENGAGEMENT },
    { key: 'ladder', name: T('Ladder', 'Ladder'), source: T('goud', 'goud'), licence: T('Apache 2.0', 'Apache 2.0'), validated: { nl: false, en: false }, items: LADDER },
    { key: 'civil_service', name: T('Civil Service People Survey', 'Civil Service People Survey'), source: T('Britse overheid, 2023, eigen vertaling', 'UK Civil Service, 2023'), licence: T('Open Government Licence v3.0', 'Open Government Licence v3.0'), validated: { nl: false, en: true }, items: CIVIL },
  ],
};
const FACETS = [
  { key: 'years', text: T('Hoe lang werk je hier?', 'How long have you worked here?'), options: [['under2', 'korter dan 2 jaar', 'under 2 years'], ['2to5', '2 tot 5 jaar', '2 to 5 years'], ['over5', 'langer dan 5 jaar', 'over 5 years']].map(([value, nl, en]) => ({ value, label: T(nl, en) })) },
  { key: 'hours', text: T('Hoeveel werk je?', 'How much do you work?'), options: [['part', 'deeltijd', 'part-time'], ['full', 'voltijd', 'full-time']].map(([value, nl, en]) => ({ value, label: T(nl, en) })) },
];
const TEAMS = [['Receptie', 14], ['Housekeeping', 22], ['Restaurant', 17], ['Techniek', 4], ['Keuken', 5]];
const exact = (k, n) => { const { value, interval } = share(k, n); return { shown: 'exact', n, value, interval }; };
const said = (percent, n) => exact(Math.round((percent / 100) * n), n);
const nearly = (n) => ({ shown: 'nearly_all', n, value: null, interval: null });
const hidden = () => ({ shown: 'hidden', n: null, value: null, interval: null });
const less = (a, b) => { const value = a.value - b.value; const h = Math.hypot((a.interval[1] - a.interval[0]) / 2, (b.interval[1] - b.interval[0]) / 2); return { shown: 'exact', n: Math.min(a.n, b.n), value, interval: [value - h, value + h] }; };
const withState = (figure, norm, red) => ({ ...figure, state: figure.shown !== 'exact' ? (figure.shown === 'nearly_all' ? 'met' : 'not_asked') : figure.n < 30 ? 'not_yet' : figure.interval[0] >= norm ? 'met' : figure.interval[1] < red ? 'broken' : figure.interval[1] < norm ? 'below' : 'not_yet', shown_as: figure.n !== null && figure.n < 30 ? 'count' : 'percent' });

export function rounds(w, { empty = false } = {}) {
  const plan = (nl, en, opens, closes, extra = {}) => ({
    name: T(nl, en), opens, closes, languages: ['nl', 'en'],
    items: [...CLARITY.map((item) => ({ ...plain(item), week: 1, source: `${item.about}.${item.key}` })), ...ENGAGEMENT.map((item) => ({ ...item, week: 2, source: item.key })), ...LADDER.map((item) => ({ ...item, week: 2, source: item.key })),
      { key: 'roster', kind: 'choice', about: 'promise', promise: 'pe5', moment: 'me5', text: T('Kende je je rooster drie weken vooruit?', 'Did you know your roster three weeks ahead?'), options: [['yes', 'Ja', 'Yes'], ['no_told', 'Nee, maar ik wist waarom', 'No, but I knew why'], ['no', 'Nee', 'No'], ['na', 'Niet van toepassing', 'Does not apply']].map(([value, a, b]) => ({ value, label: T(a, b) })), top: ['yes', 'no_told'], not_applicable: ['na'], week: 3 },
      { key: 'mend_first', kind: 'text', about: 'own', text: T('Wat zou je als eerste herstellen?', 'What would you mend first?'), week: 4 }],
    facets: FACETS, floor: 5, text_floor: 10, closes_itself: true, ...extra,
  });
  const line = (id, number, state, one, extra = {}) => ({
    id, number, state, name: one.name, opens: one.opens, closes: one.closes, opened: state === 'planned' ? null : one.opens, closed: state === 'released' ? one.closes : null, floor: one.floor, text_floor: one.text_floor,
    questions: one.items.length, asked_by_week: [1, 2, 3, 4].map((week) => one.items.filter((item) => item.week === week).length), ballots: null, invited: null, at_least: null, closing: null, ...extra, plan: one, revision: 1,
  });
  let consent = { given: empty ? null : '2026-05-01', by_whom: empty ? '' : 'Ondernemingsraad, besluit 2026-11' };
  const all = empty ? [] : [
    line('r5', 5, 'planned', plan('Ronde februari', 'February round', day(20), day(48))),
    line('r4', 4, 'open', plan('Ronde december', 'December round', day(-12), day(9)), { invited: 840, at_least: 315 }),
    line('r3', 3, 'released', plan('Ronde november', 'November round', day(-60), day(-32)), { ballots: 612, invited: 840 }),
    line('r2', 2, 'released', plan('Ronde augustus', 'August round', day(-150), day(-122)), { ballots: 588, invited: 822 }),
    line('r1', 1, 'withdrawn', plan('Ronde mei', 'May round', day(-240), day(-212)), { invited: 810, closed: day(-230) }),
  ];
  const ref = (round) => ({ id: round.id, number: round.number, name: round.name, closed: round.closed, floor: round.floor, ballots: round.ballots });
  const find = (id) => all.find((one) => one.id === id);
  const bare = ({ plan: _, revision: __, ...rest }) => rest;
  const unitOf = (id) => w.units.find((one) => one.id === id) ?? w.units[0] ?? { id: 'u0', name: 'Merelhof Hotels' };
  const employees = empty ? [] : [1, 2, 3].map((at) => ({ id: `e${at}`, unit: 'h13', unit_name: 'Zwolle', email: `collega${at}@example.org`, language: at === 3 ? 'en' : 'nl' }));
  const heads = new Map(empty ? [] : w.units.filter((one) => one.level === 2).map((one, at) => [one.id, at === 3 ? 3 : 20 + at]));
  const tally = () => w.units.map((one) => ({ unit: one.id, name: one.name, with_address: employees.filter((person) => person.unit === one.id).length, people: (heads.get(one.id) ?? 0) + employees.filter((person) => person.unit === one.id).length })).filter((one) => one.people > 0);
  const CODE = 'ABCDEFGHJKMNPQRSTVWXYZ0123456789';
  const code = (at) => [0, 1, 2].map((part) => [0, 1, 2, 3].map((place) => CODE[(at * 7 + part * 11 + place * 5) % 32]).join('')).join('-');
  const hand = (round) => {
    const codes = tally().flatMap((unit, at) => Array.from({ length: unit.people }, (_, place) => { const person = employees.filter((one) => one.unit === unit.unit)[place]; const made = code(at * 40 + place); return { unit: unit.unit, unit_name: unit.name, code: made, address: person?.email ?? null, language: person?.language ?? 'nl', link: `http://127.0.0.1:8080/r/${made}` }; }));
    Object.assign(round, { state: 'open', opened: day(0), invited: codes.length, at_least: null });
    return { round: bare(round), codes };
  };
  const base = (item) => ({ what: 88, why: 71, how: 78, may: 66, must: 93, can: 65, involved: 71, taken_seriously: 63, valued: 58, trust: 49, pleasure: 74, proud: 69, did_recommend: 31, roster: 58 })[item.key] ?? 60;
  const WORDS = ['Het rooster. Drie weken vooruit, en dan ook echt.', 'De wasmachine op de derde.', 'Dat ik een gast iets mag aanbieden zonder te bellen.', 'Meer tijd voor de overdracht.', 'Laat de keuken weten wat de receptie belooft.', 'Een vaste collega in mijn eerste week.', 'Een kassa die kamernummers print.', 'Uitleg waarom het anders ging.', 'Minder formulieren bij ziekmelden.', 'Dat iemand terugkomt op wat ik meld.', 'Gewoon vragen hoe het gaat.'];
  const promised = w.journeys.find((one) => one.audience === 'employee')?.moments.flatMap((moment) => moment.promises.map((id) => ({ moment: moment.id, promise: w.promises.find((one) => one.id === id) }))) ?? [];
  const KEPT = [[548, 602], [5, 9], [118, 125], [422, 556], [114, 120], [350, 604], [391, 592], [410, 570], null];
  const keptOf = (at, drift = 0) => { const one = KEPT[at]; if (!one) return nearly(88); return exact(Math.max(0, Math.min(one[1], Math.round(one[0] + drift * one[1]))), one[1]); };
  const organisation = { units: [{ id: 'u0', name: 'Merelhof Hotels' }], together: false, is: 'unit' };
  const figures = (round, unit) => {
    const n = unit.level === 2 ? 62 : 598;
    const group = unit.id === 'h3' ? { units: [{ id: 'r1', name: 'Regio Zuid' }], together: false, is: 'parent' } : { units: [{ id: unit.id, name: unit.name }], together: false, is: 'unit' };
    const before = all.filter((one) => one.state === 'released' && one.number < round.number)[0];
    return {
      round: ref(round), unit: { id: unit.id, name: unit.name }, proved: { questions: 14, groups: 1268, smallest: 5, facets_shown: 402, facets_withheld: 37 },
      items: round.plan.items.map((item, at) => {
        const figure = item.kind === 'eleven' ? { shown: 'exact', n, value: 12, interval: [6, 18], unit: 'points' } : item.key === 'must' && unit.level === 2 ? nearly(n) : said(base(item) - (unit.level === 2 ? 9 : 0), n);
        const earlier = item.kind === 'eleven' ? { shown: 'exact', n: 570, value: 9, interval: [3, 15], unit: 'points' } : item.key === 'valued' ? nearly(560) : said(base(item) - 4 + (at % 5), 560);
        return {
          key: item.key, text: item.text, about: item.about, kind: item.kind, week: item.week, source: item.source ?? null, validated: item.source ? { nl: false, en: false } : null, group, figure,
          previous: before ? { round: ref(before), figure: earlier } : null, difference: before && figure.value !== null && earlier.value !== null && item.kind !== 'eleven' ? less(figure, earlier) : null,
          facets: item.kind === 'text' || item.kind === 'eleven' ? [] : FACETS.map((facet, which) => ({ key: facet.key, text: facet.text, classes: [...facet.options.map((option, place) => ({ label: option.label, figure: which && at % 4 === 1 ? hidden() : said(base(item) + (place - 1) * 5, Math.round(n / facet.options.length)) })), { label: T('niet gezegd', 'not said'), figure: hidden() }] })),
        };
      }),
    };
  };
  const TEAM = [[86, 71, 71, 43, 86, 64], [91, 50, 82, 32, null, 45], [82, 71, 76, 65, 76, 71], [78, 67, 78, 56, null, 67], [85, 63, 77, 47, null, 60]];
  const clarity = (round, unit) => {
    const hotel = unit.level === 2;
    const named = (name, at) => ({ id: `${unit.id}-${at}`, name });
    const row = (one, group, n, values, whole = false) => ({ unit: one, group, n: [n - (whole ? 3 : 0), n], cells: values.map((value) => (value === null ? nearly(n) : said(value, n))), whole });
    const rows = hotel
      ? [...TEAMS.slice(0, 3).map(([name, n], at) => row(named(name, at), { units: [named(name, at)], together: false, is: 'unit' }, n, TEAM[at])), row(named('Techniek', 3), { units: [named('Techniek', 3), named('Keuken', 4)], together: true, is: 'together' }, 9, TEAM[3]), row({ id: unit.id, name: unit.name }, { units: [{ id: unit.id, name: unit.name }], together: false, is: 'unit' }, 62, TEAM[4], true)]
      : [...w.units.filter((one) => one.parent === unit.id).map((one, at) => row({ id: one.id, name: one.name }, { units: [{ id: one.id, name: one.name }], together: false, is: 'unit' }, 300 - at * 40, CLARITY.map((item) => base(item) - at * 2))), row({ id: unit.id, name: unit.name }, { units: [{ id: unit.id, name: unit.name }], together: false, is: 'unit' }, 598, CLARITY.map(base), true)];
    return { round: ref(round), columns: CLARITY.map(({ key, text, short }) => ({ key, text, short })), rows, compare: unit.id === 'u0' ? null : { name: 'Merelhof Hotels', cells: CLARITY.map((item) => said(base(item), 598)) }, correct: hotel ? said(61, 58) : null };
  };
  const routes = [
    ['GET', '/rounds/consent', () => consent],
    ['PUT', '/rounds/consent', (_, body) => (consent = { given: body.given, by_whom: body.by_whom })],
    ['GET', '/rounds', () => ({ consent: !!consent.given, rounds: all.map(bare) })],
    ['GET', '/rounds/library', () => LIBRARY],
    ['POST', '/rounds', (_, body) => { const made = line(`r${all.length + 10}`, all.length + 1, 'planned', body); all.unshift(made); return made; }],
    ['GET', '/rounds/:id', (r) => find(r.p.id) ?? { status: 404, value: { error: { kind: 'not_found', key: 'x', text: 'Dit bestaat niet.', fields: [] } } }],
    ['PUT', '/rounds/:id', (r, body) => { const at = all.findIndex((one) => one.id === r.p.id); all[at] = { ...line(r.p.id, all[at].number, 'planned', body.plan), revision: body.revision + 1 }; return all[at]; }],
    ['DELETE', '/rounds/:id', (r) => { all.splice(all.findIndex((one) => one.id === r.p.id), 1); return { status: 204 }; }],
    ['GET', '/rounds/:id/units', () => ({ units: w.units.map((one) => { const own = tally().filter((t) => t.unit === one.id || w.units.find((u) => u.id === t.unit)?.parent === one.id || one.id === 'u0'); const people = own.reduce((sum, t) => sum + t.people, 0); const parent = w.units.find((u) => u.id === one.parent); const up = people < 5 && parent ? parent : one; return { id: one.id, name: one.name, level: one.level, parent: one.parent, people, counts_in: { id: up.id, name: up.name, people: up === one ? people : 160 } }; }), roles: [['owner', 'Ziet elke vrijgegeven groep van de hele organisatie, en nooit een antwoord.'], ['hr_manager', 'Ziet elke vrijgegeven groep van de hele organisatie, en nooit een antwoord.'], ['unit_manager', 'Ziet de vrijgegeven groepen van de eigen tak, en het geheel.'], ['employee', 'Ziet de vrijgegeven groepen van de eigen tak, en het geheel.']].map(([role, sees]) => ({ role, sees })) })],
    ['POST', '/rounds/:id/open', (r) => hand(find(r.p.id))],
    ['POST', '/rounds/:id/begin-again', (r) => hand(find(r.p.id))],
    ['POST', '/rounds/:id/cards', () => ({ status: 200, raw: '%PDF-1.4\n%mock\n', type: 'application/pdf' })],
    ['POST', '/rounds/:id/close', (r) => { const round = find(r.p.id); Object.assign(round, { state: 'closing', closing: 0 }); const timer = setInterval(() => { round.closing += 0.2; if (round.closing >= 1) { Object.assign(round, { state: 'released', closing: null, closed: day(0), ballots: 327 }); clearInterval(timer); } }, 900); return bare(round); }],
    ['POST', '/rounds/:id/withdraw', (r) => Object.assign(find(r.p.id), { state: 'withdrawn', closed: day(0) })],
    ['GET', '/rounds/:id/figures', (r) => figures(find(r.p.id), unitOf(r.q.get('unit')))],
    ['GET', '/rounds/:id/clarity', (r) => clarity(find(r.p.id), unitOf(r.q.get('unit')))],
    ['GET', '/rounds/:id/texts', () => ({ floor: 10, items: [{ key: 'mend_first', text: T('Wat zou je als eerste herstellen?', 'What would you mend first?'), groups: [{ group: organisation, words: WORDS }] }] })],
    ['GET', '/employees/promises', (r) => {
      const round = find(r.q.get('round')) ?? all.find((one) => one.state === 'released');
      if (!round) return { round: null, headline: { met: 0, of: 0, below: 0, broken: 0, not_yet: 0, not_asked: 0 }, promises: [] };
      const list = promised.map(({ moment, promise }, at) => ({ id: promise.id, moment, text: promise.text, norm: promise.norm, red_line: promise.red_line, figure: withState(keptOf(at), promise.norm, promise.red_line), group: organisation, previous: null }));
      const count = (state) => list.filter((one) => one.figure.state === state).length;
      return { round: ref(round), headline: { met: count('met'), of: list.length, below: count('below'), broken: count('broken'), not_yet: count('not_yet'), not_asked: count('not_asked') }, promises: list };
    }],
    ['GET', '/employees/moments/:id', (r) => {
      const released = all.filter((one) => one.state === 'released');
      return { moment: { id: r.p.id }, promises: promised.flatMap(({ moment, promise }, at) => (moment !== r.p.id ? [] : [{
        id: promise.id, text: promise.text, norm: promise.norm, red_line: promise.red_line,
        by_round: [...Array(6)].map((_, ago) => { const round = released[ago]; const figure = keptOf(at, ago * 0.035); return { round: round ? ref(round) : { id: `old${ago}`, number: 3 - ago, name: T(`Ronde ${8 - ago}`, `Round ${8 - ago}`), closed: day(-32 - ago * 91), floor: 5 }, figure: withState(figure, promise.norm, promise.red_line) }; }),
        by_unit: w.units.filter((one) => one.level === 2).map((one, place) => ({ unit: { id: one.id, name: one.name }, group: place === 3 ? { units: [{ id: 'h3', name: 'Den Bosch' }, { id: 'h4', name: 'Deventer' }], together: true, is: 'together' } : { units: [{ id: one.id, name: one.name }], together: false, is: 'unit' }, figure: withState(place === 6 ? nearly(41) : said(58 + ((place * 7) % 23) - 9, 40 + place), promise.norm, promise.red_line) })),
        facets: FACETS.map((facet) => ({ key: facet.key, text: facet.text, classes: facet.options.map((option, place) => ({ label: option.label, figure: withState(place === 2 ? hidden() : said(52 + place * 9, 190 + place), promise.norm, promise.red_line) })) })),
      }])) };
    }],
    ['GET', '/employees/ladder', () => ({ rounds: all.filter((one) => one.state === 'released').slice(0, 2).reverse().map((round, at) => { const n = at ? 604 : 588; return { round: ref(round), group: organisation, n, rungs: [['ambassador', at ? 15 : 14], ['proud', at ? 37 : 39], ['neutral', at ? 33 : 34], ['lets_go', at ? 15 : 13]].map(([key, percent]) => ({ key, figure: said(percent, n) })) }; }) })],
    ['GET', '/employees', () => ({ employees, by_unit: tally(), next: null })],
    ['POST', '/employees', (_, body) => { for (const row of body.rows) employees.push({ id: `e${employees.length + 10}`, unit: row.unit, unit_name: unitOf(row.unit).name, email: row.email, language: row.language }); for (const head of body.heads) heads.set(head.unit, head.people); return { status: 204 }; }],
    ['DELETE', '/employees/:id', (r) => { employees.splice(employees.findIndex((one) => one.id === r.p.id), 1); return { status: 204 }; }],
  ];
  return routes;
}
