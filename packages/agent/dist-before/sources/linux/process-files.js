import { KernelText } from "./kernel-text.js";
const openingParenthesis = 40;
const closingParenthesis = 41;
/** PF_KTHREAD of the field `flags`. */
const kernelThreadFlag = 0x200000;
/** `1234 (name) S 1 ...`: the name may hold blanks and parentheses, so it ends at the last one. undefined: not such a line. */
export function parseProcessStat(bytes) {
    const nameStart = bytes.indexOf(openingParenthesis) + 1;
    const nameEnd = bytes.lastIndexOf(closingParenthesis);
    if (nameStart === 0 || nameEnd < nameStart)
        return undefined;
    const text = new KernelText(bytes, nameEnd + 1);
    const skip = (words) => {
        for (let i = 0; i < words; i++)
            text.skipWord();
    };
    const state = text.word();
    skip(5); // ppid, pgrp, session, tty_nr, tpgid
    const flags = text.number();
    skip(4); // page faults
    const cpuTicks = text.number() + text.number();
    skip(4); // times of children, priority, nice
    const threads = text.number();
    skip(1);
    const startTicks = text.number();
    skip(1);
    const rssPages = text.number();
    if (Number.isNaN(rssPages))
        return undefined;
    return {
        program: bytes.toString('utf8', nameStart, nameEnd),
        state,
        isKernelThread: Math.floor(flags / kernelThreadFlag) % 2 === 1,
        cpuTicks,
        threads,
        startTicks,
        rssPages,
    };
}
/** /proc/PID/io; NaN for what is not there. */
export function parseProcessIo(bytes) {
    const text = new KernelText(bytes);
    const value = (key) => (text.seekLine(key) ? text.number() : NaN);
    return { readBytes: value('read_bytes:'), writeBytes: value('write_bytes:') };
}
/** /proc/PID/status: the effective user, and the resident memory, which a kernel thread does not have. */
export function parseProcessStatus(bytes) {
    const text = new KernelText(bytes);
    let uid = NaN;
    if (text.seekLine('Uid:')) {
        text.number(); // real
        uid = text.number();
    }
    return { uid, rssBytes: text.seekLine('VmRSS:') ? text.number() * 1024 : NaN };
}
//# sourceMappingURL=process-files.js.map