/**
 * Codes that people show besides their password: of an app (TOTP, RFC 6238: six digits, 30 s, SHA-1, which is what every
 * app can do), and recovery codes for when the app is gone. A code is good once.
 *
 * Whoever tries codes has the right password already, so wrong codes are counted per user: after `wrongCodes` of them
 * within `windowMs` codes of the app are not looked at, recovery codes, which cannot be guessed, are.
 */
import type { Clock } from '@hostwire/runtime';
import { Secret, TOTP } from 'otpauth';
import type { AuthFile, SecondFactor } from './auth-file.ts';
import { FailureLimit } from './failure-limit.ts';
import { digestOfRecoveryCode, looksLikeRecoveryCode, makeRecoveryCodes } from './recovery-codes.ts';
import { Refusal } from './refusal.ts';
import { SecretSeal } from './sealed-secret.ts';

export const secondFactorLimits = {
  wrongCodes: 5,
  windowMs: 5 * 60_000,
  /** How long a secret waits for its first code. */
  pendingMs: 15 * 60_000,
  maxPending: 100,
  periodSeconds: 30,
} as const;
const secretBytes = 20;

interface Pending {
  readonly secret: string;
  readonly expiresMs: number;
}

export class SecondFactors {
  readonly #file: AuthFile;
  readonly #clock: Clock;
  #seal: SecretSeal;
  readonly #wrong: FailureLimit;
  /** By user; oldest first. */
  readonly #pending = new Map<string, Pending>();

  constructor({ file, clock, key }: { file: AuthFile; clock: Clock; key: Uint8Array }) {
    this.#file = file;
    this.#clock = clock;
    this.#seal = sealWith(key);
    const { wrongCodes: perWindow, windowMs } = secondFactorLimits;
    this.#wrong = new FailureLimit({ clock, perWindow, windowMs });
  }

  /** undefined: the password alone lets the user in. */
  of(user: string): SecondFactor | undefined {
    return this.#file.secondFactors.get(user);
  }

  /** What the former key sealed is sealed with the current one from now on. Resolves when that is on disk. */
  async sealAnew({ current, former }: { current: Uint8Array; former: Uint8Array }): Promise<void> {
    const before = sealWith(former);
    this.#seal = sealWith(current);
    for (const factor of this.#file.secondFactors.values()) {
      const secret = before.open(factor.sealed, factor.user);
      if (secret === undefined) continue; // sealed anew already
      const sealed = this.#seal.seal(secret, factor.user);
      this.#file.secondFactors.set(factor.user, { ...factor, sealed });
    }
    await this.#file.save();
  }

  /** A new secret for the user's app; it is not asked for before `confirm`. Throws SECOND_FACTOR_ON. */
  begin(user: string): { readonly secret: string; readonly uri: string } {
    if (this.of(user) !== undefined)
      throw new Refusal('SECOND_FACTOR_ON', 'codes are asked for already: remove that app first');
    const secret = new Secret({ size: secretBytes }).base32;
    this.#pending.delete(user);
    this.#pending.set(user, { secret, expiresMs: this.#clock.nowMs() + secondFactorLimits.pendingMs });
    for (const oldest of this.#pending.keys()) {
      if (this.#pending.size <= secondFactorLimits.maxPending) break;
      this.#pending.delete(oldest);
    }
    return { secret, uri: totp(secret, user).toString() };
  }

  /** Codes are asked for from now on. Resolves to the recovery codes. Throws CODE_REFUSED, SECOND_FACTOR_OFF. */
  async confirm(user: string, code: string): Promise<readonly string[]> {
    const pending = this.#pending.get(user);
    if (pending === undefined || this.#clock.nowMs() >= pending.expiresMs)
      throw new Refusal('SECOND_FACTOR_OFF', 'no app waits for its first code: begin again');
    const usedStep = this.#stepOf(pending.secret, code);
    if (usedStep === undefined)
      throw new Refusal(
        'CODE_REFUSED',
        'this is not the code that the app shows now: check the clock of the phone, and try the next code',
      );
    this.#pending.delete(user);
    const codes = makeRecoveryCodes();
    this.#file.secondFactors.set(user, {
      user,
      sealed: this.#seal.seal(pending.secret, user),
      sinceMs: this.#clock.nowMs(),
      usedStep,
      recovery: codes.map(digestOfRecoveryCode),
    });
    await this.#file.save();
    return codes;
  }

  /** Uses up a code: which kind it was; undefined when it is wrong. Throws TOO_MANY_REQUESTS. */
  async use(user: string, code: string): Promise<'app' | 'recovery' | undefined> {
    const factor = this.of(user);
    if (factor === undefined) return undefined;
    if (looksLikeRecoveryCode(code)) return this.#useRecoveryCode(factor, code);
    if (this.#wrong.isReached(user))
      throw new Refusal(
        'TOO_MANY_REQUESTS',
        'too many wrong codes: use a recovery code, or wait five minutes. Somebody who is not you and types codes knows your password: change it',
      );
    const secret = this.#seal.open(factor.sealed, user);
    const step = secret === undefined ? undefined : this.#stepOf(secret, code);
    if (step === undefined || step <= factor.usedStep) {
      this.#wrong.charge(user);
      return undefined;
    }
    await this.#store({ ...factor, usedStep: step });
    return 'app';
  }

  /** Voids the recovery codes there were. Throws SECOND_FACTOR_OFF. */
  async renewRecoveryCodes(user: string): Promise<readonly string[]> {
    const factor = this.of(user);
    if (factor === undefined) throw new Refusal('SECOND_FACTOR_OFF', 'no app is set up: begin with that');
    const codes = makeRecoveryCodes();
    await this.#store({ ...factor, recovery: codes.map(digestOfRecoveryCode) });
    return codes;
  }

  /** In force at once; resolves when it is on disk. */
  async remove(user: string): Promise<void> {
    this.#pending.delete(user);
    if (this.#file.secondFactors.delete(user)) await this.#file.save();
  }

  async #useRecoveryCode(factor: SecondFactor, code: string): Promise<'recovery' | undefined> {
    const digest = digestOfRecoveryCode(code);
    if (!factor.recovery.includes(digest)) return undefined;
    await this.#store({ ...factor, recovery: factor.recovery.filter((each) => each !== digest) });
    return 'recovery';
  }

  /** The time step of a code: the present one, or one beside it, for clocks that differ. */
  #stepOf(secret: string, code: string): number | undefined {
    const timestamp = this.#clock.nowMs();
    const delta = totp(secret, '').validate({ token: code.replaceAll(/\s/g, ''), timestamp, window: 1 });
    if (delta === null) return undefined;
    return Math.floor(timestamp / 1_000 / secondFactorLimits.periodSeconds) + delta;
  }

  async #store(factor: SecondFactor): Promise<void> {
    this.#file.secondFactors.set(factor.user, factor);
    await this.#file.save();
  }
}

function sealWith(key: Uint8Array): SecretSeal {
  return new SecretSeal(key, 'hostwire second factor');
}

function totp(secret: string, label: string): TOTP {
  const { periodSeconds: period } = secondFactorLimits;
  return new TOTP({ issuer: 'Hostwire', label, secret: Secret.fromBase32(secret), digits: 6, period });
}
