import { createPublicKey, verify } from 'node:crypto';

/** Whether `signature` over `message` is by the private key of `publicKey` (32 bytes). False for what is no key. */
export function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    const x = Buffer.from(publicKey).toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, message, key, signature);
  } catch {
    return false; // not a point of the curve, or not 32 bytes: nobody's signature
  }
}
