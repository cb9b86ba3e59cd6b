import { z } from 'zod';
import { permissions, roles } from '../route.ts';

const password = z.string().min(1).max(200);
/** Of an app, or a recovery code. */
const code = z.string().trim().min(1).max(40);

export const sessionInfo = z.object({
  /** null: an API token, or the Unix socket. */
  user: z.string().nullable(),
  role: z.enum([...roles, 'token']),
  permissions: z.array(z.enum(permissions)),
  /** Only hosts with all of these are seen; empty: every host. */
  labels: z.record(z.string(), z.string()),
  /** null where no session is: over the Unix socket, and with an API token. */
  expiresMs: z.number().nullable(),
  /** How the user signs in; null where there is no user. */
  account: z
    .object({
      hasPassword: z.boolean(),
      /** Comes from the OpenID Connect provider. */
      fromProvider: z.boolean(),
      /** null: no code is asked for besides the password. */
      secondFactor: z.object({ sinceMs: z.number(), recoveryCodesLeft: z.number() }).nullable(),
    })
    .nullable(),
});
export type SessionInfo = z.infer<typeof sessionInfo>;

export const loginLink = z.object({ url: z.string(), expiresMs: z.number() });
export type LoginLink = z.infer<typeof loginLink>;

export const loginQuery = z.object({ token: z.string().max(200).default('') });

export const loginRequest = z.strictObject({
  name: z.string().min(1).max(64),
  password,
  /** Only asked for (CODE_NEEDED) where the user has a second factor. */
  code: code.optional(),
});

/** How people may sign in besides links. */
export const loginWays = z.object({
  /** The OpenID Connect provider; null: there is none. */
  provider: z.object({ name: z.string() }).nullable(),
});
export type LoginWays = z.infer<typeof loginWays>;

/** What a provider sends people back with; what stands in it is checked by who knows the protocol. */
export const providerCallbackQuery = z.looseObject({ state: z.string().max(200).default('') });

export const passwordRequest = z.strictObject({
  /** null: no password, only links. */
  password: password.nullable(),
  /** The password so far; needed where there is one. */
  current: password.optional(),
});

export const beginSecondFactorRequest = z.strictObject({ password });
/** For the app: as text, and as the address in its QR code (otpauth://). */
export const newSecondFactor = z.object({ secret: z.string(), uri: z.string() });
export type NewSecondFactor = z.infer<typeof newSecondFactor>;
export const codeRequest = z.strictObject({ code });
/** The only answer that ever holds them. */
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()).readonly() });
export type RecoveryCodes = z.infer<typeof recoveryCodes>;

const invitationToken = z.string().min(1).max(200);
export const invitationRequest = z.strictObject({ token: invitationToken });
export const acceptInvitationRequest = z.strictObject({ token: invitationToken, password });
/** Whom a link invites, and to what. */
export const invitationInfo = z.object({
  user: z.string(),
  role: z.enum(roles),
  labels: z.record(z.string(), z.string()),
  expiresMs: z.number(),
});
export type InvitationInfo = z.infer<typeof invitationInfo>;
