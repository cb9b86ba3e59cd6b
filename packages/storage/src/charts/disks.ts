import { rate, slowStepMs, type ChartSection } from './chart.ts';
import type { Expression } from './expression.ts';

const device = { column: 'device' } as const;
const used: Expression = { minus: ['size_bytes', 'free_bytes'] };

export const disksSection = {
  id: 'disks',
  title: 'Disks',
  charts: {
    filesystem: {
      title: 'File systems',
      unit: 'pct',
      stacked: false,
      view: 'filesystem',
      device: { column: 'mount' },
      minStepMs: slowStepMs,
      series: [
        { name: 'used', measure: { kind: 'share', of: used, in: { plus: [used, 'available_bytes'] } } },
      ],
    },
    disk_throughput: {
      title: 'Disk throughput',
      unit: 'bytes_per_s',
      stacked: false,
      view: 'disk',
      device,
      series: [rate('read', 'read_bytes'), rate('write', 'write_bytes')],
    },
    disk_busy: {
      title: 'Disk utilisation',
      unit: 'pct',
      stacked: false,
      view: 'disk',
      device,
      series: [{ name: 'busy', measure: { kind: 'time_share', of: 'busy_ms', unit: 'ms' } }],
    },
    disk_await: {
      title: 'Disk wait per operation',
      unit: 'ms',
      stacked: false,
      view: 'disk',
      device,
      series: [
        { name: 'read', measure: { kind: 'ratio', of: 'read_ms', per: 'read_ops' } },
        { name: 'write', measure: { kind: 'ratio', of: 'write_ms', per: 'write_ops' } },
      ],
    },
    disk_ops: {
      title: 'Disk operations',
      unit: 'ops_per_s',
      stacked: false,
      view: 'disk',
      device,
      series: [rate('read', 'read_ops'), rate('write', 'write_ops')],
    },
  },
} as const satisfies ChartSection;
