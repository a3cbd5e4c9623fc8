// A small world in the shape of the API, for building pages without the server. Its figures are invented.
const z = 1.959964;
export function share(k, n, extra = {}) {
  if (!n) return { value: null, interval: null, n: 0, unit: 'share', level: 0.95, reason: 'not_asked', ...extra };
  const p = k / n;
  const d = 1 + (z * z) / n;
  const m = (p + (z * z) / (2 * n)) / d;
  const h = (z / d) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { value: p, interval: [Math.max(0, m - h), Math.min(1, m + h)], n, n_effective: n, unit: 'share', level: 0.95, ...extra };
}
export const mean = (value, half, n) => ({ value, interval: [value - half, value + half], n, unit: 'mean', level: 0.95 });
export function kept(k, n, norm, red, extra = {}) {
  const estimate = share(k, n);
  const state = !n ? 'not_asked' : estimate.interval[0] >= norm ? 'met' : estimate.interval[1] < red ? 'broken' : estimate.interval[1] < norm ? 'below' : 'not_yet';
  return { ...estimate, kept: k, not_kept: n - k, not_applicable: Math.round(n / 9), skipped: Math.round(n / 30), state, proof: 'asked', proposal: false, weighting: 'by_answer', shown_as: n < 30 ? 'count' : 'percent', ...extra };
}
const T = (nl, en) => ({ nl, en });
const E = [
  ['see', 'Vacature vinden', 'Finding the vacancy', 'Wat in de vacature staat, klopt.', 'What the vacancy says is true.'],
  ['think', 'Meelopen', 'Shadowing', 'Je loopt een dagdeel mee voor je kiest.', 'You shadow half a day before you choose.'],
  ['do', 'Solliciteren', 'Applying', 'Antwoord binnen een week.', 'An answer within a week.'],
  ['do', 'Contract tekenen', 'Signing', 'Wat we bespraken, staat erin.', 'What we discussed is in it.'],
  ['care', 'Eerste week', 'First week', 'Elke dag een vaste collega naast je.', 'Every day the same colleague beside you.'],
  ['care', 'Rooster op tijd', 'Roster in time', 'Je rooster drie weken vooruit.', 'Your roster three weeks ahead.'],
  ['care', 'Zelf mogen beslissen', 'Deciding yourself', 'Tot € 50 beslis je zelf.', 'Up to €50 you decide.'],
  ['care', 'Beloofde opleiding', 'Promised training', 'Binnen een jaar de opleiding uit je contract.', 'Within a year the training in your contract.'],
  ['care', 'Loongesprek', 'Pay talk', 'Elk jaar een gesprek over je loon.', 'A talk about your pay every year.'],
];
const C = [
  ['see', 'Website vinden', 'Finding the site', [['De prijs op de site is de prijs.', 'The price on the site is the price.', 890, 978]], 41, 0.22, 8.1, 1],
  ['think', 'Kamer kiezen', 'Choosing a room', [['De foto is de kamer.', 'The photo is the room.', 1011, 1149]], 58, 0.19, 7.9, 0],
  ['do', 'Boeken', 'Booking', [['Bevestigd binnen een minuut.', 'Confirmed within a minute.', 1402, 1507], ['Geen kosten achteraf.', 'No costs afterwards.', 1391, 1502]], 74, 0.24, 8.4, 1],
  ['care', 'Inchecken', 'Checking in', [['Uw kamer is klaar om 15.00 uur, en anders weet u waarom.', 'Your room is ready at 3 pm, and otherwise you know why.', 687, 1126], ['Iemand kent uw naam.', 'Someone knows your name.', 861, 1119]], 83, 0.14, 6.8, -9],
  ['care', 'Kamer en rust', 'Room and rest', [['Stil na 22.00 uur.', 'Quiet after 10 pm.', 1111, 1406], ['Een schone kamer.', 'A clean room.', 1350, 1420]], 129, 0.26, 7.6, 2],
  ['care', 'Ontbijt', 'Breakfast', [['Vers tot 10.30 uur.', 'Fresh until 10.30.', 1190, 1279], ['Allergie? Wij weten het.', 'Allergies? We know.', 400, 441]], 164, 0.41, 8.6, 4],
  ['care', 'Uitchecken', 'Checking out', [['Klaar in twee minuten.', 'Done in two minutes.', 14, 22]], 12, 0.17, 7.8, null],
  ['care', 'Na vertrek', 'After leaving', [['Antwoord binnen één werkdag.', 'An answer within one working day.', 382, 545], ['Verloren voorwerp terug.', 'Lost property returned.', 20, 26]], 47, 0.09, 7.1, -1],
];
const OWNERS = { employee: { see: 'Recruitment', think: 'Team', do: 'HR', care: 'Leidinggevende' }, customer: { see: 'Marketing', think: 'Sales', do: 'Reservering', care: null } };
const STAGES = (audience) => ['see', 'think', 'do', 'care'].map((stage) => ({ stage, name: T(stage === 'do' ? 'afspreken' : stage === 'care' ? 'alles na de afspraak' : '', stage === 'do' ? 'agreeing' : stage === 'care' ? 'all after the agreement' : ''), owner_role: OWNERS[audience][stage] }));
export const HOTELS = ['Apeldoorn', 'Arnhem', 'Breda', 'Den Bosch', 'Deventer', 'Groningen', 'Haarlem', 'Leeuwarden', 'Leiden', 'Maastricht', 'Middelburg', 'Utrecht', 'Zutphen', 'Zwolle'];
const iso = (time) => new Date(time).toISOString().slice(0, 10);

