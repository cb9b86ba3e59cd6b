import { expect, test } from '@jest/globals';
import { fireEvent, render, screen } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { Dialog } from './dialog.tsx';

function Page() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button onClick={() => setOpen(true)}>Open</button>
      {isOpen && (
        <Dialog title="Silence alerts" onClose={() => setOpen(false)}>
          <p>Until when?</p>
        </Dialog>
      )}
    </>
  );
}

function open(): HTMLDialogElement {
  render(<Page />);
  const opener = screen.getByText('Open');
  opener.focus();
  fireEvent.click(opener);
  return screen.getByRole('dialog');
}

test('it is modal, has its title as its name, and gives the focus back', () => {
  const dialog = open();
  expect(dialog.open).toBe(true);
  expect(document.getElementById(dialog.getAttribute('aria-labelledby')!)?.textContent).toBe(
    'Silence alerts',
  );
  dialog.querySelector('button')!.focus();
  fireEvent.click(screen.getByLabelText('Close'));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(screen.getByText('Open'));
});

test('a press on what is around it closes it, a press inside does not, and neither does Escape keep it', () => {
  const dialog = open();
  fireEvent.click(screen.getByText('Until when?'));
  expect(screen.queryByRole('dialog')).not.toBeNull();
  fireEvent.click(dialog);
  expect(screen.queryByRole('dialog')).toBeNull();
  fireEvent.click(screen.getByText('Open'));
  screen.getByRole<HTMLDialogElement>('dialog').close(); // as the browser does upon Escape
  expect(screen.queryByRole('dialog')).toBeNull();
});
