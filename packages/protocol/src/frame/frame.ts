/**
 * The frames of frame.proto as plain values. `decodeFrame` gives exactly these types or throws a ProtocolError;
 * identifiers are hex strings (epoch and hashes 16 digits, machine hash and pins 64 digits).
 */
/** live: the epoch that grows. history: one that is closed and carried behind it. */
export type Stream = 'live' | 'history';

export interface Hello {
  readonly type: 'hello';
  readonly protocol: number;
  readonly agentVersion: string;
  readonly epoch: string;
  readonly firstRetained: number;
  readonly firstUnacked: number;
  readonly lastSeq: number;
  /** '' when no batch came before firstUnacked. */
  readonly prevHash: string;
  readonly generation: number;
  readonly bootId: string;
  readonly machineHash: string;
  readonly wallMs: number;
  readonly monoMs: number;
  readonly stream: Stream;
  readonly marks: HostMarks;
}

/** What differs between clones of one template and survives a reboot: sha256 as 64 hex digits; '' where it is not known. */
export interface HostMarks {
  /** Of the hardware address of the first physical interface. */
  readonly interfaceHash: string;
  /** Of the UUID of the root file system. */
  readonly rootFsHash: string;
  /** Of the UUID of the machine, as DMI says it. */
  readonly productHash: string;
}

/** What is absent is the agent's own default. */
export interface Settings {
  /** Tells one content from another. */
  readonly version: number;
  readonly intervalMs: number;
  readonly flushMs: number;
  /** At most `maxSettingGroups`. */
  readonly groups?: readonly GroupSettings[];
  readonly filters?: readonly NameFilterSettings[];
  /** By the key of the setting, in its unit; at most `maxSettingNumbers`, and possibly keys that this version does not know. */
  readonly numbers?: Readonly<Record<string, number>>;
  /** What the agent may upgrade itself to. */
  readonly upgradeVersion?: string;
}

export interface GroupSettings {
  /** Of `settableGroups`, or one that this version does not know. */
  readonly group: string;
  readonly off: boolean;
  /** Between two reads; 0: the group's own. */
  readonly intervalMs: number;
}

/** Globs, at most `maxGlobs` in each list. */
export interface NameFilterSettings {
  /** Of `filterSubjects`, or one that this version does not know. */
  readonly subject: string;
  readonly include: readonly string[];
  /** Empty: the agent's own list. */
  readonly exclude: readonly string[];
}

/** How far past the committed sequence number an agent may send: a window, not a count to add up. */
export interface Credit {
  readonly batches: number;
  readonly bytes: number;
}

export interface Welcome {
  readonly type: 'welcome';
  readonly nextSeq: number;
  readonly credit: Credit;
  readonly maxBatchBytes: number;
  readonly maxBatchSamples: number;
  readonly serverMs: number;
  readonly generation: number;
  readonly settings: Settings;
  /** '' when no next server key is announced. */
  readonly nextPin: string;
}

export type Codec = 'table';

export interface Batch {
  readonly type: 'batch';
  readonly seq: number;
  /** UTC days since 1970. */
  readonly day: number;
  readonly createdMs: number;
  readonly samples: number;
  readonly prevHash: string;
  readonly codec: Codec;
  readonly rawLength: number;
  readonly payload: Uint8Array;
}

export interface Ack {
  readonly type: 'ack';
  readonly committedSeq: number;
  readonly credit: Credit;
}

export type NackCode = 'malformed' | 'too_large' | 'poison' | 'chain';

export interface Nack {
  readonly type: 'nack';
  readonly seq: number;
  readonly code: NackCode;
  readonly detail: string;
}

export type GapReason =
  | 'agent_stopped'
  | 'agent_killed'
  | 'host_off'
  | 'suspended'
  | 'clock_jump'
  | 'spool_full'
  | 'spool_damaged'
  | 'database_lost'
  | 'backlog'
  | 'refused'
  | 'sample_lost';

export interface Gap {
  readonly type: 'gap';
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly day: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly reason: GapReason;
  readonly prevHash: string;
  readonly createdMs: number;
}

export type GoAwayReason = 'restart' | 'revoked' | 'taken_over' | 'protocol' | 'overload' | 'clone';

export interface GoAway {
  readonly type: 'go_away';
  readonly reason: GoAwayReason;
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
  readonly detail: string;
}

export interface Inventory {
  readonly type: 'inventory';
  readonly hostname: string;
  readonly os: string;
  readonly kernel: string;
  readonly arch: string;
  readonly bootId: string;
  readonly bootedMs: number;
  readonly cpuModel: string;
  readonly cpuCores: number;
  readonly cpuPhysicalCores: number;
  readonly cpuSockets: number;
  readonly memoryBytes: number;
  readonly virtualisation: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly disks: readonly {
    readonly name: string;
    readonly model: string;
    readonly sizeBytes: number;
    readonly type: string;
  }[];
  readonly interfaces: readonly {
    readonly name: string;
    readonly mac: string;
    readonly addresses: readonly string[];
    readonly speedMbit: number;
  }[];
  readonly gpus: readonly string[];
  readonly agentVersion: string;
  readonly nodeVersion: string;
  /** aws, gcp, azure, ...; '' when none is known. */
  readonly cloud: string;
  /** What the agent runs in: docker, podman, kubernetes, ...; '' when in none. */
  readonly container: string;
}

/** What the agent cannot read, or no batch can hold, at present. */
export interface Issues {
  readonly type: 'issues';
  /** At most `maxIssues`. */
  readonly issues: readonly HostIssue[];
}

export interface HostIssue {
  readonly group: string;
  /** A mount, interface, sensor, …; '': about the group as a whole. */
  readonly device: string;
  /** '': about all of them. */
  readonly column: string;
  /** Stable, for programs. */
  readonly code: string;
  readonly message: string;
}

export interface SettingsFrame {
  readonly type: 'settings';
  readonly settings: Settings;
}

export interface Resume {
  readonly type: 'resume';
  readonly nextSeq: number;
}

export type UpgradeState = 'fetching' | 'starting' | 'failed' | 'impossible';

/** How the upgrade to `version` goes; sent only to a collector that named an upgrade version. */
export interface UpgradeReport {
  readonly type: 'upgrade_report';
  readonly version: string;
  readonly state: UpgradeState;
  /** Why it failed, for people; '' otherwise. */
  readonly detail: string;
}

/** From the collector: the key that will follow. From the agent: it is on its disk, and trusted. */
export interface ServerKey {
  readonly type: 'server_key';
  readonly nextPin: string;
}

/**
 * requested, accepted: by the collector. offered, installed: by the agent. Until `installed`, or a session that the new key
 * opens, either key is good.
 */
export type KeyStep = 'requested' | 'offered' | 'accepted' | 'installed';

export interface KeyRenewal {
  readonly type: 'key_renewal';
  readonly step: KeyStep;
  /** The new one: Ed25519, 64 hex digits; '' in `requested`. */
  readonly publicKey: string;
  /** 128 hex digits in `offered`, otherwise ''. */
  readonly oldSignature: string;
  readonly newSignature: string;
}

/** What both sides send. */
export type KeyFrame = ServerKey | KeyRenewal;
/** What an agent may send. */
export type AgentFrame = Hello | Batch | Gap | Inventory | Issues | UpgradeReport | KeyFrame;
/** What a collector may send. */
export type CollectorFrame = Welcome | Ack | Nack | SettingsFrame | GoAway | Resume | KeyFrame;
export type Frame = AgentFrame | CollectorFrame;
