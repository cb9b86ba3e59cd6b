import { useRef } from 'preact/hooks';
import type { HostSummary } from '../api/types.ts';
import { Icon } from '../design/icon.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { useKeys } from '../shell/keys.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { labelKeys } from './groups.ts';
import { toggleWord, fleetMetrics, metricOf } from '@hostwire/api/client';
import { StateFilter } from './state-filter.tsx';
import type { FleetView } from './view.ts';

interface ControlsProps {
  hosts: readonly HostSummary[];
  view: FleetView;
  show: (change: Partial<FleetView>) => void;
}

function SearchBox({ view, show }: Omit<ControlsProps, 'hosts'>) {
  const input = useRef<HTMLInputElement>(null);
  useKeys([{ keys: '/', does: 'Search hosts', run: () => input.current?.focus() }]);
  return (
    <span class="search">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        class="input"
        aria-label="Filter hosts by text, label or value"
        aria-keyshortcuts="/"
        placeholder="Filter: text  env=prod  state=silent  cpu>80"
        spellcheck={false}
        autocomplete="off"
        value={view.words}
        onInput={(event) => show({ words: event.currentTarget.value })}
      />
    </span>
  );
}

function GroupMenu({ hosts, view, show }: ControlsProps) {
  return (
    <Menu
      face={view.group === '' ? 'Group by' : `Grouped by ${view.group}`}
      buttonClass={view.group === '' ? 'button' : 'button chosen'}
    >
      {(close) =>
        ['', ...labelKeys(hosts)].map((key) => (
          <MenuItem
            key={key}
            checked={view.group === key}
            onChoose={() => {
              show({ group: key });
              close();
            }}
          >
            {key === '' ? 'No groups' : key}
          </MenuItem>
        ))
      }
    </Menu>
  );
}

function MetricMenu({ view, show }: Omit<ControlsProps, 'hosts'>) {
  return (
    <Menu face={`Coloured by ${metricOf(view.metric).title}`}>
      {(close) =>
        fleetMetrics.map(({ id, title }) => (
          <MenuItem
            key={id}
            checked={view.metric === id}
            onChoose={() => {
              show({ metric: id });
              close();
            }}
          >
            {title}
          </MenuItem>
        ))
      }
    </Menu>
  );
}

function LayoutSwitch({ view, show }: Omit<ControlsProps, 'hosts'>) {
  const layouts = [
    { id: 'table', name: 'Table' },
    { id: 'map', name: 'Heat map' },
  ] as const;
  useKeys([
    {
      keys: 'm',
      does: 'Switch between table and heat map',
      run: () => show({ layout: view.layout === 'map' ? 'table' : 'map' }),
    },
  ]);
  return (
    <div class="segments" role="group" aria-label="Layout">
      {layouts.map(({ id, name }) => (
        <button key={id} type="button" aria-pressed={view.layout === id} onClick={() => show({ layout: id })}>
          {name}
        </button>
      ))}
    </div>
  );
}

/** What is shown of the fleet, and how. */
export function FleetControls({ hosts, view, show }: ControlsProps) {
  const onWord = (word: string): void => show({ words: toggleWord(view.words, word) });
  return (
    <div class="fleet-controls">
      <StateFilter hosts={hosts} query={view.words} onWord={onWord} />
      <SearchBox view={view} show={show} />
      <span class="row push">
        <GroupMenu hosts={hosts} view={view} show={show} />
        {view.layout === 'map' && <MetricMenu view={view} show={show} />}
        <LayoutSwitch view={view} show={show} />
        {view.layout === 'table' && (
          <ColumnsMenu columns={view.columns} onColumns={(columns) => show({ columns })} />
        )}
      </span>
    </div>
  );
}
