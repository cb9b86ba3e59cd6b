import { expect, test } from '@jest/globals';
import { fireEvent, render, screen } from '@testing-library/preact';
import { hostSummary } from '@hostwire/testing/api';
import { useState } from 'preact/hooks';
import { startKeys } from '../shell/keys.ts';
import { FleetControls } from './fleet-controls.tsx';
import { defaultOrder, shownColumns } from './host-order.ts';
import type { FleetView } from './view.ts';

startKeys();

const hosts = [
  hostSummary({ host: 'db1', labels: { env: 'prod' } }),
  hostSummary({ host: 'db2', state: 'silent', labels: { env: 'test' } }),
];
let view: FleetView;

function Page() {
  const [shown, setShown] = useState<FleetView>({
    words: '',
    order: defaultOrder,
    layout: 'table',
    group: '',
    metric: 'cpu',
    columns: '',
  });
  view = shown;
  return <FleetControls hosts={hosts} view={shown} show={(change) => setShown({ ...shown, ...change })} />;
}

const box = () => screen.getByLabelText<HTMLInputElement>('Filter hosts by text, label or value');

test('what is typed is the filter, and / leads there', () => {
  render(<Page />);
  fireEvent.keyDown(document.body, { key: '/' });
  expect(document.activeElement).toBe(box());
  fireEvent.input(box(), { target: { value: 'cpu>80' } });
  expect(view.words).toBe('cpu>80');
});

test('a state is a word of the filter: pressed it is added, pressed again taken out, and what was typed stays', () => {
  render(<Page />);
  fireEvent.input(box(), { target: { value: 'env=prod' } });
  const silent = screen.getByText('silent').closest('button')!;
  expect(silent.textContent).toBe('1 silent');
  fireEvent.click(silent);
  expect(view.words).toBe('env=prod state=silent');
  expect(silent.getAttribute('aria-pressed')).toBe('true');
  fireEvent.click(silent);
  expect(view.words).toBe('env=prod');
});

test('columns are chosen one by one; the usual ones leave nothing in the address', () => {
  render(<Page />);
  fireEvent.click(screen.getByLabelText('Columns'));
  expect(screen.queryByText('Host', { selector: '.menu-item' })).toBeNull(); // always there
  fireEvent.click(screen.getByText('Kernel'));
  expect(view.columns.split(',')).toContain('kernel');
  expect(shownColumns(view.columns).map(({ title }) => title)).toContain('Kernel');
  expect(screen.getByText('Kernel').getAttribute('aria-pressed')).toBe('true');
  fireEvent.click(screen.getByText('Kernel'));
  expect(view.columns).toBe('');
});

test('m switches to the map, which has a metric and no columns', () => {
  render(<Page />);
  fireEvent.keyDown(document.body, { key: 'm' });
  expect(view.layout).toBe('map');
  expect(screen.queryByLabelText('Columns')).toBeNull();
  fireEvent.click(screen.getByText(/^Coloured by/));
  fireEvent.click(screen.getByText(/memory/i, { selector: '.menu-item' }));
  expect(view.metric).toBe('memory');
});

test('hosts are grouped by a label that one of them has; Escape leaves it as it was', () => {
  render(<Page />);
  fireEvent.click(screen.getByText('Group by'));
  fireEvent.keyDown(screen.getByText('env'), { key: 'Escape' });
  expect([view.group, screen.queryByText('env')]).toEqual(['', null]);
  fireEvent.click(screen.getByText('Group by'));
  fireEvent.click(screen.getByText('env'));
  expect(view.group).toBe('env');
  expect(screen.getByText('Grouped by env')).toBeDefined();
});
