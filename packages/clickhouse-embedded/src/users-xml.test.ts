import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { renderUsersXml } from './users-xml.ts';

const accounts = [
  { name: 'writer', access: 'write', database: 'app' },
  { name: 'reader', access: 'read', database: 'app*' },
] as const;
const passwords = new Map([
  ['writer', 'secret-of-writer'],
  ['reader', 'secret-of-reader'],
]);
const xml = renderUsersXml({ accounts, passwords, memoryLimitBytes: 4096, cores: 2 });

describe('renderUsersXml', () => {
  test('holds hashes, never passwords', () => {
    expect(xml).not.toContain('secret');
    const hash = createHash('sha256').update('secret-of-writer').digest('hex');
    expect(xml).toContain(`<password_sha256_hex>${hash}</password_sha256_hex>`);
  });

  test('only the sealed user has no password', () => {
    expect(xml.match(/<no_password\/>/g)).toHaveLength(1);
    expect(xml).toMatch(
      /<default>\s*<no_password\/>\s*<networks>\s*<ip>127\.0\.0\.1<\/ip>\s*<\/networks>\s*<profile>sealed</,
    );
    expect(xml).toContain('<max_sessions_for_user>1</max_sessions_for_user>');
  });

  test('each account gets its profile and a grant on its database alone', () => {
    expect(xml).toMatch(/<writer>[^]*<profile>write<[^]*ON app\.\*<[^]*<\/writer>/);
    expect(xml).toMatch(
      /<reader>[^]*<profile>read<[^]*GRANT SHOW, SELECT, dictGet ON app\*\.\*<[^]*<\/reader>/,
    );
    expect(xml.slice(xml.indexOf('<reader>'))).not.toMatch(/INSERT|CREATE|DROP|ALTER/);
  });

  test('a reader does not see the tables that it is kept from', () => {
    const reader = { name: 'reader', access: 'read', database: 'app', except: ['secrets'] } as const;
    const text = renderUsersXml({ accounts: [reader], passwords, memoryLimitBytes: 4096, cores: 2 });
    expect(text).toContain('REVOKE SHOW, SELECT ON app.secrets');
  });

  test('an account without a password is a mistake of the caller', () => {
    expect(() =>
      renderUsersXml({ accounts, passwords: new Map(), memoryLimitBytes: 4096, cores: 2 }),
    ).toThrow(TypeError);
  });
});
