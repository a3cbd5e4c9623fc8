// Serves web/dist with the content policy of the real server, and fixtures under /api/v1. Only for building pages.
import { createServer } from 'node:http';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { kits } from './kit.mjs';
import { rounds } from './rounds.mjs';
import { kept, mean, share, world } from './world.mjs';

const port = Number(process.argv[2] ?? 8099);
const mode = process.env.MOCK ?? 'demo';
const dist = new URL('../dist', import.meta.url).pathname;
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.json': 'application/json' };

let w = world({ empty: mode === 'empty' || mode === 'setup' });
let setupNeeded = mode === 'setup';
const sessions = new Set();
const org = { id: 'o1', name: mode === 'setup' ? '' : 'Merelhof Hotels', language: 'nl', time_zone: 'Europe/Amsterdam', brand: { colour: '#7d5800', colour_used: { light: '#7d5800', dark: '#e6b84a' }, fill: { light: { colour: '#7d5800', text: '#ffffff' }, dark: { colour: '#e6b84a', text: '#1d1b16' } }, logo: false }, simulation: mode === 'demo', units_levels: [{ level: 0, name: { nl: 'Organisatie', en: 'Organisation' } }, { level: 1, name: { nl: 'Regio’s', en: 'Regions' } }, { level: 2, name: { nl: 'Hotels', en: 'Hotels' } }], revision: 1 };
const account = { id: 'a1', name: 'Noor Kuipers', email: 'noor@example.org', role: 'owner', unit: null, language: 'nl', active: true, revision: 1 };
const accounts = [account, { ...account, id: 'a2', name: 'Bas de Wit', email: 'bas@example.org', role: 'cx_manager' }, { ...account, id: 'a3', name: 'Ilse Vos', email: 'ilse@example.org', role: 'unit_manager', unit: { id: 'h13', name: 'Zwolle' } }];
const LEVELS = ['board', 'direction', 'management', 'team_lead', 'floor'];
const roles = [['Raad van bestuur', 'Executive board', 1], ['Hotelmanager', 'Hotel manager', 3], ['Chef-kok', 'Head chef', 4]].map(([nl, en, level], at) => ({ id: `r${at}`, name: { nl, en }, level, level_name: LEVELS[level - 1], ended: null, revision: 1 }));
let serial = 100;
const id = (prefix) => `${prefix}${serial++}`;
const now = () => new Date().toISOString();
const iso = (time) => new Date(time).toISOString().slice(0, 10);
const keys = [{ id: 'k1', name: 'PMS-koppeling', scopes: ['answers:write'], expires_at: '2027-11-01T00:00:00Z', created_at: now(), last_used_at: now() }];
const instruments = [];
const links = [];
const imports = [];
const audit = [{ at: now(), actor: { name: 'Noor Kuipers' }, verb: 'signed_in', entity: 'account', id: 'a1', detail: {} }];
if (mode === 'demo') {
  const q = [
    { key: 'klaar', kind: 'promise', text: { nl: 'Was uw kamer om 15.00 uur klaar?', en: 'Was your room ready at 3 pm?' }, promise: 'pc3', moment: 'mc3', per: 'visit', options: [{ value: 'yes', label: { nl: 'Ja', en: 'Yes' } }, { value: 'no_told', label: { nl: 'Nee, maar ik wist waarom', en: 'No, but I knew why' } }, { value: 'no', label: { nl: 'Nee', en: 'No' } }, { value: 'na', label: { nl: 'Niet van toepassing', en: 'Not applicable' } }], kept: ['yes', 'no_told'], not_kept: ['no'], not_applicable: ['na'] },
    { key: 'inspanning', kind: 'scale', text: { nl: 'Hoeveel moeite kostte het inchecken?', en: 'How much effort was checking in?' }, points: [1, 2, 3, 4, 5, 6, 7].map((n) => ({ nl: String(n), en: String(n) })), moment: 'drawn', per: 'moment' },
    { key: 'verhaal', kind: 'story', text: { nl: 'Was het zoals u had verwacht?', en: 'Was it as you expected?' }, per: 'visit' },
    { key: 'aanbevelen', kind: 'score', text: { nl: 'Zou u ons aanbevelen?', en: 'Would you recommend us?' }, low: { nl: 'Helemaal niet', en: 'Not at all' }, high: { nl: 'Helemaal', en: 'Completely' }, per: 'visit' },
  ];
  instruments.push({ id: 'i1', key: 'verblijf', version: 2, title: { nl: 'Na het verblijf', en: 'After the stay' }, state: 'in_use', questions: 4, definition: { key: 'verblijf', audience: 'customer', title: { nl: 'Na het verblijf', en: 'After the stay' }, languages: ['nl', 'en'], anonymous: true, questions: q, thanks: { nl: 'Dank u wel.', en: 'Thank you.' } } });
  links.push({ id: 'l1', code: 'k7Qm2x', instrument: { id: 'i1', key: 'verblijf', title: { nl: 'Na het verblijf', en: 'After the stay' } }, unit: { id: 'h13', name: 'Zwolle' }, moment: { id: 'mc3', name: { nl: 'Inchecken', en: 'Checking in' } }, expires_at: null, budget: 500, used: 112, url: 'http://127.0.0.1:8080/s/k7Qm2x', active: true, state: 'open' });
  imports.push({ id: 'im1', name: 'gasten-2025.csv', state: 'done', rows_read: 12031, rows_added: 12019, rows_refused: 12, rows_duplicate: 0, started_at: now(), ended_at: now(), by: { name: 'Noor Kuipers' } });
}

