import { describe, expect, test } from '@jest/globals';
import { named } from '../../testing/recorded-proc.ts';
import { ReportedColumns } from './reported-columns.ts';

const network = () => new ReportedColumns('network', ['receive_bytes', 'transmit_bytes']);
const face = (name: string, receive: number, drops = 5) => {
  return { name, columns: { receive_bytes: receive, transmit_bytes: 2 * receive, receive_drops: drops } };
};

describe('ReportedColumns', () => {
  test('gives increments of what is trusted; all else is missing and never 0', () => {
    const columns = network();
    expect(columns.reading([face('eth0', 100)])).toBeUndefined(); // the baseline
    const reading = columns.reading([face('eth0', 130, 9)])!;
    expect(named('network', reading)['eth0']).toEqual({
      receive_bytes: 30,
      receive_packets: null,
      receive_errors: null,
      receive_drops: null,
      receive_multicast: null,
      transmit_bytes: 60,
      transmit_packets: null,
      transmit_errors: null,
      transmit_drops: null,
    });
  });

  test('a device that went backwards is left out once and counted', () => {
    const columns = network();
    columns.reading([face('eth0', 100), face('eth1', 100)]);
    expect(columns.reading([face('eth0', 50), face('eth1', 110)])?.devices).toEqual(['eth1']);
    expect(columns.resets).toBe(1);
    expect(columns.reading([face('eth0', 70), face('eth1', 120)])?.values[0]).toBe(20);
  });

  test('a group without devices keeps its levels at the baseline', () => {
    const columns = new ReportedColumns('cpu', ['user_ms', 'cores']);
    const reported = (user: number) => [{ name: '', columns: { user_ms: user, cores: 2 } }];
    expect(named('cpu', columns.reading(reported(1))!)['']).toMatchObject({ user_ms: null, cores: 2 });
    expect(named('cpu', columns.reading(reported(8))!)['']).toMatchObject({ user_ms: 7, cores: 2 });
  });

  test('what cannot be sent is left out: a name with NUL, a second row of one name, half numbers are rounded', () => {
    const columns = new ReportedColumns('filesystem', ['size_bytes', 'free_bytes']);
    const mount = (name: string, size: number) => {
      return { name, labels: { device: 'd', type: 't' }, columns: { size_bytes: size, free_bytes: -1 } };
    };
    const reading = columns.reading([mount('/', 1), mount('/', 10.4), mount('/a\0', 1)])!;
    expect(reading.devices).toEqual(['/']);
    expect(reading.labels).toEqual({ device: ['d'], type: ['t'] });
    expect(named('filesystem', reading)['/']).toMatchObject({ size_bytes: 10, free_bytes: null });
  });

  test('a column that the protocol does not have is a mistake at the start', () => {
    expect(() => new ReportedColumns('network', ['recieve_bytes'])).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_COLUMN' }),
    );
  });
});
