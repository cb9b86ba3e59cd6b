/** A report as one HTML page that needs nothing else: to be read, kept, mailed and printed. */
import type { HostUse } from '@hostwire/storage';
import { quantityText } from '../message/quantity-text.ts';
import type { GrowingFilesystem, HostCompleteness, Report, ReportedAlert } from './report.ts';

type Cells<Row> = Readonly<Record<string, (row: Row) => string>>;

export function reportPage(report: Report): string {
  const { fromMs, toMs, host } = report;
  const title = `Hostwire report: ${host ?? 'the fleet'}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>${timeText(fromMs)} to ${timeText(toMs)} (UTC)</p>
${summaryOf(report)}
${table('Capacity', report.hosts, { cells: capacity, whenEmpty: 'No host sent samples in this time.' })}
${table('Busiest hosts', report.busiest, { cells: busiest, whenEmpty: 'No host sent samples in this time.' })}
${table('Growing file systems', report.growing, { cells: growing, whenEmpty: 'No file system grew.' })}
${table('Fullest file systems', report.fullest, { cells: fullest, whenEmpty: 'No file system was measured.' })}
${table('Idle hosts', report.idle, { cells: busiest, whenEmpty: 'No host was idle.' })}
${table('Alerts', report.alerts, { cells: alerts, whenEmpty: 'Nothing fired.' })}
${table('Completeness', report.completeness, { cells: completeness, whenEmpty: 'No host sent samples in this time.' })}
</body>
</html>
`;
}

const style = `
body { font: 14px/1.45 system-ui, sans-serif; color: #1c2024; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; break-after: avoid }
table { border-collapse: collapse; width: 100% } tr { break-inside: avoid }
th { text-align: left; font-weight: 600; border-bottom: 1px solid #8b9298 } td { border-bottom: 1px solid #e0e3e6 }
th, td { padding: .25rem .75rem .25rem 0; vertical-align: top } .facts { display: flex; gap: 2rem; flex-wrap: wrap; margin: 1rem 0 }
.facts b { display: block; font-size: 1.4rem }
@media (prefers-color-scheme: dark) { @media screen { body { background: #15181b; color: #e6e9ec } td { border-color: #30363b } } }
@page { margin: 1.5cm } @media print { body { margin: 0; max-width: none; font-size: 10pt } }
`;

function summaryOf({ hosts, alerts: fired, completeness: complete, growing: disks }: Report): string {
  const cores = hosts.reduce((sum, { cores: each }) => sum + (each ?? 0), 0);
  const memory = hosts.reduce((sum, { memoryBytes }) => sum + (memoryBytes ?? 0), 0);
  const present =
    complete.reduce((sum, { presentPct }) => sum + presentPct, 0) / Math.max(1, complete.length);
  const soon = disks.filter(({ daysToFull }) => (daysToFull ?? Infinity) < 30).length;
  const facts: readonly (readonly [string, string])[] = [
    [String(hosts.length), 'hosts'],
    [String(cores), 'cores'],
    [quantityText(memory, 'B'), 'memory'],
    [String(fired.length), 'alerts'],
    [String(soon), 'file systems full within 30 days'],
    [`${present.toFixed(2)} %`, 'of all samples there'],
  ];
  return `<div class="facts">${facts.map(([value, what]) => `<div><b>${value}</b>${what}</div>`).join('')}</div>`;
}

const pct = (value: number | null) => (value === null ? '' : `${value.toFixed(1)} %`);
const bytes = (value: number | null) => (value === null ? '' : quantityText(value, 'B'));

const capacity: Cells<HostUse> = {
  Host: ({ host }) => host,
  Cores: ({ cores }) => (cores === null ? '' : String(cores)),
  'CPU, mean': ({ cpuPct }) => pct(cpuPct),
  Memory: ({ memoryBytes }) => bytes(memoryBytes),
  'Memory used, mean': ({ memoryPct }) => pct(memoryPct),
  Network: ({ networkBytes }) => bytes(networkBytes),
};

const busiest: Cells<HostUse> = {
  Host: ({ host }) => host,
  'CPU, mean': ({ cpuPct }) => pct(cpuPct),
  'CPU, 95 % of the time below': ({ cpuHighPct }) => pct(cpuHighPct),
  'Memory, mean': ({ memoryPct }) => pct(memoryPct),
  'Memory, 95 % of the time below': ({ memoryHighPct }) => pct(memoryHighPct),
};

const growing: Cells<GrowingFilesystem> = {
  Host: ({ host }) => host,
  'File system': ({ mount }) => mount,
  Used: ({ lastBytes }) => bytes(lastBytes),
  'Growth per day': ({ bytesPerDay }) => bytes(bytesPerDay),
  'Full in': ({ daysToFull }) => (daysToFull === null ? '' : daysText(daysToFull)),
};

const fullest: Cells<GrowingFilesystem> = {
  Host: ({ host }) => host,
  'File system': ({ mount }) => mount,
  Used: ({ lastBytes }) => bytes(lastBytes),
  Of: ({ limitBytes }) => bytes(limitBytes),
  Share: ({ lastBytes, limitBytes }) => pct((100 * lastBytes) / limitBytes),
};

const alerts: Cells<ReportedAlert> = {
  Since: ({ sinceMs }) => timeText(sinceMs),
  Lasted: ({ seconds, resolvedMs }) => durationText(seconds) + (resolvedMs === null ? ', still fires' : ''),
  Severity: ({ severity }) => severity,
  Rule: ({ rule }) => rule,
  Host: ({ host }) => host,
  Summary: ({ summary }) => summary,
};

const completeness: Cells<HostCompleteness> = {
  Host: ({ host }) => host,
  'Samples there': ({ presentPct }) => `${presentPct.toFixed(3)} %`,
  'Missing, by reason': ({ missing }) =>
    missing.map(({ reason, seconds }) => `${reason} ${durationText(seconds)}`).join(', '),
};

function table<Row>(
  title: string,
  rows: readonly Row[],
  { cells, whenEmpty }: { readonly cells: Cells<Row>; readonly whenEmpty: string },
): string {
  const heading = `<h2>${title}</h2>`;
  if (rows.length === 0) return `${heading}\n<p>${whenEmpty}</p>`;
  const head = Object.keys(cells).map((name) => `<th>${name}</th>`);
  const body = rows.map((row) => {
    const line = Object.values(cells).map((cell) => `<td>${escaped(cell(row))}</td>`);
    return `<tr>${line.join('')}</tr>`;
  });
  return `${heading}\n<table>\n<tr>${head.join('')}</tr>\n${body.join('\n')}\n</table>`;
}

/** Hosts choose names, and rules their summaries. */
function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (char) => entities[char] ?? char);
}

function durationText(seconds: number): string {
  for (const [unit, length] of [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
  ] as const)
    if (seconds >= length) return `${(seconds / length).toFixed(1)} ${unit}`;
  return `${Math.round(seconds)} s`;
}

function daysText(days: number): string {
  if (days >= 365) return 'more than a year';
  return days >= 1 ? `${days.toFixed(1)} days` : `${(24 * days).toFixed(1)} hours`;
}

function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}
