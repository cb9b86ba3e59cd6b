import { encodeColumns } from './columns/encode-columns.ts';
import type { ReportLeftOut } from './columns/left-out.ts';
import type { GroupName } from './column-groups.ts';
import { protocolLimits } from './limits.ts';
import { packPayload, type PackedPayload } from './payload.ts';
import { ProtocolError } from './protocol-error.ts';
import type { Reading, Sample } from './sample.ts';

/** What a frame of a batch has besides its payload takes less. */
const frameHeadBytes = 1024;

/** The samples of one batch. Throws ProtocolError TOO_LARGE when they do not fit into one: pack them one by one then. */
export function packSamples(samples: readonly Sample[], report: ReportLeftOut): PackedPayload {
  const packed = packPayload(encodeColumns(samples, report));
  const maxBytes = protocolLimits.maxFrameBytes - frameHeadBytes;
  if (packed.payload.length <= maxBytes) return packed;
  throw new ProtocolError('TOO_LARGE', `payload: ${packed.payload.length} bytes, limit ${maxBytes}`);
}

/** One sample as a batch of its own. Its largest groups are left out, and reported, until the rest fits. */
export function packSample(sample: Sample, report: ReportLeftOut): PackedPayload {
  let rest = sample;
  for (;;) {
    try {
      return packSamples([rest], report);
    } catch (error) {
      const group = largestGroup(rest);
      if (group === undefined || !(error instanceof ProtocolError) || error.code !== 'TOO_LARGE') throw error;
      report({ reason: 'too_large', group, device: '', column: '' });
      rest = { ...rest, readings: without(rest.readings, group) };
    }
  }
}

function without(readings: Sample['readings'], group: GroupName): Sample['readings'] {
  return Object.fromEntries(Object.entries(readings).filter(([name]) => name !== group));
}

function largestGroup({ readings }: Sample): GroupName | undefined {
  const sizes = (Object.entries(readings) as [GroupName, Reading][]).map(
    ([group, reading]) => [group, sizeOf(reading)] as const,
  );
  return sizes.toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

/** Characters of its texts and bytes of its values: what it may take, roughly. */
function sizeOf({ devices, labels = {}, values }: Reading): number {
  const lists = [devices, ...Object.values(labels)];
  const texts = lists.reduce((sum, list) => list.reduce((bytes, text) => bytes + text.length, sum), 0);
  return texts + values.byteLength;
}
