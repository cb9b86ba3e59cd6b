export { columnGroup, columnGroups, type Column, type ColumnGroup, type ColumnKind, type GroupName } from './column-groups.ts';
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
  GoAway,
  GoAwayReason,
  Hello,
  Inventory,
  Nack,
  NackCode,
  Resume,
  Settings,
  SettingsFrame,
  Welcome,
} from './frame.ts';
