import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NameFilter } from '../../sampling/name-filter.ts';
import { LineValues } from '../files/line-values.ts';
import { ProtocolCounters } from '../files/protocol-counters.ts';
import { parseStat } from './cpu.ts';
import { parseDiskstats } from './disk.ts';
import { parseLoad } from './load.ts';
import { parseNetDev } from './network.ts';
import { parsePressure } from './pressure.ts';
import { sockstatValue } from './socket.ts';

const everything = new NameFilter([]);
const diskstats = (text: string) => parseDiskstats(Buffer.from(text), everything);
const heading = 'Inter-|\n face |bytes\n';

describe('what a kernel prints that others do not', () => {
  test('a line with fewer fields has NaN for the rest, never the next line', () => {
    const { devices, fields } = diskstats('8 0 sda 1 2 3 4 5 6 7 8 9 10 11\n8 16 sdb 1\n');
    expect(devices).toEqual(['sda', 'sdb']);
    expect([...fields.slice(9, 13)]).toEqual([10, 11, NaN, NaN]);
    expect([...fields.slice(15, 17)]).toEqual([1, NaN]);
  });

  test('fields that later kernels add are passed over', () => {
    const { fields } = diskstats(
      `8 0 sda ${Array.from({ length: 25 }, (_, i) => i).join(' ')}\n8 16 sdb 7\n`,
    );
    expect([fields[0], fields[14], fields[15]]).toEqual([0, 14, 7]);
  });

  test('stat without a counter leaves it out', () => {
    expect([...parseStat(Buffer.from('cpu  1 2 3\nctxt 9\n')).events]).toEqual([9, NaN, NaN]);
  });

  test('protocol counters in any order, before a negative number and without their numbers', () => {
    const tcp = (text: string) => new ProtocolCounters('Tcp', ['InSegs', 'OutSegs']).parse(Buffer.from(text));
    expect(tcp('Tcp: OutSegs MaxConn InSegs\nTcp: 5 -1 7\n')).toEqual([7, 5]);
    expect(tcp('TcpExt: InSegs\nTcpExt: 9\nTcp: InSegs\nTcp: 3\n')).toEqual([3, NaN]);
    expect(tcp('Tcp: InSegs OutSegs\nTcp: 4\nUdp: 8\n')).toEqual([NaN, NaN]);
    expect(tcp('Tcp: InSegs OutSegs\nUdp: 1 2\n')).toEqual([NaN, NaN]);
    expect(tcp('Tcp: InSegs OutSegs')).toEqual([NaN, NaN]);
  });

  test('names in another order than at the read before are seen', () => {
    const tcp = new ProtocolCounters('Tcp', ['InSegs', 'OutSegs']);
    const of = (text: string) => tcp.parse(Buffer.from(text));
    expect(of('Tcp: InSegs OutSegs\nTcp: 1 2\n')).toEqual([1, 2]);
    expect(of('Tcp: InSegs OutSegs\nTcp: 3 4\n')).toEqual([3, 4]);
    expect(of('Tcp: OutSegs InSegs\nTcp: 5 6\n')).toEqual([6, 5]);
    expect(of('Udp: InSegs\nUdp: 9\nTcp: OutSegs InSegs\nTcp: 7 88')).toEqual([88, 7]);
    expect(of('Udp: InSegs\nUdp: 9\n')).toEqual([NaN, NaN]);
    expect(of('Tcp: InSegs\nTcp: 8\n')).toEqual([8, NaN]);
  });

  test('a load of one digit before the point or three is read in hundredths', () => {
    expect(parseLoad(Buffer.from('0.07 10.00 123.45 3/1200 99\n'))).toEqual({
      load1Centi: 7,
      load5Centi: 1000,
      load15Centi: 12_345,
      tasks: 1200,
    });
  });

  test('more devices than a sample takes are counted', () => {
    const lines = Array.from({ length: 2_100 }, (_, i) => `sd${'a'.repeat(1 + (i % 7))}${i}x: 1 2\n`).join(
      '',
    );
    const table = parseNetDev(Buffer.from(heading + lines), everything);
    expect([table.devices.length, table.leftOut]).toEqual([2_048, 52]);
  });
});

test('property: no bytes make a parser throw or give a row that is not whole', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), fc.string()), (content) => {
      const bytes = Buffer.from(content);
      const { total, cores } = parseStat(bytes);
      expect(total.fields.length).toBe(10);
      expect(cores.fields.length).toBe(cores.devices.length * 10);
      const disks = parseDiskstats(bytes, everything);
      expect(disks.fields.length).toBe(disks.devices.length * 15);
      const network = parseNetDev(bytes, everything);
      expect(network.fields.length).toBe(network.devices.length * 16);
      parseLoad(bytes);
      parsePressure(bytes.toString('latin1'), 'some');
      new LineValues(['MemTotal:', 'intr ']).parse(bytes);
      new ProtocolCounters('Tcp', ['InSegs']).parse(bytes);
      sockstatValue(bytes, 'TCP', 'inuse');
    }),
  );
});
