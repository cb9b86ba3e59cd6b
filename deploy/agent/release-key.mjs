// The key that releases are signed with (Ed25519). Each agent carries its public half and upgrades itself only to what
// this key signed, so a collector that is broken into cannot hand out a program of its own.
//
// It is read from the file that HOSTWIRE_RELEASE_KEY names, else from deploy/release-key.pem, which the first build makes
// (git ignores it). Keep it away from collectors, and keep it: agents built with it accept no other.
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ownFile = fileURLToPath(new URL('../release-key.pem', import.meta.url));

/** { privateKey: KeyObject, publicKey: PEM }. Throws when the file that is named is not such a key, or open to others. */
export function releaseKey(file = process.env.HOSTWIRE_RELEASE_KEY) {
  const path = file ?? ownFile;
  if (file === undefined && !existsSync(path)) makeKey(path);
  if ((statSync(path).mode & 0o077) !== 0)
    throw new Error(
      `${path} is open to other users: run "chmod 600 ${path}", and make another if it was read.`,
    );
  const privateKey = createPrivateKey(readFileSync(path));
  if (privateKey.asymmetricKeyType !== 'ed25519')
    throw new Error(
      `${path} is no Ed25519 key: make one with "openssl genpkey -algorithm ed25519 -out ${path}".`,
    );
  return { privateKey, publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }) };
}

function makeKey(path) {
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  console.error(
    `A release key was made: ${path}. Keep it: agents built with it upgrade to what it signs, and to nothing else.`,
  );
}
