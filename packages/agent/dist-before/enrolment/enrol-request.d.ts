import type { TLSSocket } from 'node:tls';
import { type EnrollResponse } from '@hostwire/protocol';
import type { CollectorAddress } from '../collector-address.ts';
/**
 * Posts an enrolment over a connection whose key was checked. Throws HostwireError: the collector's own codes
 * (TOKEN_EXPIRED, TOKEN_USED_UP, KEY_MISMATCH, ...), NOT_A_COLLECTOR, TIMED_OUT, CONNECTION_LOST.
 */
export declare function postEnrolment(socket: TLSSocket, address: CollectorAddress, body: Uint8Array): Promise<EnrollResponse>;
