import { expect, test } from 'vitest';
import { shortNames, valueText } from './Cloud';

test('what all names begin with is left out on the chart, and one name never becomes nothing', () => {
  expect(shortNames(['Merelhof Zwolle', 'Merelhof Den Bosch', ''])).toEqual(['Zwolle', 'Den Bosch', '']);
  expect(shortNames(['Zwolle', 'Breda'])).toEqual(['Zwolle', 'Breda']);
  expect(shortNames(['Merelhof', 'Merelhof Breda'])).toEqual(['Merelhof', 'Merelhof Breda']);
  expect(shortNames(['Merelhof Zwolle'])).toEqual(['Merelhof Zwolle']);
});

test('a value is told in its own unit', () => {
  expect([valueText(0.615, 'share', 'nl'), valueText(-12, 'points', 'nl'), valueText(104.26, 'number', 'nl', 10), valueText(1.234, 'number', 'en', 1)]).toEqual(['62%', '−12', '104,3', '1.23']);
});
