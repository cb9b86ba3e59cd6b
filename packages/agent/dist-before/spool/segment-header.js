/** The first 64 bytes of a segment and of the draft file. Little endian, the crc over all before it. */
import { crc32 } from 'node:zlib';
export const segmentHeaderBytes = 64;
const magic = Buffer.from('HWSPOOL1', 'latin1');
const version = 1;
const crcOffset = segmentHeaderBytes - 4;
export function encodeHeader(header) {
    const bytes = Buffer.alloc(segmentHeaderBytes);
    magic.copy(bytes, 0);
    bytes.writeUInt16LE(version, 8);
    bytes.writeUInt8(header.preallocated ? 1 : 0, 10);
    bytes.write(header.epoch, 12, 8, 'hex');
    bytes.writeBigUInt64LE(BigInt(header.firstSeq), 20);
    bytes.write(header.prevHash, 28, 8, 'hex');
    bytes.writeBigUInt64LE(BigInt(header.createdMs), 36);
    bytes.writeUInt32LE(crc32(bytes.subarray(0, crcOffset)), crcOffset);
    return bytes;
}
/** undefined: not a header of this version, or damaged. `salt` is what the records of this file are checked with. */
export function decodeHeader(bytes) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (buffer.length < segmentHeaderBytes ||
        !buffer.subarray(0, 8).equals(magic) ||
        buffer.readUInt16LE(8) !== version) {
        return undefined;
    }
    const salt = buffer.readUInt32LE(crcOffset);
    if (crc32(buffer.subarray(0, crcOffset)) !== salt)
        return undefined;
    return {
        epoch: buffer.toString('hex', 12, 20),
        firstSeq: Number(buffer.readBigUInt64LE(20)),
        prevHash: buffer.toString('hex', 28, 36),
        createdMs: Number(buffer.readBigUInt64LE(36)),
        preallocated: buffer[10] === 1,
        salt,
    };
}
//# sourceMappingURL=segment-header.js.map