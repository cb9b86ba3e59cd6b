import { bytesToHex } from './hex.ts';
import { ProtocolError } from './protocol-error.ts';

const agentIdPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text is an agent id: a UUID in lower case. */
export function isAgentId(text: string): boolean {
  return agentIdPattern.test(text);
}

/** The 16 bytes of an agent id. */
export function agentIdToBytes(agentId: string): Uint8Array {
  if (isAgentId(agentId)) return Buffer.from(agentId.replaceAll('-', ''), 'hex');
  throw new ProtocolError('OUT_OF_RANGE', 'agent id: a UUID in lower case is due');
}

/** The agent id of 16 bytes. */
export function bytesToAgentId(bytes: Uint8Array): string {
  const hex = bytesToHex(bytes, 16, 'agent id');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
