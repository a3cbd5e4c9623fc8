import type { Measure } from '../api/types';

export type FileRow = { unit: string; period: string; measure: string; value: number; n?: number };
export type MeasureFile = { rows: FileRow[]; measures: { key: string; name: string; per: Measure['per']; share: boolean; points: boolean }[]; wrong: { line: number; what: 'columns' | 'number' | 'period' | 'empty' }[] };

/** A key for a name: "Weet wat ik mag" becomes weet_wat_ik_mag. */
export const keyOf = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);

/** 2026 · 2026-Q2 · 2026-05 · 2026-W18 */
export function perOf(period: string): Measure['per'] | null {
  if (/^\d{4}$/.test(period)) return 'year';
  if (/^\d{4}-[QqKk][1-4]$/.test(period)) return 'quarter';
  if (/^\d{4}-[Ww]\d{2}$/.test(period)) return 'week';
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(period)) return 'month';
  return null;
}

/** "61,5%" and "0.615" are one share; a point groups thousands only where a comma follows it. */
export function numberOf(text: string): number | null {
  const percent = text.trim().endsWith('%');
  let plain = text.trim().replace(/%$/, '').replace(/[€\s]/g, '').replace('−', '-');
  if (/^-?\d{1,3}(\.\d{3})+,\d+$/.test(plain)) plain = plain.replace(/\./g, '');
  plain = plain.replace(',', '.');
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return null;
  const value = Number(plain);
  return percent ? value / 100 : value;
}

function cells(line: string, by: string): string[] {
  const out: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const letter = line[at] ?? '';
    if (quoted) {
      if (letter === '"' && line[at + 1] === '"') {
        cell += '"';
        at++;
      } else if (letter === '"') quoted = false;
      else cell += letter;
    } else if (letter === '"' && cell === '') quoted = true;
    else if (letter === by) {
      out.push(cell.trim());
      cell = '';
    } else cell += letter;
  }
  out.push(cell.trim());
  return out;
}

const NAMES: Record<'unit' | 'period' | 'measure' | 'value' | 'n', string[]> = {
  unit: ['unit', 'vestiging', 'onderdeel', 'code'],
  period: ['period', 'periode'],
  measure: ['measure', 'meting'],
  value: ['value', 'waarde'],
  n: ['n', 'aantal'],
};

/** A file of unit, period, measure, value and n (may be empty). What cannot be read is told by its line, and nothing is sent then. */
export function readMeasures(text: string): MeasureFile {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const head = lines[0] ?? '';
  const by = [';', '\t', ','].find((one) => head.includes(one)) ?? ',';
  const header = cells(head, by).map((one) => one.toLowerCase());
  const at = (what: keyof typeof NAMES) => header.findIndex((one) => NAMES[what].includes(one));
  const place = { unit: at('unit'), period: at('period'), measure: at('measure'), value: at('value'), n: at('n') };
  const file: MeasureFile = { rows: [], measures: [], wrong: [] };
  if (place.unit < 0 || place.period < 0 || place.measure < 0 || place.value < 0) {
    file.wrong.push({ line: 1, what: 'columns' });
    return file;
  }
  const found = new Map<string, MeasureFile['measures'][number] & { values: number[] }>();
  lines.slice(1).forEach((line, index) => {
    if (!line.trim()) return;
    const row = cells(line, by);
    const [name, unit, period] = [row[place.measure] ?? '', row[place.unit] ?? '', row[place.period] ?? ''];
    const value = numberOf(row[place.value] ?? '');
    const nText = place.n < 0 ? '' : (row[place.n] ?? '');
    const n = nText ? numberOf(nText) : undefined;
    const per = perOf(period);
    const wrong = !name || !unit ? 'empty' : value === null || n === null || (n !== undefined && !Number.isInteger(n)) ? 'number' : per === null ? 'period' : null;
    if (wrong) {
      if (file.wrong.length < 10) file.wrong.push({ line: index + 2, what: wrong });
      return;
    }
    const key = keyOf(name);
    file.rows.push({ unit, period, measure: key, value: value as number, ...(n !== undefined && n !== null ? { n } : {}) });
    const one = found.get(key) ?? { key, name, per: per as Measure['per'], share: false, points: false, values: [] };
    one.values.push(value as number);
    found.set(key, one);
  });
  file.measures = [...found.values()].map(({ values, ...one }) => ({
    ...one,
    share: values.every((value) => value >= 0 && value <= 1),
    points: values.some((value) => value < 0) && values.every((value) => Math.abs(value) <= 100),
  }));
  if (!file.rows.length && !file.wrong.length) file.wrong.push({ line: 1, what: 'empty' });
  return file;
}
