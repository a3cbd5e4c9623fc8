import { describe, expect, it } from 'vitest';
import type { ImportColumn } from '../api/types';
import { asKindOf, kindOf, listOf, questionOf, readMap, roleOf, withRole, writeMap } from './import_map';

const TOML = `[file]
encoding = "utf-8"
delimiter = ","
header_rows = 1

[import]
instrument = "hotel"
title = "Hotel \\"Zee\\" # 1"
language = "nl"
identifier = "id"
unit = "hotel"
date = ""
weight = ""
outcome = "overall"
norm = 0.8
red_line = 0.6

[[question]]
column = "Check-in"
key = "check_in"
kind = "scale"
points = 5
moment = "Check-in"
stage = "care"
not_applicable = ["0"]
kept = ["4", "5"]  # derived, a proposal until someone confirms it

[[question]]
column = "overall"
key = "overall"
kind = "score"
`;
const column = (name: string, kind: ImportColumn['kind'], more: Partial<ImportColumn> = {}): ImportColumn => ({ name, kind, distinct: 5, missing: 0, example: ['1', '2'], role: 'ignore', na_values: [], ...more });
const map = () => {
  const read = readMap(TOML);
  if (!read) throw new Error('not read');
  return read;
};

describe('the map of an import', () => {
  it('is read as it was written, and written as it was read', () => {
    expect(map().import.title).toBe('Hotel "Zee" # 1');
    expect(map().question[0]?.kept).toEqual(['4', '5']);
    expect(readMap(writeMap(map()))).toEqual(map());
  });
  it('does not pretend to read what it does not know', () => expect(readMap('[import]\ntitle = """more\nlines"""\n')).toBeNull());

  it('knows what each column is for', () => expect(['id', 'hotel', 'Check-in', 'overall', 'x'].map((name) => roleOf(map(), name))).toEqual(['identifier', 'unit', 'moment', 'outcome', 'ignore']));

  it('gives a role that only one column can have to the last that asks for it', () => {
    const next = withRole(map(), column('stad', 'choice'), 'unit');
    expect(roleOf(next, 'stad')).toBe('unit');
    expect(roleOf(next, 'hotel')).toBe('ignore');
  });
  it('makes a moment of a rating with its two highest as a proposal, and a question of it again', () => {
    const ontbijt = column('Ontbijt', 'scale7', { na_values: ['99'] });
    const next = withRole(map(), ontbijt, 'moment');
    expect(questionOf(next, 'Ontbijt')).toMatchObject({ kind: 'scale', points: 7, moment: 'Ontbijt', stage: 'care', kept: ['6', '7'], not_applicable: ['99'], key: 'ontbijt' });
    const back = withRole(next, ontbijt, 'question');
    expect(questionOf(back, 'Ontbijt')).not.toHaveProperty('kept');
    expect(roleOf(withRole(back, ontbijt, 'ignore'), 'Ontbijt')).toBe('ignore');
  });
  it('never leaves an outcome behind that is no question', () => expect(withRole(map(), column('overall', 'score'), 'ignore').import.outcome).toBe(''));
  it('follows a kind with what counts as kept', () => {
    const question = questionOf(map(), 'Check-in') ?? {};
    const next = asKindOf(question, 'score', column('Check-in', 'scale5'));
    expect([kindOf(next), next.kept, next.points]).toEqual(['score', ['9', '10'], undefined]);
  });
  it('reads a list with commas', () => expect(listOf(' 7,  n.v.t. ,')).toEqual(['7', 'n.v.t.']));
});
