import { expect, test } from '@jest/globals';
import type { HostIssue } from '@hostwire/protocol';
import type { AgentIssuesRow, AgentRow } from '@hostwire/storage';
import { ManualClock, silentLogger, waitFor } from '@hostwire/testing';
import { IssueRecorder } from './issue-recorder.ts';

const agent = { agentId: '00000000-0000-4000-8000-000000000001', host: 'web1' } as AgentRow;
const issue: HostIssue = { group: 'load', device: '', column: '', code: 'ENOENT', message: 'gone' };
const reported = (...issues: HostIssue[]) => ({ type: 'issues', issues }) as const;

async function recorderOn(rows: Map<string, AgentIssuesRow>) {
  const clock = new ManualClock();
  const recorder = new IssueRecorder({
    store: {
      read: async () => [...rows.values()],
      write: async (row) => void rows.set(row.agentId, row),
    },
    clock,
    logger: silentLogger,
  });
  await recorder.load();
  await recorder.start();
  return { recorder, clock };
}

test('an agent without issues costs no row; one that had some is told to have none, also after a restart', async () => {
  const rows = new Map<string, AgentIssuesRow>();
  const { recorder } = await recorderOn(rows);
  recorder.offer(agent, reported());
  recorder.offer({ ...agent, agentId: 'b', host: 'db1' }, reported(issue));
  await waitFor('the issue is stored', () => rows.size === 1);
  expect(rows.get('b')).toMatchObject({ host: 'db1', issues: [issue] });
  await recorder.stop();

  const after = await recorderOn(rows);
  after.recorder.offer({ ...agent, agentId: 'b', host: 'db1' }, reported());
  await waitFor('that it is over is stored', () => rows.get('b')!.issues.length === 0);
  await after.recorder.stop();
});
