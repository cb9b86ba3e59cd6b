// Samples of a host with 4 cores, 2 disks, 3 file systems and 2 interfaces, as a lightly busy server gives them:
// increments scatter around a level that drifts, gauges walk, file systems are read every 10 s.
import { columnGroup } from '@hostwire/protocol';

const devices = {
  cpu_core: ['0', '1', '2', '3'],
  disk: ['nvme0n1', 'sda'],
  filesystem: ['/', '/boot', '/var'],
  network: ['lo', 'eth0'],
};
const levels = { _ms: 120, _bytes: 40_000, _ops: 12, _us: 900, _packets: 90 };
const gauges = { _bytes: 6e9, _centi: 90, _total: 6e6, _free: 4e6 };
const quiet =
  /steal|guest|nice|irq_ms|error|drop|multicast|discard|swap|oom|forks|huge|blocked|resets|major|writeback|read_only|in_flight/;

/** A repeatable generator of numbers from 0 to 1 (mulberry32). */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const suffixOf = (name, table) => Object.keys(table).find((suffix) => name.endsWith(suffix));

/** A function that gives the host's next `count` samples, 1 s apart, as decoded columns. */
export function plausibleHost(seed, startMs) {
  const next = random(seed);
  const states = new Map();
  let second = 0;

  function value(group, column, device) {
    const key = `${group}.${column.name}.${device}`;
    const { name, kind } = column;
    if (quiet.test(name)) return kind === 'gauge' ? 0 : next() < 0.02 ? 1 : 0;
    if (kind === 'increment') {
      const level = states.get(key) ?? (levels[suffixOf(name, levels)] ?? 50) * (0.3 + next());
      states.set(key, Math.max(1, level * (0.97 + 0.06 * next())));
      return Math.round(level * (0.5 + next()));
    }
    const before = states.get(key) ?? Math.round((gauges[suffixOf(name, gauges)] ?? 200) * (0.5 + next()));
    const moves = !/total|cores|size/.test(name) && next() < 0.6;
    const after = moves
      ? Math.max(
          0,
          before + Math.round((next() - 0.5) * Math.max(4, before / 5000)) * (before > 1e6 ? 4096 : 1),
        )
      : before;
    states.set(key, after);
    return after;
  }

  function group(name, samples, due) {
    const { columns, labels } = columnGroup(name);
    const names = devices[name] ?? [''];
    const rowsPerSample = Uint32Array.from({ length: samples }, (_, i) =>
      due(second + i) ? names.length : 0,
    );
    const rows = rowsPerSample.reduce((a, b) => a + b, 0);
    return {
      name,
      deviceNames: names,
      labels: Object.fromEntries(
        labels.map((label) => [label.name, names.map((d) => `${label.name} of ${d}`)]),
      ),
      rowsPerSample,
      deviceOfRow: Uint32Array.from({ length: rows }, (_, row) => row % names.length),
      values: Float64Array.from(
        columns.flatMap((column) =>
          Array.from({ length: rows }, (_, row) => value(name, column, row % names.length)),
        ),
      ),
    };
  }

  return (count) => {
    const at = (i) => startMs + 1000 * (second + i);
    const every = () => true;
    const jitter = Float64Array.from({ length: count }, () => Math.round(next() * 2));
    const result = {
      samples: count,
      tsMs: Float64Array.from(jitter, (ms, i) => at(i) + ms),
      monoMs: Float64Array.from(jitter, (ms, i) => at(i) + ms - startMs + 1e6),
      intervalMs: Float64Array.from(jitter, (ms, i) => 1000 + ms - (jitter[i - 1] ?? 1)),
      groups: ['cpu', 'cpu_core', 'load', 'memory', 'disk', 'filesystem', 'network', 'agent'].map((name) =>
        group(name, count, name === 'filesystem' ? (s) => s % 10 === 0 : every),
      ),
    };
    second += count;
    return result;
  };
}

/** Values of a batch, missing ones left out. */
export function valuesOf({ groups }) {
  return groups.reduce((sum, { values }) => sum + values.length, 0);
}
