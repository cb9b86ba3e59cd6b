import type { Command } from 'commander';
import type { OutlookResponse } from '@hostwire/api';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../context.ts';
import { printJson, printListing, type Terminal } from '../terminal.ts';

export function registerOutlook(program: Command, context: CommandContext): void {
  collectorCommand(
    program,
    'outlook <host>',
    'when its file systems are full, what is unusual for the hour, and how it differs from its peers',
  ).action(async (host: string, options: CollectorOptions) => {
    const outlook = await context.api(options).hosts.outlook({ params: { host }, query: {} });
    if (options.json === true) printJson(context.terminal, outlook);
    else printOutlook(context.terminal, outlook);
  });
}

function printOutlook(terminal: Terminal, { filesystems, baseline, peers }: OutlookResponse): void {
  terminal.heading('File systems');
  printListing(terminal, {
    rows: filesystems,
    columns: {
      MOUNT: (f) => f.mount,
      USED: (f) => `${((100 * f.usedBytes) / f.limitBytes).toFixed(1)} %`,
      'GROWTH PER DAY': (f) => `${((24 * f.bytesPerHour) / 1e9).toFixed(2)} GB`,
      'FULL IN': (f) => (f.hoursToFull === null ? 'cannot be known' : hoursText(f.hoursToFull)),
      CONFIDENCE: (f) => f.confidence.toFixed(2),
    },
    whenEmpty: 'Too few samples for a forecast.',
  });
  terminal.out.write('\n');
  terminal.heading('Against the same hours of the two weeks before');
  printListing(terminal, {
    rows: baseline,
    columns: {
      MEASURED: (c) => `${c.name} ${c.device}`.trim(),
      NOW: (c) => `${c.now.toFixed(1)} ${c.unit}`,
      USUAL: (c) => `${c.usual.toFixed(1)} ${c.unit}`,
      SCORE: (c) => c.score.toFixed(1),
    },
    whenEmpty: 'There are no samples of earlier weeks.',
  });
  terminal.out.write('\n');
  terminal.heading('Against hosts with the same label');
  printListing(terminal, {
    rows: peers,
    columns: {
      LABEL: (c) => c.label,
      MEASURED: (c) => `${c.name} ${c.device}`.trim(),
      NOW: (c) => `${c.now.toFixed(1)} ${c.unit}`,
      PEERS: (c) => `${c.usual.toFixed(1)} ${c.unit}`,
      SCORE: (c) => c.score.toFixed(1),
    },
    whenEmpty: 'Fewer than four hosts have a label in common with it.',
  });
}

function hoursText(hours: number): string {
  return hours < 48 ? `${hours.toFixed(1)} h` : `${(hours / 24).toFixed(1)} d`;
}
