import { alertOf } from '@hostwire/testing/api';
import { expect, test } from '@jest/globals';
import { fireEvent, render, screen, waitFor } from '@testing-library/preact';
import type { Alert, SessionInfo } from '../api/types.ts';
import { reloadSession } from '../session/current-session.ts';
import { collectorAnswers } from '../testing/answers.ts';
import { FiringList } from './firing-list.tsx';
import type { SilenceDraft } from './silence-dialog.tsx';

const session: SessionInfo = {
  user: 'ann',
  role: 'operator',
  permissions: [],
  labels: {},
  expiresMs: null,
  account: null,
};
const answers: Record<string, unknown> = {
  'GET /api/v1/session': session,
  'POST /api/v1/alerts/a1/acknowledge': {},
};
const asked = collectorAnswers(answers);

async function show(alerts: readonly Alert[], permissions: SessionInfo['permissions']) {
  answers['GET /api/v1/session'] = { ...session, permissions };
  await reloadSession();
  const drafts: SilenceDraft[] = [];
  let changes = 0;
  render(
    <FiringList alerts={alerts} onSilence={(draft) => drafts.push(draft)} onChanged={() => changes++} />,
  );
  return { drafts, changes: () => changes };
}

const titles = () => screen.queryAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);

test('alerts of one rule stand together, critical ones first; eight of many are listed', async () => {
  const many = Array.from({ length: 10 }, (_, i) => alertOf(`a${i}`));
  await show(
    [...many, alertOf('b1', { rule: 'host_missing', severity: 'critical', summary: 'b1 is gone' })],
    ['read', 'alerts'],
  );
  expect(titles()).toHaveLength(2);
  const rows = () =>
    [...document.querySelectorAll('table')].map((table) => table.querySelectorAll('tbody tr').length);
  expect(rows()).toEqual([1, 8]);
  fireEvent.click(screen.getByText('Show all 10'));
  expect(rows()).toEqual([1, 10]);
});

test('an alert is acknowledged at the collector, and one or all of a rule are silenced', async () => {
  const { drafts, changes } = await show([alertOf('a1'), alertOf('a2')], ['read', 'alerts']);
  fireEvent.click(screen.getAllByText('Acknowledge')[0]!);
  await waitFor(() => expect(changes()).toBe(1));
  expect(asked.at(-1)).toEqual({ method: 'POST', path: '/api/v1/alerts/a1/acknowledge', body: { note: '' } });
  fireEvent.click(screen.getAllByText('Silence')[1]!);
  fireEvent.click(screen.getByText('Silence all'));
  expect(drafts).toEqual([{ host: 'host-a2', rule: 'disk_full' }, { rule: 'disk_full' }]);
});

test('who may only look is offered nothing', async () => {
  await show([alertOf('a1'), alertOf('a2')], ['read']);
  expect(screen.getByText('a1 is full')).toBeDefined();
  expect(screen.queryAllByRole('button')).toEqual([]);
});

test('without an alert it says so', async () => {
  await show([], ['read']);
  expect(titles()).toEqual(['No alert is firing']);
});
