import { systemClock } from '@hostwire/runtime';
import { checkEnrolment } from '../enrolment/check.ts';
import { enrol } from '../enrolment/enrolment.ts';
import { readMachine } from '../machine.ts';
import { agentVersion } from '../version.ts';
import { exitCode } from './exit-code.ts';

export interface EnrollFlags {
  readonly collector: string;
  readonly token: string;
  readonly name?: string;
  readonly state: string;
  readonly force: boolean;
  readonly check: boolean;
}

/** `print` takes lines for standard output. Resolves with the exit code. */
export async function enroll(flags: EnrollFlags, print: (line: string) => void): Promise<number> {
  if (flags.check) return check(flags, print);
  const machine = readMachine();
  const identity = await enrol({
    stateDir: flags.state,
    collector: flags.collector,
    token: flags.token,
    name: flags.name ?? machine.hostname,
    machine,
    agentVersion: agentVersion(),
    force: flags.force,
  });
  print(`enrolled as ${identity.host} at ${identity.collector}`);
  print(`start it with: hostwire-agent run --state ${flags.state}`);
  return exitCode.done;
}

async function check({ collector, token }: EnrollFlags, print: (line: string) => void): Promise<number> {
  const results = await checkEnrolment({ collector, token, clock: systemClock });
  for (const { check: what, ok, detail } of results)
    print(`${ok ? 'ok    ' : 'FAILED'}  ${what.padEnd(5)}  ${detail}`);
  return results.every(({ ok }) => ok) ? exitCode.done : exitCode.failed;
}
