import { systemClock } from '@hostwire/runtime';
import { checkEnrolment } from '../enrolment/check.ts';
import { enrol } from '../enrolment/enrolment.ts';
import { findIdentity } from '../identity.ts';
import { readMachine } from '../machine.ts';
import { agentVersion } from '../version.ts';
import { enrolmentToken, type TokenFlags } from './enrolment-token.ts';
import { exitCode } from './exit-code.ts';

export interface EnrollFlags extends TokenFlags {
  readonly collector: string;
  readonly name?: string;
  readonly state: string;
  readonly force: boolean;
  readonly check: boolean;
  /** Leaves an identity that is there as it is: for what runs at every start, such as a container. */
  readonly ifNeeded: boolean;
}

/** `print` takes lines for standard output. Resolves with the exit code. */
export async function enroll(flags: EnrollFlags, print: (line: string) => void): Promise<number> {
  if (flags.ifNeeded && findIdentity(flags.state) !== undefined) {
    print('this host is enrolled already');
    return exitCode.done;
  }
  const token = enrolmentToken(flags);
  if (flags.check) return check({ collector: flags.collector, token }, print);
  const machine = readMachine();
  const identity = await enrol({
    stateDir: flags.state,
    collector: flags.collector,
    token,
    name: flags.name ?? machine.hostname,
    machine,
    agentVersion: agentVersion(),
    force: flags.force,
  });
  print(`enrolled as ${identity.host} at ${identity.collector}`);
  print(`start it with: hostwire-agent run --state ${flags.state}`);
  return exitCode.done;
}

interface CheckFlags {
  readonly collector: string;
  readonly token: string;
}

async function check({ collector, token }: CheckFlags, print: (line: string) => void): Promise<number> {
  const results = await checkEnrolment({ collector, token, clock: systemClock });
  for (const { check: what, ok, detail } of results)
    print(`${ok ? 'ok    ' : 'FAILED'}  ${what.padEnd(5)}  ${detail}`);
  return results.every(({ ok }) => ok) ? exitCode.done : exitCode.failed;
}
