import type { ImportColumn } from '../api/types';
import { slug } from './first_question';

/** The map of an import as its TOML says it, in the plain form the program writes: keys with a text, a number or a list of texts. */
export type Value = string | number | string[];
export type Part = Record<string, Value>;
export type ImportMap = { file: Part; import: Part; question: Part[] };
export type Role = ImportColumn['role'];

const SINGLE = ['identifier', 'date', 'unit', 'weight'] as const;
type Single = (typeof SINGLE)[number];
const isSingle = (role: Role): role is Single => (SINGLE as readonly string[]).includes(role);

function valueOf(text: string): Value | undefined {
  const said = text.trim();
  try {
    // a basic string and a list of them are written as in JSON
    if (said.startsWith('"') || said.startsWith('[')) {
      const read = JSON.parse(said) as unknown;
      if (typeof read === 'string') return read;
      if (Array.isArray(read) && read.every((one) => typeof one === 'string' || typeof one === 'number')) return read.map(String);
      return undefined;
    }
  } catch {
    return undefined;
  }
  return /^-?\d+(\.\d+)?$/.test(said) ? Number(said) : undefined;
}

/** The value without what follows it as a remark; a # inside quotes is no remark. */
function withoutRemark(text: string): string {
  let inside = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\' && inside) at++;
    else if (text[at] === '"') inside = !inside;
    else if (text[at] === '#' && !inside) return text.slice(0, at);
  }
  return text;
}

/** Reads the plain form; null when a hand has written more than that, which the program may well understand. */
export function readMap(toml: string): ImportMap | null {
  const map: ImportMap = { file: {}, import: {}, question: [] };
  let part: Part | null = null;
  for (const raw of toml.split('\n')) {
    const line = withoutRemark(raw).trim();
    if (!line) continue;
    if (line === '[[question]]') {
      part = {};
      map.question.push(part);
    } else if (line === '[file]' || line === '[import]') {
      part = line === '[file]' ? map.file : map.import;
    } else {
      const found = /^([a-z_]+)\s*=\s*(.+)$/.exec(line);
      const value = found ? valueOf(found[2] ?? '') : undefined;
      if (!found || value === undefined || !part) return null;
      part[found[1] as string] = value;
    }
  }
  return map;
}

const quoted = (text: string) => JSON.stringify(text).replace(/\u007f/g, '\\u007f');
const lines = (part: Part) =>
  Object.entries(part)
    .filter(([, value]) => !Array.isArray(value) || value.length > 0)
    .map(([key, value]) => `${key} = ${Array.isArray(value) ? `[${value.map(quoted).join(', ')}]` : typeof value === 'number' ? value : quoted(value)}\n`)
    .join('');
export const writeMap = (map: ImportMap): string => `[file]\n${lines(map.file)}\n[import]\n${lines(map.import)}${map.question.map((one) => `\n[[question]]\n${lines(one)}`).join('')}`;

export const questionOf = (map: ImportMap, column: string): Part | undefined => map.question.find((one) => one.column === column);
export function roleOf(map: ImportMap, column: string): Role {
  const single = SINGLE.find((role) => map.import[role] === column);
  if (single) return single;
  const question = questionOf(map, column);
  if (!question) return 'ignore';
  if (map.import.outcome === column) return 'outcome';
  return question.moment ? 'moment' : 'question';
}

/** Which kinds of question a column can be, the one it looks like first. */
export function kindsFor(column: ImportColumn, now?: Part): string[] {
  const choice = (now?.options as string[] | undefined)?.length || (column.distinct >= 2 && column.distinct <= column.example.length) ? ['choice'] : [];
  return ['score', 'scale:5', 'scale:7', 'scale:10', ...choice, 'text'];
}
export const kindOf = (question: Part): string => (question.kind === 'scale' ? `scale:${question.points ?? 5}` : String(question.kind));
const likely = (column: ImportColumn): string =>
  column.kind === 'score' ? 'score' : column.kind === 'scale5' ? 'scale:5' : column.kind === 'scale7' ? 'scale:7' : kindsFor(column).includes('choice') && column.kind === 'choice' ? 'choice' : 'text';

export function asKindOf(question: Part, kind: string, column: ImportColumn): Part {
  const { options, points: _, kept, ...rest } = question;
  const [name, points] = kind.split(':');
  const next: Part = { ...rest, kind: name ?? 'text' };
  if (points) next.points = Number(points);
  if (name === 'choice') next.options = Array.isArray(options) && options.length ? options : column.example;
  const top = topTwo(next);
  if (next.moment && top) next.kept = top;
  else if (kept && name === question.kind && points === String(question.points ?? '')) next.kept = kept;
  return next;
}
/** What a rating proposes as kept: its two highest answers. */
function topTwo(question: Part): string[] | null {
  const top = question.kind === 'score' ? 10 : question.kind === 'scale' ? Number(question.points ?? 5) : 0;
  return top ? [String(top - 1), String(top)] : null;
}

export function withRole(map: ImportMap, column: ImportColumn, role: Role): ImportMap {
  const general: Part = { ...map.import };
  for (const one of [...SINGLE, 'outcome']) if (general[one] === column.name) general[one] = '';
  const others = map.question.filter((one) => one.column !== column.name);
  if (isSingle(role)) return { ...map, import: { ...general, [role]: column.name }, question: others };
  if (role === 'ignore') return { ...map, import: general, question: others };
  const keys = others.map((one) => String(one.key));
  const made: Part = questionOf(map, column.name) ?? asKindOf({ column: column.name, key: slug(column.name, keys), not_applicable: column.na_values }, likely(column), column);
  const { moment, stage, kept, ...plain } = made;
  let question: Part = plain;
  if (role === 'moment') {
    const top = topTwo(plain);
    question = { ...plain, moment: moment || column.name, stage: stage || 'care', ...(kept ? { kept } : top ? { kept: top } : {}) };
  }
  if (role === 'outcome') general.outcome = column.name;
  return { ...map, import: general, question: map.question.includes(made) ? map.question.map((one) => (one === made ? question : one)) : [...others, question] };
}

export const withQuestion = (map: ImportMap, column: string, change: (question: Part) => Part): ImportMap => ({ ...map, question: map.question.map((one) => (one.column === column ? change(one) : one)) });

/** "7, 9, n.v.t." as a list, and back. */
export const listOf = (text: string): string[] => text.split(',').map((one) => one.trim()).filter(Boolean);
export const textOf = (value: Value | undefined): string => (Array.isArray(value) ? value.join(', ') : '');
