import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NameFilter } from '../../sampling/name-filter.ts';
import { parseNetDev } from './network.ts';

const everything = new NameFilter([]);
const line = (name: Buffer) => Buffer.concat([name, Buffer.from(': 1 2 0 0 0 0 0 0 3 4 0 0 0 0 0 0\n')]);
const netDev = (...names: Buffer[]) => Buffer.concat([Buffer.from('Inter-|\n face |\n'), ...names.map(line)]);

test('interfaces whose names differ only in bytes that are not UTF-8 are told apart', () => {
  const { devices } = parseNetDev(netDev(Buffer.from([0x65, 0xff]), Buffer.from([0x65, 0xfe])), everything);
  expect(devices).toEqual(['e\\xff', 'e\\xfe']);
});

test('a name of UTF-8 with a byte that is a blank in Latin-1 stays whole', () => {
  expect(parseNetDev(netDev(Buffer.from('à-la')), everything).devices).toEqual(['à-la']);
});

test('property: as many devices as names, all different', () => {
  const byte = fc.integer({ min: 0x21, max: 0xff }).filter((code) => ![0x2f, 0x3a, 0x5c].includes(code));
  const names = fc.uniqueArray(fc.array(byte, { minLength: 1, maxLength: 15 }), {
    selector: (bytes) => bytes.join(),
    maxLength: 8,
  });
  fc.assert(
    fc.property(names, (given) => {
      const { devices } = parseNetDev(netDev(...given.map((bytes) => Buffer.from(bytes))), everything);
      expect(new Set(devices).size).toBe(given.length);
    }),
  );
});
