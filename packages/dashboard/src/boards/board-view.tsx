import { useSignal } from '@preact/signals';
import { boardLimits } from '@hostwire/api/client';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { Dialog } from '../design/dialog.tsx';
import { Icon } from '../design/icon.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { showToast, withToast } from '../design/toast.tsx';
import { withBasePath } from '../location/base-path.ts';
import { rangePresets } from '../time/time-range.ts';
import type { TimeRange } from '../time/time-range.ts';
import { BoardPanel } from './board-panel.tsx';
import { boardPath, boardText, parseBoard } from './board.ts';
import type { Board, PanelSpec } from './board.ts';
import { PanelDialog } from './panel-dialog.tsx';

interface BoardViewProps {
  board: Board;
  /** Where it is kept. */
  note: string;
  onChange: (board: Board) => void;
  /** Whether more than its range may be changed. Default: it may. */
  canChange?: boolean;
  /** What else can be done with it. */
  actions?: ComponentChildren;
}

type TextDialogProps = Pick<BoardViewProps, 'board' | 'onChange' | 'canChange'> & { onClose: () => void };

function TextDialog({ board, onChange, canChange, onClose }: TextDialogProps) {
  const text = useSignal(boardText(board));
  const apply = (): void => {
    try {
      onChange(parseBoard(text.value));
      onClose();
    } catch (error) {
      showToast('bad', error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Dialog title="The dashboard as text" onClose={onClose}>
      <label class="field">
        <span>JSON, which is YAML as well: keep it where you keep your configuration</span>
        <textarea
          class="input mono board-text"
          spellcheck={false}
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
      </label>
      <div class="dialog-actions">
        {canChange && (
          <button type="button" class="button accent" onClick={apply}>
            Apply
          </button>
        )}
      </div>
    </Dialog>
  );
}

interface PanelFrameProps {
  spec: PanelSpec;
  range: TimeRange;
  canChange: boolean;
  onWide: () => void;
  onFirst: () => void;
  onRemove: () => void;
}

function PanelFrame({ spec, range, canChange, onWide, onFirst, onRemove }: PanelFrameProps) {
  const actions = [
    { name: spec.isWide ? 'Half width' : 'Full width', act: onWide },
    { name: 'Move to the front', act: onFirst },
    { name: 'Remove', act: onRemove },
  ];
  return (
    <div class={`board-panel ${spec.isWide ? 'wide' : ''}`}>
      <BoardPanel spec={spec} range={range} />
      {canChange && (
        <span class="board-panel-menu">
          <Menu face={<Icon name="more" />} label="Panel" buttonClass="button plain icon small" end>
            {(close) =>
              actions.map(({ name, act }) => (
                <MenuItem
                  key={name}
                  onChoose={() => {
                    close();
                    act();
                  }}
                >
                  {name}
                </MenuItem>
              ))
            }
          </Menu>
        </span>
      )}
    </div>
  );
}

type HeadProps = BoardViewProps & { onOpen: (what: 'panel' | 'text') => void };

function Head({ board, note, onChange, canChange, actions, onOpen }: HeadProps) {
  const share = async (): Promise<void> => {
    await navigator.clipboard.writeText(new URL(withBasePath(boardPath(board)), location.href).href);
  };
  return (
    <div class="page-head">
      <h1>{board.name}</h1>
      <span class="quiet">{note}</span>
      <div class="segments" role="group" aria-label="Time range">
        {rangePresets.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            aria-pressed={board.range === id}
            onClick={() => onChange({ ...board, range: id })}
          >
            {name}
          </button>
        ))}
      </div>
      <span class="row push">
        {canChange && (
          <button
            type="button"
            class="button accent"
            disabled={board.panels.length >= boardLimits.panels}
            onClick={() => onOpen('panel')}
          >
            Add a panel
          </button>
        )}
        <button type="button" class="button" onClick={() => onOpen('text')}>
          As text
        </button>
        <button
          type="button"
          class="button"
          onClick={() => void withToast(share, 'The link in the clipboard carries the whole dashboard')}
        >
          Copy link
        </button>
        {actions}
      </span>
    </div>
  );
}

/** A board and what can be done with it. */
export function BoardView(props: BoardViewProps) {
  const { board, onChange, canChange = true } = props;
  const open = useSignal<'panel' | 'text' | undefined>(undefined);
  const preset = rangePresets.find(({ id }) => id === board.range) ?? rangePresets[2]!;
  const range = useMemo((): TimeRange => ({ kind: 'live', spanMs: preset.spanMs }), [preset]);
  const close = (): void => void (open.value = undefined);
  const setPanels = (panels: readonly PanelSpec[]): void => onChange({ ...board, panels });
  const others = (place: number): PanelSpec[] => board.panels.filter((_, i) => i !== place);
  return (
    <>
      <Head {...props} canChange={canChange} onOpen={(what) => (open.value = what)} />
      {board.panels.length === 0 && (
        <div class="notice">
          <h2>Nothing here yet</h2>
          <p class="quiet">Add a chart of any host, or a query.</p>
        </div>
      )}
      <div class="board-grid">
        {board.panels.map((spec, place) => (
          <PanelFrame
            key={`${place} ${JSON.stringify(spec)}`}
            spec={spec}
            range={range}
            canChange={canChange}
            onWide={() =>
              setPanels(
                board.panels.map((each, i) => (i === place ? { ...each, isWide: !each.isWide } : each)),
              )
            }
            onFirst={() => setPanels([spec, ...others(place)])}
            onRemove={() => setPanels(others(place))}
          />
        ))}
      </div>
      {open.value === 'panel' && (
        <PanelDialog
          onClose={close}
          onAdd={(panel) => {
            setPanels([...board.panels, panel]);
            close();
          }}
        />
      )}
      {open.value === 'text' && <TextDialog {...{ board, onChange, canChange }} onClose={close} />}
    </>
  );
}