const promiseFigure = (promise) => {
  const [k, n] = w.figures.get(promise.id) ?? [0, 0];
  return { id: promise.id, text: promise.text, norm: promise.norm, red_line: promise.red_line, version_from: promise.from, kept: kept(k, n, promise.norm, promise.red_line) };
};
const RANK = { broken: 0, below: 1, not_yet: 2, met: 3, not_asked: 4 };
function momentFigure(moment) {
  const promises = moment.promises.map((one) => promiseFigure(w.promises.find((p) => p.id === one)));
  const spec = moment.id.startsWith('mc') ? w.C[Number(moment.id.slice(2))] : null;
  const n = spec?.[4] ?? 0;
  const better = Math.round(n * (spec?.[5] ?? 0));
  const less = Math.round((n - better) / 3);
  const weakest = [...promises].sort((a, b) => RANK[a.kept.state] - RANK[b.kept.state] || (a.kept.value ?? 1) - (b.kept.value ?? 1))[0];
  return {
    id: moment.id, name: moment.name, stage: moment.stage, key: moment.key, owner_role: moment.owner_role, promises, weakest: weakest?.id ?? null,
    stories: { n, better, less, as: n - better - less },
    score: spec ? mean(spec[6], 0.1, promises[0]?.kept.n ?? 0) : null, score_max: spec ? 10 : null,
    trend: spec && spec[7] !== null ? { difference: { ...share(1, 2), value: spec[7] / 100, interval: [spec[7] / 100 - 0.03, spec[7] / 100 + 0.03], n: 900 }, before: { from: '2026-06-01', to: '2026-08-31' } } : null,
  };
}
function overview(query) {
  const journeys = w.journeys.map((journey) => ({ id: journey.id, audience: journey.audience, name: journey.name, stages: journey.stages, moments: journey.moments.map(momentFigure) }));
  const all = journeys.flatMap((journey) => journey.moments.flatMap((moment) => moment.promises.map((promise) => promise.kept.state)));
  const count = (state) => all.filter((one) => one === state).length;
  const broken = w.promises.find((promise) => promise.id === 'pc3');
  return {
    period: query.get('from') ? { from: query.get('from'), to: query.get('to') } : { from: '2026-09-01', to: '2026-11-30' },
    unit: null, units: 14, as_of: now(), simulation: org.simulation,
    headline: { met: count('met'), of: all.length, below: count('below'), broken: count('broken'), not_yet: count('not_yet'), not_asked: count('not_asked') },
    answers: { customer: w.journeys.length ? 7615 : 0, employee: null },
    biggest: broken ? { promise: 'pc3', text: broken.text, moment: { id: 'mc3', name: { nl: 'Inchecken', en: 'Checking in' } }, kept: promiseFigure(broken).kept, norm: broken.norm, red_line: broken.red_line, people: 5520, people_per_month: 1840, people_by: 'volume', less_stories: { with: 47, of: 83 }, owner_role: 'Front office manager', next_step: broken.next_step ?? { text: 'Kamerstatus live bij de receptie', owner: 'Hoofd housekeeping, proef Zwolle', due: '2026-11-24' }, way_out: null } : null,
    journeys, outcomes: [], suspects: 0, nps: w.journeys.length ? { value: 32, interval: [30, 34], n: 7421, unit: 'points', level: 0.95 } : null, warnings: [],
  };
}
function momentFigures(moment, query) {
  const step = query.get('step') === 'month' ? 30 : 7;
  const base = Date.now() - 12 * step * 86_400_000;
  const promises = moment.promises.map((one) => {
    const promise = w.promises.find((p) => p.id === one);
    const figure = promiseFigure(promise);
    const course = figure.kept.value === null ? [] : Array.from({ length: 12 }, (_, at) => {
      const n = Math.round(figure.kept.n / 12);
      const drift = figure.kept.state === 'broken' ? 0.09 - at * 0.012 : Math.sin(at) * 0.02;
      return { from: iso(base + at * step * 86_400_000), to: iso(base + ((at + 1) * step - 1) * 86_400_000), kept: kept(Math.max(0, Math.min(n, Math.round(n * (figure.kept.value + drift)))), n, promise.norm, promise.red_line) };
    });
    return { ...figure, course, next_step: promise.next_step, way_out: null };
  });
  const journey = w.journeys.find((one) => one.id === moment.journey);
  const figure = momentFigure(moment);
  const own = w.stories.filter((story) => story.moment.id === moment.id);
  const asked = promises.some((promise) => promise.kept.value !== null);
  const n = promises[0]?.kept.n ?? 0;
  const first = promises[0];
  return {
    weakest: momentFigure(moment).weakest, moment, journey: { id: journey.id, name: journey.name, audience: journey.audience }, promises,
    expectation: asked ? { less: share(Math.round(n * 0.31), n), as: share(Math.round(n * 0.5), n), better: share(n - Math.round(n * 0.31) - Math.round(n * 0.5), n) } : null,
    score: figure.score, score_max: figure.score_max, score_course: figure.score ? promises[0].course.map(({ from, to }, at) => ({ from, to, score: mean(figure.score.value + Math.sin(at) / 8, 0.3, 90) })) : [],
    response: asked ? { asked: 4692, reached: 4500, started: 1210, finished: 1126, base: 'question_shown' } : null,
    annotations: moment.id === 'mc3' ? w.annotations : [],
    by_unit: asked ? w.units.filter((unit) => unit.level === 2).map((unit, at) => ({ unit: { id: unit.id, name: unit.name }, kept: kept(Math.round((n / 14) * Math.min(1, first.kept.value + (at === 13 ? -0.18 : ((at * 7) % 11) / 60 - 0.06))), Math.round(n / 14), first.norm, first.red_line) })) : [],
    difference: asked ? { difference: { ...share(1, 2), value: -0.09, interval: [-0.13, -0.05], n: 900 }, before: { from: '2026-06-01', to: '2026-08-31' } } : null, stories: own.slice(0, 6), stories_counts: { less: figure.stories.less, as: figure.stories.as, better: figure.stories.better },
    suspects: moment.id === 'mc3' ? { n: 7, kept_without: kept(684, 1119, 0.85, 0.76) } : null,
  };
}

