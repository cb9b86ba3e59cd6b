import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { act, fireEvent, render, screen } from '@testing-library/preact';
import { showToast, Toasts, withToast } from './toast.tsx';

const shown = () => [...document.querySelectorAll('.toast')].map(({ textContent }) => textContent);

beforeEach(() => void jest.useFakeTimers());
afterEach(async () => {
  await act(() => {
    jest.runAllTimers();
  });
  for (const button of screen.queryAllByLabelText('Close the message')) fireEvent.click(button);
  jest.useRealTimers();
});

test('what was done goes away by itself; what failed stays until it is closed', async () => {
  render(<Toasts />);
  await act(async () => {
    expect(await withToast(async () => undefined, 'Silenced')).toBe(true);
    expect(await withToast(() => Promise.reject(new Error('No such rule')), 'Silenced')).toBe(false);
  });
  expect(shown()).toEqual(['Silenced', 'No such rule']);
  await act(() => {
    jest.advanceTimersByTime(60_000);
  });
  expect(shown()).toEqual(['No such rule']);
  fireEvent.click(screen.getByLabelText('Close the message'));
  expect(shown()).toEqual([]);
});

test('the newest four are shown', async () => {
  render(<Toasts />);
  await act(() => {
    for (const each of ['1', '2', '3', '4', '5']) showToast('bad', each);
  });
  expect(shown()).toEqual(['2', '3', '4', '5']);
});
