import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeFrame, encodeFrame, protocolLimits, type Issues } from '@hostwire/protocol';
import { IssueReporter } from './issue-reporter.ts';
import type { Issue } from './sources/sampling/source.ts';

function setUp() {
  const sent: Issues[] = [];
  const state = { issues: [] as Issue[] };
  const reporter = new IssueReporter(
    () => state.issues,
    (frame) => sent.push(frame),
  );
  return { sent, state, reporter };
}

const hung: Issue = { group: 'filesystem', device: '/mnt', code: 'MOUNT_HUNG', message: 'no answer' };

test('says what is so at its start, and then what changed; at most every ten seconds', () => {
  const { sent, state, reporter } = setUp();
  reporter.look(0);
  expect(sent).toEqual([{ type: 'issues', issues: [] }]); // what a former run said is over
  state.issues = [hung];
  reporter.look(9_000);
  expect(sent).toHaveLength(1);
  reporter.look(10_000);
  reporter.look(20_000);
  expect(sent.slice(1)).toEqual([{ type: 'issues', issues: [{ ...hung, column: '' }] }]);
  state.issues = [];
  reporter.look(30_000);
  expect(sent.slice(2)).toEqual([{ type: 'issues', issues: [] }]);
});

test('whatever an issue says, and however many there are, fits into a frame', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 700 }), fc.string({ maxLength: 5 }));
  const issue = fc.record({ group: text, device: text, column: text, code: text, message: text });
  fc.assert(
    fc.property(fc.array(issue, { minLength: 1, maxLength: 80 }), (issues) => {
      const { sent, state, reporter } = setUp();
      state.issues = issues;
      reporter.look(0);
      const [frame] = sent;
      expect(frame!.issues).toHaveLength(Math.min(issues.length, protocolLimits.maxIssues));
      expect(decodeFrame(encodeFrame(frame!))).toEqual(frame);
    }),
    { numRuns: 50 },
  );
});
