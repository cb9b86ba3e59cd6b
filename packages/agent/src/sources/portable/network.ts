import type { NameFilter } from '../sampling/name-filter.ts';
import { answered } from './portable-group.ts';
import type { ReportReader } from './reported-group.ts';
import { amount, list, record, text } from './reported.ts';

const readInterfaces = list(
  record({
    iface: text,
    operstate: text,
    rx_bytes: amount,
    rx_dropped: amount,
    rx_errors: amount,
    tx_bytes: amount,
    tx_dropped: amount,
    tx_errors: amount,
  }),
);
type Interface = ReturnType<typeof readInterfaces>[number];

/** Group `network`, from networkStats. */
export function networkReader(filter: NameFilter): ReportReader {
  return {
    calls: ['networkStats'],
    report(answers) {
      const reported = answered(arrayOr(answers.get('networkStats')), 'networkStats');
      return readInterfaces(reported)
        .filter((face) => face.iface !== '' && filter.keeps(face.iface) && wasRead(face))
        .map((face) => ({
          name: face.iface,
          columns: {
            receive_bytes: face.rx_bytes,
            receive_errors: face.rx_errors,
            receive_drops: face.rx_dropped,
            transmit_bytes: face.tx_bytes,
            transmit_errors: face.tx_errors,
            transmit_drops: face.tx_dropped,
          },
        }));
    },
  };
}

/**
 * An interface that could not be read (it went meanwhile) is reported with zeros and an unknown state. Taken for totals they
 * would be a step back, and after it a spike.
 */
function wasRead({ operstate, rx_bytes, tx_bytes }: Interface): boolean {
  return operstate !== 'unknown' || rx_bytes !== 0 || tx_bytes !== 0;
}

function arrayOr(reported: unknown): readonly unknown[] | undefined {
  return Array.isArray(reported) ? reported : undefined;
}