export function world({ simulation = true, empty = false } = {}) {
  const from = '2024-11-25';
  const promises = [];
  const make = (audience, id, moment, nl, en, norm = 0.85, red = 0.7) => {
    const promise = { id, audience, text: T(nl, en), norm, red_line: red, from, version: 1, withdrawn: null, moment, owner_role: null, next_step: null, way_out: null, proof: null, revision: 1 };
    promises.push(promise);
    return promise;
  };
  const figures = new Map();
  const journeys = empty
    ? []
    : [
        { id: 'j-e', audience: 'employee', name: T('Medewerkers', 'Employees'), stages: STAGES('employee'), revision: 1, moments: [] },
        { id: 'j-c', audience: 'customer', name: T('Gasten', 'Guests'), stages: STAGES('customer'), revision: 1, moments: [] },
      ];
  if (!empty) {
    E.forEach(([stage, nl, en, pnl, pen], at) => {
      const promise = make('employee', `pe${at}`, `me${at}`, pnl, pen, 0.85, at === 5 ? 0.73 : 0.7);
      journeys[0].moments.push({ id: `me${at}`, journey: 'j-e', stage, position: at, name: T(nl, en), channel: null, owner_role: null, key: at === 5, promises: [promise.id], revision: 1, ended: false });
      figures.set(promise.id, [0, 0]);
    });
    C.forEach(([stage, nl, en, own], at) => {
      const ids = own.map(([pnl, pen, k, n], which) => {
        const promise = make('customer', `pc${at}${which || ''}`, `mc${at}`, pnl, pen, 0.85, at === 3 && !which ? 0.76 : 0.7);
        promise.proof = { kind: 'asked', question_key: `q${at}${which || ''}`, kept: ['yes', 'no_told'], not_kept: ['no'], not_applicable: ['na'], proposal: false, from };
        figures.set(promise.id, [k, n]);
        return promise.id;
      });
      journeys[1].moments.push({ id: `mc${at}`, journey: 'j-c', stage, position: at, name: T(nl, en), channel: at < 3 ? 'web' : 'on_site', owner_role: at === 3 ? 'Front office manager' : null, key: at === 3 || at === 5, promises: ids, revision: 1, ended: false });
    });
  }
  const units = [{ id: 'u0', name: 'Merelhof Hotels', level: 0, level_name: T('Organisatie', 'Organisation'), parent: null, from, to: null, volume: null, code: 'merelhof', revision: 1 }];
  if (!empty) {
    ['Noord', 'Zuid'].forEach((name, at) => units.push({ id: `r${at}`, name: `Regio ${name}`, level: 1, level_name: T('Regio', 'Region'), parent: 'u0', from, to: null, volume: null, code: name.toLowerCase(), revision: 1 }));
    HOTELS.forEach((name, at) => units.push({ id: `h${at}`, name, level: 2, level_name: T('Hotel', 'Hotel'), parent: `r${at % 2}`, from, to: null, volume: 1200 + at * 40, code: name.toLowerCase().replace(' ', ''), revision: 1 }));
  }
  const STORIES = [
    ['less', 'nl', 'Drie kwartier met twee kinderen in de lobby. Niemand zei iets, tot ik zelf weer naar de balie liep.', 13, 'mc3', true],
    ['less', 'nl', 'Kamer pas om kwart over vijf. Vriendelijk hoor, maar onze tafel in de stad waren we kwijt.', 2, 'mc3', false],
    ['as', 'nl', 'Prima. Pasje gekregen, lift gewezen, klaar.', 8, 'mc3', false],
    ['as', 'nl', 'Ging vlot. Meer kan ik er eigenlijk niet over zeggen.', 6, 'mc3', false],
    ['better', 'en', 'They saw my wet coat, took it to the boiler room and rang me when room and coat were ready.', 4, 'mc3', false],
    ['better', 'nl', '“U was hier vorig jaar met uw moeder,” zei ze. “Ik heb u dezelfde kamer gegeven.”', 7, 'mc3', false],
    ['better', 'en', 'The kettle in our room was broken at 6 am. Night porter made tea in his own pot and left it with two biscuits and a note: “for the early train”.', 5, 'mc4', false],
    ['better', 'nl', 'Mijn dochter was haar knuffel kwijt. Twee dagen later kwam hij per post, met foto’s van zijn “extra vakantie” in de keuken.', 10, 'mc7', false],
    ['less', 'nl', 'Vorige keer legde de kok ons het recept uit. Nu kregen we drie keer “mijn collega komt zo”. Alles kwam, behalve die collega.', 1, 'mc5', false],
    ['as', 'en', 'Everything was as described. Clean, quiet, on time.', 11, 'mc4', false],
    ['better', 'nl', 'U hoorde mij zeggen dat ik slecht slaap. Bij terugkomst lag er een ander kussen, zonder dat ik iets vroeg.', 4, 'mc4', false],
    ['less', 'en', 'A man rang to say he would come Tuesday 15.21 for the minibar. I was in a meeting. Nobody asked.', 2, 'mc4', true],
  ];
  const nameOf = (id) => journeys.flatMap((j) => j.moments).find((m) => m.id === id)?.name;
  const stories = empty ? [] : STORIES.map(([expectation, language, text, hotel, moment, call], at) => ({ id: `s${at}`, day: iso(Date.now() - (at + 1) * 86_400_000), unit: { id: `h${hotel}`, name: HOTELS[hotel] }, moment: { id: moment, name: nameOf(moment) }, expectation, unexpected: expectation === 'better', text, language, may_share: at % 4 !== 3, call_wanted: call, telephone: call ? '06 1234 5678' : null }));
  return { simulation, promises, journeys, figures, units, stories, C, annotations: [{ day: iso(Date.now() - 42 * 86_400_000), text: 'planning schoonmaak gewijzigd', kind: 'note' }] };
}
