export {
  columnGroup,
  columnGroups,
  type Column,
  type ColumnGroup,
  type ColumnKind,
  type GroupName,
} from './column-groups.ts';
export { cpuStates } from './cpu-states.ts';
export type { GroupColumns, Reading, Sample, SampleColumns } from './sample.ts';
export type {
  Ack,
  AgentFrame,
  Batch,
  Codec,
  CollectorFrame,
  Credit,
  Frame,
  Gap,
  GapReason,
  Stream,
  GoAway,
  GoAwayReason,
  GroupSettings,
  Hello,
  HostMarks,
  HostIssue,
  Inventory,
  KeyFrame,
  KeyRenewal,
  UpgradeReport,
  UpgradeState,
  Issues,
  Nack,
  NackCode,
  NameFilterSettings,
  Resume,
  ServerKey,
  Settings,
  SettingsFrame,
  Welcome,
} from './frame/frame.ts';
export { noMarks } from './frame/no-marks.ts';
export { encodeFrame } from './frame/encode-frame.ts';
export { decodeFrame } from './frame/decode-frame.ts';
export { encodeColumns } from './columns/encode-columns.ts';
export { decodeColumns } from './columns/decode-columns.ts';
export { hasClocks } from './columns/encode-clocks.ts';
export type { LeftOut, LeftOutReason, ReportLeftOut } from './columns/left-out.ts';
export { isEncodable } from './columns/value.ts';
export { packSample, packSamples } from './pack-samples.ts';
export { decodePayload, packPayload, type PackedPayload } from './payload.ts';
export { batchHash, zeroHash } from './batch-hash.ts';
export { protocolLimits, protocolVersion } from './limits.ts';
export { ProtocolError, type ProtocolErrorCode } from './protocol-error.ts';
export {
  filterSubjects,
  isSlowGroup,
  settableGroups,
  slowIntervalMs,
  type FilterSubject,
  type SettableGroup,
} from './settable-groups.ts';
export {
  filterKey,
  groupIntervalKey,
  groupIntervalLimits,
  groupKey,
  numberSettings,
  scheduleSettings,
  settingNumbers,
  settings,
  upgradeSetting,
  type NumberKind,
  type NumberSetting,
  type Setting,
  type SettingNumbers,
} from './settings.ts';
export { utcDay } from './utc-day.ts';
export { clipText, isText } from './wire/text.ts';
export { isAgentId } from './agent-id.ts';
export {
  defaultSchedule,
  gapAfterMs,
  gapIntervals,
  lateAfterMs,
  silentAfterMs,
  type SendingSchedule,
} from './liveness.ts';
export {
  agentAuthLabel,
  agentAuthMessage,
  agentPath,
  enrollLabel,
  enrollMessage,
  enrollPath,
  exporterBytes,
  formatAuthorization,
  formatToken,
  keyRenewalMessage,
  parseAuthorization,
  parseToken,
  pinOf,
  type Authorization,
  type Token,
} from './identity.ts';
export {
  decodeEnrollRefusal,
  decodeEnrollRequest,
  decodeEnrollResponse,
  encodeEnrollRefusal,
  encodeEnrollRequest,
  encodeEnrollResponse,
  type EnrollRefusal,
  type EnrollRequest,
  type EnrollResponse,
} from './enrolment.ts';
export {
  compareVersions,
  downloadsPath,
  manifestLimits,
  manifestName,
  readManifest,
  signManifest,
  verifyManifest,
  type ReleaseManifest,
  type ReleaseProgram,
} from './release-manifest.ts';
