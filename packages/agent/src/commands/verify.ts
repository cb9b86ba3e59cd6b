import { HostwireError, systemClock } from '@hostwire/runtime';
import { allCrossChecks, whyAbsent } from '../sources/linux/groups/registry.ts';
import { createLinuxSource } from '../sources/linux/linux-source.ts';
import type { Finding } from '../verify/finding.ts';
import { verify as runVerify, type Verification } from '../verify/verify.ts';
import { exitCode } from './exit-code.ts';

export interface VerifyFlags {
  readonly seconds: number;
  readonly json: boolean;
}

const whatToDo =
  'Run it once more. If the same line disagrees again, the kernel contradicts itself or Hostwire has a bug: report it with the output of --json.';
const roots = { procRoot: '/proc', sysRoot: '/sys' };

/** Exit code 0 when everything agrees, 1 when something does not. */
export async function verify(flags: VerifyFlags, print: (line: string) => void): Promise<number> {
  const { seconds, json } = flags;
  if (process.platform !== 'linux') {
    const message = `verify compares files of the Linux kernel; there are none on ${process.platform}`;
    throw new HostwireError('SOURCE_UNAVAILABLE', message);
  }
  const result = await runVerify({
    source: createLinuxSource({ clock: systemClock, slowColumnsEveryMs: 0 }),
    crossChecks: allCrossChecks(roots),
    whyAbsent,
    clock: systemClock,
    seconds,
    pause: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
  });
  if (json) print(JSON.stringify({ seconds, ...result }));
  else for (const line of describe(result, seconds)) print(line);
  return result.ok ? exitCode.done : exitCode.failed;
}

function describe({ findings, notCompared, unread, single }: Verification, seconds: number): string[] {
  const header = ['group', 'field', 'source', '', 'against', 'tolerance', 'ok', 'how'];
  const rows = [header, ...findings.map(rowOf)];
  const widths = header.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const isNumber = (i: number) => i === 2 || i === 4 || i === 5;
  const lines = rows.map((row) =>
    row
      .map((cell, i) => (isNumber(i) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd(),
  );
  const wrong = findings.filter(({ ok }) => !ok);
  const verdict =
    wrong.length === 0
      ? `${findings.length} comparisons over ${seconds} s: all agree`
      : `${wrong.length} of ${findings.length} comparisons over ${seconds} s DISAGREE`;
  return [
    ...lines,
    '',
    ...unread.map(({ group, code, message }) => `not read    ${group}: ${message} (${code})`),
    ...single.map((group) => `read once   ${group}: no second way to read it is known`),
    ...notCompared.map(
      ({ reason, ...what }) => `not compared ${what.group} ${nameOf(what)} (${what.how}): ${reason}`,
    ),
    ...wrong.flatMap((finding) => [
      `DISAGREES   ${rowOf(finding).join(' ')}`,
      ...(finding.note === undefined ? [] : [`            ${finding.note}`]),
    ]),
    verdict,
    ...(wrong.length === 0 ? [] : [whatToDo]),
  ];
}

function rowOf({ group, device, field, a, b, relation, tolerance, ok, how }: Finding): string[] {
  const value = (number: number) => `${Math.round(number * 10) / 10}`;
  return [
    group,
    nameOf({ device, field }),
    value(a),
    relation,
    value(b),
    value(tolerance),
    ok ? 'ok' : 'NO',
    how,
  ];
}

function nameOf({ device, field }: { device: string; field: string }): string {
  return device === '' ? field : `${device} ${field}`;
}
