import type { SessionKey } from '../keys/cookie-key.ts';

/** A key of sessions that is on no disk: 32 times that byte, and one more with each renewal. */
export function memoryKey(byte = 1): SessionKey {
  let number = byte;
  let former: Uint8Array | undefined;
  return {
    get current() {
      return new Uint8Array(32).fill(number);
    },
    get former() {
      return former;
    },
    renew: async () => {
      former = new Uint8Array(32).fill(number++);
    },
    forgetFormer: async () => {
      former = undefined;
    },
  };
}
