import { expect, it } from 'vitest';
import { addressesIn } from './addresses';

it('finds addresses in a column, a list with commas, and names before them', () => {
  expect(addressesIn('an@example.org\nBo Vos <bo@example.org>, cas@example.org;\tdirk@sub.example.org\r\n').addresses).toEqual(['an@example.org', 'bo@example.org', 'cas@example.org', 'dirk@sub.example.org']);
});
it('takes the address of a line with more on it', () => {
  expect(addressesIn('Eva de Wit eva@example.org receptie').addresses).toEqual(['eva@example.org']);
});
it('counts what stands there twice, however it is written', () => {
  expect(addressesIn('An@example.org\nan@EXAMPLE.org')).toMatchObject({ addresses: ['An@example.org'], double: 1 });
});
it('says which lines are no address', () => {
  expect(addressesIn('an@example\nreceptie\nbo@example.org')).toMatchObject({ addresses: ['bo@example.org'], wrong: ['an@example', 'receptie'] });
  expect(addressesIn(' \n\n')).toEqual({ addresses: [], wrong: [], double: 0 });
});
