import { expect, test } from 'vitest';
import { mondayIn, weekNumber, weekOf } from './week';

test('weeks are those of ISO 8601', () => {
  for (const [day, week] of [['2026-11-23', '2026-W48'], ['2026-11-29', '2026-W48'], ['2027-01-03', '2026-W53'], ['2027-01-04', '2027-W01'], ['2024-12-30', '2025-W01']] as const) expect(weekOf(day)).toBe(week);
  expect(mondayIn('2026-W48')).toBe('2026-11-23');
  expect(mondayIn('2026-W53')).toBe('2026-12-28');
  for (const none of ['2025-W53', '2026-W00', '2026-48', 'x']) expect(mondayIn(none)).toBeNull();
  expect(weekNumber('2026-W08')).toBe(8);
});
