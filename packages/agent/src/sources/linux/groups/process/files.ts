import { KernelText } from '../../files/kernel-text.ts';
import { textOf } from '../../files/text.ts';

/** /proc/PID/stat, as far as it is used. */
export interface ProcessStat {
  /** comm: the first 15 bytes of the program's name, or what the process calls itself. */
  readonly program: string;
  /** One letter, as `ps` shows it. */
  readonly state: string;
  readonly isKernelThread: boolean;
  /** User and system time of all its threads, ended ones too; in ticks of 10 ms. */
  readonly cpuTicks: number;
  readonly threads: number;
  /** Since boot; with the process id it tells one process from another. */
  readonly startTicks: number;
  readonly rssPages: number;
}

const openingParenthesis = 40;
const closingParenthesis = 41;
/** As many as are used. */
const statFields = 22;
/** PF_KTHREAD of the field `flags`. */
const kernelThreadFlag = 0x200000;

/** `1234 (name) S 1 ...`: the name may hold blanks and parentheses, so it ends at the last one. undefined: not such a line. */
export function parseProcessStat(bytes: Buffer): ProcessStat | undefined {
  const nameStart = bytes.indexOf(openingParenthesis) + 1;
  const nameEnd = bytes.lastIndexOf(closingParenthesis);
  if (nameStart === 0 || nameEnd < nameStart) return undefined;
  // Fields are counted from the state, which is the third of proc(5).
  const fields = bytes.toString('latin1', nameEnd + 2).split(' ', statFields);
  const field = (number: number) => Number(fields[number - 3]);
  const rssPages = field(24);
  if (Number.isNaN(rssPages)) return undefined;
  return {
    program: textOf(bytes.subarray(nameStart, nameEnd)),
    state: fields[0]!,
    isKernelThread: (field(9) & kernelThreadFlag) !== 0,
    cpuTicks: field(14) + field(15),
    threads: field(20),
    startTicks: field(22),
    rssPages,
  };
}

/** Bytes that a process caused to be read from and written to storage, since its start. */
export interface ProcessIo {
  readonly readBytes: number;
  readonly writeBytes: number;
}

/** /proc/PID/io; NaN for what is not there. */
export function parseProcessIo(bytes: Buffer): ProcessIo {
  const text = new KernelText(bytes);
  const value = (key: string) => (text.seekLine(key) ? text.number() : NaN);
  return { readBytes: value('read_bytes:'), writeBytes: value('write_bytes:') };
}

/** /proc/PID/status, as far as it is used. */
export interface ProcessStatus {
  /** The effective user. */
  readonly uid: number;
  /** NaN for a kernel thread, which has none. */
  readonly rssBytes: number;
}

export function parseProcessStatus(bytes: Buffer): ProcessStatus {
  const text = new KernelText(bytes);
  let uid = NaN;
  if (text.seekLine('Uid:')) {
    text.number(); // real
    uid = text.number();
  }
  return { uid, rssBytes: text.seekLine('VmRSS:') ? text.number() * 1024 : NaN };
}
