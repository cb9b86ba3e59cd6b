import { expect, test } from '@jest/globals';
import { socketCaller } from '../../auth/caller.ts';
import { hostUnknown } from './known-agent.ts';

const registry = {
  agents: () => [
    { host: 'web1', labels: { env: 'prod' } },
    { host: 'database-primary', labels: { env: 'staging' } },
  ],
};

test.each([
  ['wbe1', 'did you mean web1?'],
  ['web12', 'did you mean web1?'],
  ['database-primry', 'did you mean database-primary?'],
  ['db', 'see "hostwire agents list"'],
])('whoever asks for %s is told: %s', (name, hint) => {
  expect(hostUnknown(registry, name, socketCaller).message).toContain(hint);
});

test('a host that the caller may not see is not suggested', () => {
  const limited = { ...socketCaller, role: 'viewer', labels: { env: 'prod' } } as const;
  expect(hostUnknown(registry, 'database-primry', limited).message).not.toContain('database-primary');
});
