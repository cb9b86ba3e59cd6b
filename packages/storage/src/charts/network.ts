import { level, rate, type ChartSection } from './chart.ts';

const device = { column: 'interface' } as const;

export const networkSection = {
  id: 'network',
  title: 'Network',
  charts: {
    network_throughput: {
      title: 'Network throughput',
      unit: 'bytes_per_s',
      stacked: false,
      view: 'network',
      device,
      series: [rate('receive', 'receive_bytes'), rate('transmit', 'transmit_bytes')],
    },
    network_packets: {
      title: 'Network packets',
      unit: 'ops_per_s',
      stacked: false,
      view: 'network',
      device,
      series: [rate('receive', 'receive_packets'), rate('transmit', 'transmit_packets')],
    },
    network_errors: {
      title: 'Network errors and drops',
      unit: 'ops_per_s',
      stacked: false,
      view: 'network',
      device,
      series: [
        rate('receive_errors'),
        rate('receive_drops'),
        rate('transmit_errors'),
        rate('transmit_drops'),
      ],
    },
    tcp_connections: {
      title: 'TCP sockets',
      unit: 'count',
      stacked: false,
      view: 'socket',
      series: ['established', 'time_wait', 'orphans'].map((name) => level(name, `tcp_${name}`)),
    },
    tcp_failures: {
      title: 'TCP and UDP failures',
      unit: 'ops_per_s',
      stacked: false,
      view: 'socket',
      series: [
        rate('segments_retransmitted', 'tcp_segments_retransmitted'),
        rate('resets_sent', 'tcp_resets_sent'),
        rate('failed_opens', 'tcp_failed_opens'),
        rate('listen_overflows', 'tcp_listen_overflows'),
        rate('udp_receive_errors'),
      ],
    },
  },
} as const satisfies ChartSection;
