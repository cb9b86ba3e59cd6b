import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { collector } from '../api/collector.ts';
import type { HostSummary } from '../api/types.ts';
import { Dialog } from '../design/dialog.tsx';
import { useSession } from '../session/current-session.ts';
import { choicesFor, type Choice } from './palette-choices.ts';

/** undefined until they are known. */
function useHosts(): readonly HostSummary[] | undefined {
  const hosts = useSignal<readonly HostSummary[] | undefined>(undefined);
  useEffect(() => {
    const gone = new AbortController();
    collector.hosts
      .list({ signal: gone.signal })
      .then((answer) => (hosts.value = answer.hosts))
      .catch(() => (hosts.value = [])); // the pages can be gone to all the same
    return () => gone.abort();
  }, [hosts]);
  return hosts.value;
}

interface ChoiceListProps {
  choices: readonly Choice[];
  place: number;
  isLoading: boolean;
  onGo: (path: string) => void;
}

function ChoiceList({ choices, place, isLoading, onGo }: ChoiceListProps) {
  return (
    <ul class="choices" id="go-to-choices" role="listbox" aria-label="Hosts and pages">
      {choices.map(({ name, kind, path }, i) => (
        <li key={path} id={`go-to-${i}`} role="option" aria-selected={i === place} onClick={() => onGo(path)}>
          {name} <span class="quiet small">{kind}</span>
        </li>
      ))}
      {choices.length === 0 && (
        <li class="quiet">{isLoading ? 'Loading' : 'No host or page has this name'}</li>
      )}
    </ul>
  );
}

/** Goes to a page or host by a few letters of its name. */
export function GoTo({ onClose }: { onClose: () => void }) {
  const { route } = useLocation();
  const typed = useSignal('');
  const place = useSignal(0);
  const hosts = useHosts();
  const session = useSession();
  const choices = choicesFor(typed.value, hosts ?? [], session);
  const chosen = choices[place.value]?.path;
  const isEntered = useSignal(false);
  const go = (path: string | undefined): void => {
    if (path === undefined) return;
    onClose();
    route(path);
  };
  // Who types a name and presses Enter is sooner than the list of hosts: the key counts when it is there.
  useEffect(() => {
    if (!isEntered.value || hosts === undefined) return;
    isEntered.value = false;
    if (chosen === undefined) return;
    onClose();
    route(chosen);
  }, [isEntered, isEntered.value, hosts, chosen, onClose, route]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') {
      if (chosen === undefined && hosts === undefined) isEntered.value = true;
      else go(chosen);
    }
    if (step === undefined || choices.length === 0) return;
    event.preventDefault();
    place.value = (place.value + step + choices.length) % choices.length;
  };
  return (
    <Dialog title="Go to" onClose={onClose}>
      <input
        class="input"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls="go-to-choices"
        aria-activedescendant={`go-to-${place.value}`}
        aria-label="Name of a host or page"
        placeholder="Name of a host or page"
        autocomplete="off"
        spellcheck={false}
        autofocus
        value={typed.value}
        onKeyDown={onKeyDown}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          place.value = 0;
        }}
      />
      <ChoiceList choices={choices} place={place.value} isLoading={hosts === undefined} onGo={go} />
    </Dialog>
  );
}
