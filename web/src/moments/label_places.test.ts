import { expect, test } from 'vitest';
import { labelPlaces } from './label_places';

const room = { left: 0, right: 400, top: 0, bottom: 300 };

test('a text stands beside its mark, and on the other side where the first is taken', () => {
  const [alone] = labelPlaces([{ x: 100, y: 100, text: 'Kamer' }], room);
  expect(alone).toEqual({ x: 109, y: 100, anchor: 'start' });
  const [edge] = labelPlaces([{ x: 395, y: 100, text: 'Kamer' }], room);
  expect(edge?.anchor).toBe('end');
});

test('no text covers another mark or text', () => {
  const marks = Array.from({ length: 14 }, (_, at) => ({ x: 150 + (at % 4) * 18, y: 120 + Math.floor(at / 4) * 9, text: String(at + 1) }));
  const places = labelPlaces(marks, room);
  const boxes = places.flatMap((at, of) => {
    if (!at) return [];
    const width = (marks[of]?.text.length ?? 0) * 6.4 + 2;
    const left = at.anchor === 'start' ? at.x : at.anchor === 'end' ? at.x - width : at.x - width / 2;
    return [{ left, right: left + width, top: at.y - 7, bottom: at.y + 7 }];
  });
  for (let a = 0; a < boxes.length; a++)
    for (let b = a + 1; b < boxes.length; b++) {
      const [one, other] = [boxes[a]!, boxes[b]!];
      expect(one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom).toBe(false);
    }
});

test('where there is no place there is no text', () => {
  expect(labelPlaces([{ x: 5, y: 5, text: 'much longer than the room there is for it' }], { left: 0, right: 40, top: 0, bottom: 20 })).toEqual([null]);
});
