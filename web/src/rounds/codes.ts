import type { Unit } from '../api/types';
import type { Code } from './shapes';

/** "Keuken, Zwolle": a department has its house behind it, for every house has a kitchen. */
export function placeName(units: Pick<Unit, 'id' | 'name' | 'parent'>[], id: string, name: string): string {
  const parent = units.find((one) => one.id === units.find((unit) => unit.id === id)?.parent);
  return parent?.parent ? `${name}, ${parent.name}` : name;
}
export const withPlaces = (codes: Code[], units: Pick<Unit, 'id' | 'name' | 'parent'>[]): Code[] => codes.map((code) => ({ ...code, unit_name: placeName(units, code.unit, code.unit_name) }));

const quoted = (cell: string) => (/[",;\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);

/** One line for each person with an address, as a mail merge reads it: nothing of where they work. */
export function mailList(codes: Code[]): string {
  const rows = codes.filter((one) => one.address).map((one) => [one.address ?? '', one.language, one.code, one.link]);
  return `\uFEFF${[['email', 'language', 'code', 'link'], ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
}
/** One printed card for each person without: cards of a unit lie together. */
export const cards = (codes: Code[]) =>
  codes
    .filter((one) => !one.address)
    .sort((a, b) => a.unit_name.localeCompare(b.unit_name))
    .map(({ unit_name, code, language }) => ({ unit_name, code, language }));

export type HandedOutUnit = { unit: string; name: string; mail: number; cards: number };
export function byUnit(codes: Code[]): HandedOutUnit[] {
  const units = new Map<string, HandedOutUnit>();
  for (const one of codes) {
    const unit = units.get(one.unit) ?? { unit: one.unit, name: one.unit_name, mail: 0, cards: 0 };
    if (one.address) unit.mail++;
    else unit.cards++;
    units.set(one.unit, unit);
  }
  return [...units.values()].sort((a, b) => a.name.localeCompare(b.name));
}
