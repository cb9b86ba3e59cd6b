import { describe, expect, test } from '@jest/globals';
import { personOf, type Claims } from './claims.ts';
import { providerConfig } from './provider-config.ts';

const rules = (given: object = {}) =>
  providerConfig.parse({
    issuer: 'https://sso.example.org',
    clientId: 'hostwire',
    roles: { sre: 'administrator', dev: 'operator', all: 'viewer', shop: 'viewer env=shop team=web' },
    ...given,
  });
const claims: Claims = {
  iss: 'https://sso.example.org',
  sub: 'u1',
  preferred_username: 'ann',
  groups: ['dev'],
  email: 'ann@Example.org',
  email_verified: true,
};
const refused = expect.objectContaining({ code: 'PROVIDER_REFUSED' });

describe('a role', () => {
  test.each<[unknown, string, object]>([
    [['dev'], 'operator', {}],
    [['dev', 'sre', 'x'], 'administrator', {}],
    ['sre', 'administrator', {}],
    [['shop'], 'viewer', { env: 'shop', team: 'web' }],
    [['shop', 'all'], 'viewer', {}],
  ])('of the groups %j is %s', (groups, role, labels) => {
    expect(personOf({ ...claims, groups }, rules())).toMatchObject({
      name: 'ann',
      subject: 'u1',
      role,
      labels,
    });
  });

  test.each<unknown>([[[]], [['other']], [undefined], [{ sre: true }], [7]])(
    'is not given by %j',
    (groups) => {
      expect(() => personOf({ ...claims, groups }, rules())).toThrow(refused);
      const lenient = rules({ defaultRole: 'viewer' });
      expect(personOf({ ...claims, groups }, lenient).role).toBe('viewer');
    },
  );

  test('may lie inside of objects, as with Keycloak', () => {
    const nested = { ...claims, realm_access: { roles: ['sre'] } };
    expect(personOf(nested, rules({ roleClaim: 'realm_access.roles' })).role).toBe('administrator');
    expect(() => personOf(nested, rules({ roleClaim: 'realm_access.roles.length' }))).toThrow(refused);
    expect(() => personOf(nested, rules({ roleClaim: '__proto__.constructor' }))).toThrow(refused);
  });
});

test.each([
  { preferred_username: undefined },
  { preferred_username: 'a b' },
  { preferred_username: 7 },
  { sub: '' },
])('whoever cannot be named is not let in: %j', (given) => {
  expect(() => personOf({ ...claims, ...given }, rules())).toThrow(refused);
});

describe('allowed domains', () => {
  const limited = rules({ allowedDomains: ['Example.org'] });

  test('let in who has a verified address there', () => {
    expect(personOf(claims, limited).name).toBe('ann');
  });

  test.each([
    { email_verified: false },
    { email_verified: 'true' },
    { email: 'ann@example.com' },
    { email: undefined },
  ])('keep out: %j', (given) => {
    expect(() => personOf({ ...claims, ...given }, limited)).toThrow(refused);
  });

  test('are those of the account with Google, whatever address it has', () => {
    const google = { ...claims, iss: 'https://accounts.google.com' };
    expect(() => personOf(google, limited)).toThrow(refused);
    expect(personOf({ ...google, hd: 'example.org' }, limited).name).toBe('ann');
  });
});

test.each([
  { issuer: 'http://sso.example.org' },
  { roles: { sre: 'king' } },
  { roles: { sre: 'administrator env=prod' } },
  { roles: { sre: 'viewer env' } },
])('settings that cannot be are refused: %j', (given) => {
  expect(() => rules(given)).toThrow();
});