const list = (items) => ({ items, next: null });
const fault = (status, kind, text, fields = []) => ({ status, value: { error: { kind, key: `mock.${kind}`, text, fields } } });
const moments = () => w.journeys.flatMap((journey) => journey.moments);
const routes = [
  ['GET', '/setup', () => ({ needed: setupNeeded })],
  ['POST', '/setup', (_, body) => { if (body.token !== 'mock') return fault(400, 'invalid', 'Deze beginsleutel klopt niet.', [{ path: 'token', key: 'x', text: 'Klopt niet.' }]); setupNeeded = false; org.name = body.organisation; w.units[0].name = body.organisation; account.name = body.name; account.email = body.email; sessions.add('s'); return { status: 200, cookie: 's', value: { account, org, csrf: 'c' } }; }],
  ['POST', '/session', (_, body) => { if (body.password !== 'mock mock mock') return fault(401, 'unauthenticated', 'Dit e-mailadres en wachtwoord horen niet bij elkaar.'); sessions.add('s'); return { status: 200, cookie: 's', value: { account, org, csrf: 'c' } }; }],
  ['GET', '/session', (r) => (r.signed ? { account, org, csrf: 'c' } : fault(401, 'unauthenticated', 'Meld je aan.'))],
  ['DELETE', '/session', () => { sessions.clear(); return { status: 204 }; }],
  ['GET', '/invitations/:t', (r) => (r.p.t === 'weg' ? fault(410, 'gone', 'Deze uitnodiging is verlopen.') : { organisation: 'Merelhof Hotels', email: 'nieuw@example.org', role: 'cx_manager', renews: r.p.t === 'wachtwoord' })],
  ['POST', '/invitations/:t/accept', () => { sessions.add('s'); return { status: 200, cookie: 's', value: { account, org, csrf: 'c' } }; }],
  ['GET', '/invitations', () => ({ items: [], next: null })],
  ['POST', '/accounts/:id/invitation', () => ({ url: 'http://127.0.0.1:8080/uitnodiging/wachtwoord', expires_at: '2026-12-01T00:00:00Z' })],
  ['POST', '/invitations', (_, body) => ({ url: `http://127.0.0.1:8080/uitnodiging/mock-${body.email}`, expires_at: '2026-12-01T00:00:00Z' })],
  ['GET', '/meta', () => ({ version: '0.1.0', languages: ['nl', 'en'], setup_needed: setupNeeded, simulation: org.simulation, address: 'http://127.0.0.1:8080', here_only: true })],
  ['GET', '/overview', (r) => overview(r.q)],
  ['GET', '/moments/:id/figures', (r) => { const moment = moments().find((one) => one.id === r.p.id); return moment ? momentFigures(moment, r.q) : fault(404, 'not_found', 'Dit bestaat niet.'); }],
  ['POST', '/moments/:id/annotations', (r, body) => { w.annotations.push({ ...body, kind: 'note' }); return {}; }],
  ['GET', '/stories', (r) => list(w.stories.filter((s) => (!r.q.get('moment') || s.moment.id === r.q.get('moment')) && (!r.q.get('expectation') || s.expectation === r.q.get('expectation')) && (!r.q.get('unit') || s.unit.id === r.q.get('unit'))))],
  ['GET', '/units', () => list(w.units)],
  ['POST', '/units', (_, body) => { const unit = { id: id('u'), level_name: null, to: null, volume: null, from: iso(Date.now()), parent: 'u0', code: id('c'), revision: 1, ...body }; w.units.push(unit); return unit; }],
  ['PATCH', '/units/:id', (r, body) => Object.assign(w.units.find((u) => u.id === r.p.id), body)],
  ['POST', '/units/:id/move', (r, body) => Object.assign(w.units.find((u) => u.id === r.p.id), { parent: body.parent })],
  ['POST', '/units/:id/end', (r, body) => Object.assign(w.units.find((u) => u.id === r.p.id), { to: body.to })],
  ['GET', '/units/:id/history', () => list([{ at: now(), actor: { name: 'Noor Kuipers' }, verb: 'made', detail: {} }])],
  ['GET', '/org', () => org],
  ['PATCH', '/org', (_, body) => { if (body.name) org.name = body.name; if (body.brand) Object.assign(org.brand, body.brand, { colour_used: { light: body.brand.colour, dark: '#e6b84a' } }); org.revision++; return org; }],
  ['PUT', '/org/logo', () => { org.brand.logo = true; return { status: 204 }; }],
  ['DELETE', '/org/logo', () => { org.brand.logo = false; return { status: 204 }; }],
  ['GET', '/journeys', () => list(w.journeys)],
  ['POST', '/journeys', (_, body) => { const journey = { id: id('j'), stages: ['see', 'think', 'do', 'care'].map((stage) => ({ stage, name: {}, owner_role: null })), moments: [], revision: 1, ...body }; w.journeys.push(journey); return journey; }],
  ['PATCH', '/journeys/:id/stages/:stage', (r, body) => { const journey = w.journeys.find((j) => j.id === r.p.id); Object.assign(journey.stages.find((s) => s.stage === r.p.stage), { owner_role: body.owner_role }); journey.revision++; return journey; }],
  ['POST', '/journeys/:id/moments', (r, body) => { const journey = w.journeys.find((j) => j.id === r.p.id); const moment = { id: id('m'), journey: journey.id, position: journey.moments.length, channel: null, owner_role: null, key: false, promises: [], revision: 1, ended: false, ...body }; journey.moments.push(moment); return moment; }],
  ['PATCH', '/moments/:id', (r, body) => { const moment = moments().find((m) => m.id === r.p.id); return Object.assign(moment, body, { revision: moment.revision + 1 }); }],
  ['POST', '/moments/:id/end', (r) => { for (const j of w.journeys) j.moments = j.moments.filter((m) => m.id !== r.p.id); return {}; }],
  ['PUT', '/moments/:id/promises', (r, body) => { const moment = moments().find((m) => m.id === r.p.id); return Object.assign(moment, { promises: body.promises }, { revision: moment.revision + 1 }); }],
  ['GET', '/promises', (r) => list(w.promises.filter((p) => !r.q.get('audience') || p.audience === r.q.get('audience')))],
  ['POST', '/promises', (_, body) => { const promise = { id: id('p'), version: 1, withdrawn: null, moment: null, next_step: null, way_out: null, proof: null, revision: 1, ...body }; w.promises.push(promise); const moment = moments().find((m) => m.id === body.moment); if (moment) moment.promises.push(promise.id); return promise; }],
  ['POST', '/promises/:id/versions', (r, body) => { const p = w.promises.find((one) => one.id === r.p.id); return Object.assign(p, body, { version: p.version + 1 }); }],
  ['POST', '/promises/:id/mend', (r, body) => Object.assign(w.promises.find((one) => one.id === r.p.id), { next_step: body, way_out: { kind: 'mend', at: now() } })],
  ['POST', '/promises/:id/withdraw', (r, body) => Object.assign(w.promises.find((one) => one.id === r.p.id), { withdrawn: body.from })],
  ['GET', '/promises/:id/history', () => list([{ at: now(), actor: { name: 'Noor Kuipers' }, verb: 'made', detail: { norm: 0.85 } }])],
  ['PUT', '/promises/:id/proof', (r, body) => { const p = w.promises.find((one) => one.id === r.p.id); p.proof = { ...body, proposal: false }; return p.proof; }],
  ['POST', '/promises/:id/proof/confirm', (r) => { const p = w.promises.find((one) => one.id === r.p.id); p.proof.proposal = false; return p.proof; }],
  ['GET', '/instruments', () => list(instruments)],
  ['GET', '/instruments/:id', (r) => instruments.find((i) => i.id === r.p.id) ?? fault(404, 'not_found', 'Dit bestaat niet.')],
  ['POST', '/instruments', (_, body) => { const d = body.definition ?? body; const made = { id: id('i'), key: d.key, version: 1, title: d.title, state: 'draft', questions: d.questions.length, definition: d }; instruments.push(made); return made; }],
  ['POST', '/instruments/:id/versions', (r, body) => { const i = instruments.find((one) => one.id === r.p.id); const d = body.definition ?? body; return Object.assign(i, { version: i.version + 1, definition: d, questions: d.questions.length }); }],
  ['GET', '/links', () => list(links)],
  ['POST', '/links', (_, body) => { const code = id('code'); const made = { id: id('l'), code, instrument: body.instrument, unit: w.units.find((u) => u.id === body.unit), moment: null, expires_at: body.expires_at ?? null, budget: body.budget ?? 500, used: 0, url: `http://127.0.0.1:${port}/s/${code}`, active: true, state: 'open' }; links.push(made); return made; }],
  ['DELETE', '/links/:id', (r) => { Object.assign(links.find((l) => l.id === r.p.id), { active: false, state: 'ended' }); return { status: 204 }; }],
  ['GET', '/links/:id/qr.svg', () => ({ status: 200, raw: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29" shape-rendering="crispEdges"><rect width="29" height="29" fill="#fff"/>${Array.from({ length: 260 }, (_, at) => `<rect x="${(at * 7) % 27 + 1}" y="${Math.floor(at / 10) + 1}" width="1" height="1"/>`).join('')}</svg>`, type: 'image/svg+xml' })],
  ['GET', '/response', (r) => ({ asked: null, reached: null, started: r.q.get('from') ? 1210 : 8210, finished: r.q.get('from') ? 1126 : 7615, base: 'answers_received' })],
  ['POST', '/imports/preview', () => ({ upload: 'up1', rows_seen: 200, delimiter: ',', encoding: 'UTF-8', header_row: 1, map: '[file]\ndelimiter = ","\n', columns: [{ name: 'id', kind: 'identifier', distinct: 200, missing: 0, example: ['1', '2'], role: 'identifier', na_values: [] }, { name: 'Hotel', kind: 'choice', distinct: 14, missing: 0, example: ['Zwolle', 'Breda'], role: 'unit', na_values: [] }, { name: 'Inchecken', kind: 'scale5', distinct: 6, missing: 3, example: ['4', '5', '0'], role: 'moment', na_values: ['0'] }, { name: 'Satisfaction', kind: 'choice', distinct: 2, missing: 0, example: ['satisfied'], role: 'outcome', na_values: [] }] })],
  ['POST', '/imports', () => { const row = { id: id('im'), name: 'bestand.csv', state: 'running', rows_read: 0, rows_added: 0, rows_refused: 0, rows_duplicate: 0, started_at: now(), ended_at: null, by: { name: account.name } }; imports.unshift(row); let step = 0; const timer = setInterval(() => { step++; row.rows_read = step * 3000; row.rows_added = step * 3000 - 4; row.rows_refused = 4; if (step === 4) { row.state = 'done'; row.ended_at = now(); clearInterval(timer); } }, 700); return row; }],
  ['GET', '/imports', () => list(imports)],
  ['GET', '/imports/:id', (r) => imports.find((i) => i.id === r.p.id) ?? fault(404, 'not_found', 'Dit bestaat niet.')],
  ['GET', '/imports/:id/refused', () => list([{ row: 12, reason: '7 valt buiten de schaal 1 tot 5.', field: 'Inchecken' }, { row: 918, reason: '31 februari bestaat niet.', field: 'datum' }])],
  ['POST', '/imports/:id/undo', (r) => Object.assign(imports.find((i) => i.id === r.p.id), { state: 'undone' })],
  ['GET', '/roles', () => list(roles)],
  ['POST', '/roles', (_, body) => { const role = { id: id('r'), ended: null, revision: 1, level_name: LEVELS[body.level - 1], ...body }; roles.push(role); return role; }],
  ['PATCH', '/roles/:id', (r, body) => { const role = roles.find((one) => one.id === r.p.id); Object.assign(role, body, { revision: role.revision + 1 }); return role; }],
  ['POST', '/roles/:id/end', (r) => Object.assign(roles.find((one) => one.id === r.p.id), { ended: iso(Date.now()) })],
  ['GET', '/roles/:id/history', () => list([])],
  ['GET', '/accounts', () => list(accounts)],
  ['PATCH', '/accounts/:id', (r, body) => Object.assign(accounts.find((a) => a.id === r.p.id), body)],
  ['GET', '/keys', () => list(keys)],
  ['POST', '/keys', (_, body) => { const key = { id: id('k'), created_at: now(), last_used_at: null, ...body }; keys.push(key); return { ...key, key: 'goud_mock_0123456789abcdef' }; }],
  ['DELETE', '/keys/:id', (r) => { keys.splice(keys.findIndex((k) => k.id === r.p.id), 1); return { status: 204 }; }],
  ['GET', '/audit', () => list(audit)],
  ['GET', '/moments/:id/drivers', () => ({ outcome: null, outcomes: [], drivers: [], n: 0, why: 'nobody' })],
  ...rounds(w, { empty: mode === 'empty' || mode === 'setup' || process.env.MOCK_ROUNDS === 'none' }),
  ...kits(w, { empty: mode === 'empty' || mode === 'setup' }),
].map(([method, path, answer]) => ({ method, answer, shape: new RegExp(`^${path.replace(/\./g, '\\.').replace(/:([a-z]+)/g, '(?<$1>[^/]+)')}$`) }));
const OPEN = /^\/(setup|session|meta|invitations\/[^/]+(\/accept)?)$/;

createServer(async (request, response) => {
  const url = new URL(request.url, 'http://x');
  const head = { 'Content-Security-Policy': CSP, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' };
  if (url.pathname.startsWith('/api/v1')) {
    const path = url.pathname.slice(7);
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    let body = null;
    try { body = text ? JSON.parse(text) : null; } catch { body = null; }
    const signed = /goud_session=s/.test(request.headers.cookie ?? '') && sessions.has('s');
    const route = routes.find((one) => one.method === request.method && one.shape.test(path));
    let out = !route ? fault(404, 'not_found', 'Dit bestaat niet.') : !signed && !OPEN.test(path) ? fault(401, 'unauthenticated', 'Meld je aan.') : null;
    if (!out) { try { out = route.answer({ p: route.shape.exec(path).groups ?? {}, q: url.searchParams, signed }, body); } catch (error) { console.error(error); out = fault(503, 'unavailable', String(error)); } }
    if (typeof out?.status !== 'number') out = { status: 200, value: out };
    if (out.cookie) head['Set-Cookie'] = `goud_session=${out.cookie}; Path=/; HttpOnly; SameSite=Lax`;
    response.writeHead(out.status, { ...head, 'Content-Type': out.type ?? 'application/json' });
    response.end(out.status === 204 ? undefined : out.raw ?? JSON.stringify(out.value));
    return;
  }
  let file = join(dist, normalize(url.pathname));
  if (!file.startsWith(dist) || !existsSync(file) || !statSync(file).isFile()) file = join(dist, 'index.html');
  response.writeHead(200, { ...head, 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
}).listen(port, '127.0.0.1', () => console.log(`mock on http://127.0.0.1:${port}, password: mock mock mock`));
