import { expect, test } from '@jest/globals';
import { act, fireEvent, render, screen } from '@testing-library/preact';
import { ApiError } from '@hostwire/api/client';
import { ActionForm } from './action-form.tsx';

test('what the collector refuses stands beside the fields, until it is taken', async () => {
  const answers: (() => Promise<void>)[] = [
    () => Promise.reject(new ApiError('NOT_FOUND', 'No such host', { status: 404 })),
    async () => undefined,
  ];
  render(<ActionForm action="Invite" onAction={() => answers.shift()!()} />);
  const button = screen.getByText<HTMLButtonElement>('Invite');
  await act(async () => void fireEvent.submit(button.form!));
  expect(screen.getByRole('alert').textContent).toBe('No such host');
  await act(async () => void fireEvent.submit(button.form!));
  expect(screen.queryByRole('alert')).toBeNull();
});

test('nothing is sent twice while an answer is awaited', async () => {
  let answer = (): void => undefined;
  render(<ActionForm action="Invite" onAction={() => new Promise((resolve) => (answer = resolve))} />);
  const button = screen.getByText<HTMLButtonElement>('Invite');
  await act(async () => void fireEvent.submit(button.form!));
  expect(button.disabled).toBe(true);
  await act(async () => answer());
  expect(button.disabled).toBe(false);
});
