import { encodeFrame, type CollectorFrame } from '@hostwire/protocol';
import type { WebSocket } from 'ws';
import { gatewayLimits } from './gateway-limits.ts';

/** The other end of a session. Nothing here throws, whatever the connection has come to. */
export interface Peer {
  /** Bytes that the peer has not taken yet. */
  readonly unsentBytes: number;
  send(frame: CollectorFrame): void;
  /** `payload` comes back with the pong. */
  ping(payload?: string): void;
  /** Ends the connection after what was sent. */
  close(): void;
  /** Ends it at once. */
  terminate(): void;
}

const normalClosure = 1000;

export function webSocketPeer(webSocket: WebSocket): Peer {
  const isOpen = () => webSocket.readyState === webSocket.OPEN;
  return {
    get unsentBytes() {
      return webSocket.bufferedAmount;
    },
    send: (frame) => {
      if (isOpen()) webSocket.send(encodeFrame(frame));
    },
    ping: (payload = '') => {
      if (isOpen()) webSocket.ping(payload);
    },
    close: () => {
      webSocket.close(normalClosure);
      const overdue = setTimeout(() => webSocket.terminate(), gatewayLimits.closeMs);
      webSocket.once('close', () => clearTimeout(overdue));
    },
    terminate: () => webSocket.terminate(),
  };
}
