import { hostwire } from '../generated/hostwire.js';
import { ProtocolError } from '../protocol-error.ts';
import type { Codec, GapReason, GoAwayReason, KeyStep, NackCode, UpgradeState } from './frame.ts';

const { Codec: C, NackCode: N, GapReason: G, GoAwayReason: A, KeyStep: K, UpgradeState: U } = hostwire.v1;

export const codecNumbers: Readonly<Record<Codec, hostwire.v1.Codec>> = {
  table: C.CODEC_TABLE,
};

export const nackCodeNumbers: Readonly<Record<NackCode, hostwire.v1.NackCode>> = {
  malformed: N.NACK_MALFORMED,
  too_large: N.NACK_TOO_LARGE,
  poison: N.NACK_POISON,
  chain: N.NACK_CHAIN,
};

export const gapReasonNumbers: Readonly<Record<GapReason, hostwire.v1.GapReason>> = {
  agent_stopped: G.GAP_AGENT_STOPPED,
  agent_killed: G.GAP_AGENT_KILLED,
  host_off: G.GAP_HOST_OFF,
  suspended: G.GAP_SUSPENDED,
  clock_jump: G.GAP_CLOCK_JUMP,
  spool_full: G.GAP_SPOOL_FULL,
  spool_damaged: G.GAP_SPOOL_DAMAGED,
  database_lost: G.GAP_DATABASE_LOST,
  backlog: G.GAP_BACKLOG,
  refused: G.GAP_REFUSED,
  sample_lost: G.GAP_SAMPLE_LOST,
};

export const goAwayReasonNumbers: Readonly<Record<GoAwayReason, hostwire.v1.GoAwayReason>> = {
  restart: A.GO_AWAY_RESTART,
  revoked: A.GO_AWAY_REVOKED,
  taken_over: A.GO_AWAY_TAKEN_OVER,
  protocol: A.GO_AWAY_PROTOCOL,
  overload: A.GO_AWAY_OVERLOAD,
  clone: A.GO_AWAY_CLONE,
};

export const upgradeStateNumbers: Readonly<Record<UpgradeState, hostwire.v1.UpgradeState>> = {
  fetching: U.UPGRADE_FETCHING,
  starting: U.UPGRADE_STARTING,
  failed: U.UPGRADE_FAILED,
  impossible: U.UPGRADE_IMPOSSIBLE,
};

export const keyStepNumbers: Readonly<Record<KeyStep, hostwire.v1.KeyStep>> = {
  requested: K.KEY_STEP_REQUESTED,
  offered: K.KEY_STEP_OFFERED,
  accepted: K.KEY_STEP_ACCEPTED,
  installed: K.KEY_STEP_INSTALLED,
};

/** The names of an enum by their numbers. A number without a name is refused. */
function namesOf<Name extends string>(
  numbers: Readonly<Record<Name, number>>,
  where: string,
): (value: number) => Name {
  const names = new Map<number, Name>();
  for (const name of Object.keys(numbers) as Name[]) names.set(numbers[name], name);
  return (value) => {
    const name = names.get(value);
    if (name === undefined) throw new ProtocolError('MALFORMED', `${where}: ${value} has no meaning`);
    return name;
  };
}

export const codecName = namesOf(codecNumbers, 'batch.codec');
export const nackCodeName = namesOf(nackCodeNumbers, 'nack.code');
export const gapReasonName = namesOf(gapReasonNumbers, 'gap.reason');
export const keyStepName = namesOf(keyStepNumbers, 'key_renewal.step');
export const goAwayReasonName = namesOf(goAwayReasonNumbers, 'go_away.reason');
export const upgradeStateName = namesOf(upgradeStateNumbers, 'upgrade_report.state');
