import { expect, test } from '@jest/globals';
import { MissingFile, named, TextFile } from '../../../testing/recorded-proc.ts';
import { slowIntervalMs } from '../../sampling/interval.ts';
import { SocketGroup } from './socket.ts';

const snmp = (received: number) => `Tcp: InSegs CurrEstab\nTcp: ${received} 7\nUdp: InDatagrams\nUdp: 1\n`;

function group() {
  const missing = new MissingFile('ENOENT');
  const files = {
    sockstat: new TextFile('sockets: used 9\nTCP: inuse 4 orphan 0 tw 2\n'),
    snmp: new TextFile(snmp(100)),
    netstat: new TextFile('TcpExt: ListenDrops\nTcpExt: 3\n'),
  };
  const absent = { sockstat6: missing, snmp6: missing, conntrackCount: missing, conntrackMax: missing };
  return { files, absent, socket: new SocketGroup({ ...files, ...absent }) };
}

test('counters are in every sample, levels in one of ten seconds', () => {
  const { files, socket } = group();
  const at = (ms: number, received: number) => {
    files.snmp.text = snmp(received);
    return named('socket', socket.read(ms).socket!)[''];
  };
  const levels = { in_use: 9, tcp_in_use: 4, tcp_established: 7, tcp_time_wait: 2, conntrack_max: null };
  const noLevels = { in_use: null, tcp_in_use: null, tcp_established: null, tcp_time_wait: null };
  expect(at(0, 100)).toMatchObject({ tcp_segments_received: null, ...levels });
  expect(at(1_000, 150)).toMatchObject({ tcp_segments_received: 50, tcp_segments_sent: null, ...noLevels });
  expect(at(slowIntervalMs, 160)).toMatchObject({
    tcp_segments_received: 10,
    tcp_listen_drops: 0,
    ...levels,
  });
});

test('levels are in every sample when they are asked for', () => {
  const { files, absent } = group();
  const socket = new SocketGroup({ ...files, ...absent }, { levelsEveryMs: 0 });
  for (const ms of [0, 1, 500])
    expect(named('socket', socket.read(ms).socket!)['']).toMatchObject({ tcp_time_wait: 2 });
});

test('a sockstat without its lines is an issue', () => {
  const { files, socket } = group();
  files.sockstat.text = 'nothing of use\n';
  expect(() => socket.read(0)).toThrow(expect.objectContaining({ code: 'KERNEL_FILE_MALFORMED' }));
});
