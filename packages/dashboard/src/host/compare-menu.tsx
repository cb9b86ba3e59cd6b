import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { collector } from '../api/collector.ts';
import { Menu, MenuItem } from '../design/menu.tsx';
import { earlier } from './compare.ts';
import type { Comparison } from './compare.ts';

interface CompareMenuProps {
  host: string;
  comparison: Comparison | undefined;
  onCompare: (id: string | undefined) => void;
}

function OtherHosts({ host, onChoose }: { host: string; onChoose: (id: string) => void }) {
  const hosts = useSignal<readonly string[]>([]);
  const typed = useSignal('');
  useEffect(() => {
    const gone = new AbortController();
    collector.hosts
      .list({ signal: gone.signal })
      .then((answer) => (hosts.value = answer.hosts.map((each) => each.host).filter((each) => each !== host)))
      .catch(() => undefined); // earlier times can be compared all the same
    return () => gone.abort();
  }, [host, hosts]);
  const found = hosts.value.filter((each) => each.includes(typed.value.toLowerCase())).slice(0, 8);
  return (
    <>
      <span class="menu-title">Another host</span>
      <input
        class="input"
        type="search"
        aria-label="Name of a host"
        placeholder="Name"
        value={typed.value}
        onInput={(event) => (typed.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && found[0] !== undefined) onChoose(`host:${found[0]}`);
        }}
      />
      {found.map((each) => (
        <MenuItem key={each} onChoose={() => onChoose(`host:${each}`)}>
          {each}
        </MenuItem>
      ))}
    </>
  );
}

/** Chooses what the charts are compared with: dashed lines show it. */
export function CompareMenu({ host, comparison, onCompare }: CompareMenuProps) {
  return (
    <Menu
      face={comparison === undefined ? 'Compare' : `Compared with: ${comparison.name.toLowerCase()}`}
      buttonClass={comparison === undefined ? 'button' : 'button chosen'}
    >
      {(close) => {
        const choose = (id: string | undefined): void => {
          close();
          onCompare(id);
        };
        return (
          <>
            {comparison !== undefined && (
              <MenuItem onChoose={() => choose(undefined)}>No comparison</MenuItem>
            )}
            {earlier.map(({ id, name }) => (
              <MenuItem key={id} checked={comparison?.id === id} onChoose={() => choose(id)}>
                {name}
              </MenuItem>
            ))}
            <hr />
            <OtherHosts host={host} onChoose={choose} />
          </>
        );
      }}
    </Menu>
  );
}
