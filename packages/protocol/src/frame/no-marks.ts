import type { HostMarks } from './frame.ts';

/** Of a host where none of them can be read. */
export const noMarks: HostMarks = { interfaceHash: '', rootFsHash: '', productHash: '' };
