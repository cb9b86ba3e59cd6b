import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Dialog } from '../design/dialog.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { showToast, withToast } from '../design/toast.tsx';
import { withBasePath } from '../location/base-path.ts';
import { Page } from '../shell/page.tsx';
import { sqlPath } from '../shell/sql-path.ts';
import { download, downloadFormats } from './download.ts';
import { Editor } from './editor.tsx';
import type { GivenText } from './editor.tsx';
import { exampleQueries } from './examples.ts';
import { QueryRun } from './query-run.ts';
import { nameOf, saveQuery } from './shelf.ts';
import './sql.css';
import { SqlResultPanel } from './sql-result.tsx';
import { SqlSidebar } from './sql-sidebar.tsx';
import { readViews } from './views.ts';
import type { ViewColumn } from './views.ts';

function useViews(): ReadonlyMap<string, ViewColumn[]> {
  const views = useSignal<ReadonlyMap<string, ViewColumn[]>>(new Map());
  useEffect(() => {
    const gone = new AbortController();
    readViews(gone.signal)
      .then((found) => (views.value = found))
      .catch(() => undefined); // without completion the editor still edits
    return () => gone.abort();
  }, [views]);
  return views.value;
}

function SaveDialog({ sql, onClose }: { sql: string; onClose: () => void }) {
  const name = useSignal(nameOf(sql).slice(0, 60));
  return (
    <Dialog title="Save the query" onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          saveQuery({ name: name.value, sql });
          showToast('good', `Saved as “${name.value}” in this browser`);
          onClose();
        }}
      >
        <label class="field">
          <span>Name</span>
          <input
            class="input"
            autofocus
            required
            value={name.value}
            onInput={(event) => (name.value = event.currentTarget.value)}
          />
        </label>
        <div class="dialog-actions">
          <button type="submit" class="button accent">
            Save
          </button>
        </div>
      </form>
    </Dialog>
  );
}

async function copyLink(sql: string): Promise<void> {
  await navigator.clipboard.writeText(new URL(withBasePath(sqlPath(sql)), location.href).href);
}

interface ActionsProps {
  text: string;
  isRunning: boolean;
  onRun: () => void;
  onCancel: () => void;
}

function Actions({ text, isRunning, onRun, onCancel }: ActionsProps) {
  const saving = useSignal(false);
  return (
    <div class="row">
      {isRunning ? (
        <button type="button" class="button danger" onClick={onCancel}>
          Cancel
        </button>
      ) : (
        <button type="button" class="button accent" onClick={onRun}>
          Run <kbd>Ctrl ↵</kbd>
        </button>
      )}
      <button type="button" class="button" onClick={() => (saving.value = true)}>
        Save
      </button>
      <button
        type="button"
        class="button"
        onClick={() => void withToast(() => copyLink(text), 'The link is in the clipboard')}
      >
        Copy link
      </button>
      <Menu face="Download">
        {(close) =>
          downloadFormats.map((format) => (
            <MenuItem
              key={format.name}
              onChoose={() => {
                close();
                void withToast(() => download(text, format), `Downloaded as ${format.name}`);
              }}
            >
              {format.name}
            </MenuItem>
          ))
        }
      </Menu>
      {saving.value && <SaveDialog sql={text} onClose={() => (saving.value = false)} />}
    </div>
  );
}

/** Any question over the documented views. */
export function SqlPage() {
  const { query } = useLocation();
  const given = useSignal<GivenText>({ text: query['q'] ?? exampleQueries[0]!.sql });
  const text = useSignal(given.peek().text);
  const run = useMemo(() => new QueryRun(), []);
  const views = useViews();
  const schema = useMemo(
    () =>
      Object.fromEntries([...views].map(([view, columns]) => [view, columns.map(({ column }) => column)])),
    [views],
  );
  const { q, run: wanted } = query;
  useEffect(() => {
    if (q === undefined) return;
    given.value = { text: q };
    if (wanted === '1') void run.run(q);
  }, [q, wanted, run, given]);
  useEffect(() => () => run.cancel(), [run]);
  const choose = (sql: string): void => {
    given.value = { text: sql };
    void run.run(sql);
  };
  return (
    <Page title="SQL">
      <h1 class="visually-hidden">SQL</h1>
      <div class="sql-page">
        <SqlSidebar views={views} onChoose={choose} />
        <div class="stack">
          <div class="card">
            <Editor
              given={given.value}
              schema={schema}
              onText={(next) => (text.value = next)}
              onRun={() => void run.run(text.peek())}
            />
            <div class="card-body sql-actions">
              <Actions
                text={text.value}
                isRunning={run.state.value.phase === 'running'}
                onRun={() => void run.run(text.peek())}
                onCancel={() => run.cancel()}
              />
            </div>
          </div>
          <SqlResultPanel state={run.state.value} />
        </div>
      </div>
    </Page>
  );
}
