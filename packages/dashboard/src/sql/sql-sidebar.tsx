import { useSignal } from '@preact/signals';
import { exampleQueries } from './examples.ts';
import { forgetQuery, queryHistory, savedQueries } from './shelf.ts';
import type { KeptQuery } from './shelf.ts';
import type { ViewColumn } from './views.ts';

const tabs = ['Examples', 'Views', 'Saved', 'History'] as const;
type Tab = (typeof tabs)[number];

interface QueryListProps {
  queries: readonly KeptQuery[];
  empty: string;
  onChoose: (sql: string) => void;
  onForget?: (name: string) => void;
}

function QueryList({ queries, empty, onChoose, onForget }: QueryListProps) {
  if (queries.length === 0) return <p class="quiet small">{empty}</p>;
  return (
    <ul class="query-list">
      {queries.map(({ name, sql }) => (
        <li key={name + sql}>
          <button type="button" class="menu-item" title={sql} onClick={() => onChoose(sql)}>
            {name}
          </button>
          {onForget && (
            <button
              type="button"
              class="button plain small"
              aria-label={`Forget ${name}`}
              onClick={() => onForget(name)}
            >
              Forget
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function ViewList({
  views,
  onChoose,
}: {
  views: ReadonlyMap<string, ViewColumn[]>;
  onChoose: (sql: string) => void;
}) {
  return (
    <ul class="query-list">
      {[...views].map(([view, columns]) => (
        <li key={view}>
          <details>
            <summary>
              <span class="mono">{view}</span> <span class="quiet small">{columns.length} columns</span>
            </summary>
            <button
              type="button"
              class="button small"
              onClick={() =>
                onChoose(
                  `SELECT *\nFROM ${view}${columns.some(({ column }) => column === 'ts') ? '\nWHERE ts > now() - 60' : ''}\nLIMIT 100`,
                )
              }
            >
              Select from it
            </button>
            <ul class="column-list">
              {columns.map(({ column, type }) => (
                <li key={column}>
                  <span class="mono">{column}</span> <span class="quiet small">{type}</span>
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}

interface SidebarProps {
  views: ReadonlyMap<string, ViewColumn[]>;
  onChoose: (sql: string) => void;
}

/** Where queries come from: examples that ship, the documented views, what was saved and what was run. */
export function SqlSidebar({ views, onChoose }: SidebarProps) {
  const tab = useSignal<Tab>('Examples');
  return (
    <aside class="sql-sidebar" aria-label="Queries">
      <div class="segments" role="group" aria-label="Source of queries">
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={tab.value === name}
            onClick={() => (tab.value = name)}
          >
            {name}
          </button>
        ))}
      </div>
      {tab.value === 'Examples' && <QueryList queries={exampleQueries} empty="" onChoose={onChoose} />}
      {tab.value === 'Views' && <ViewList views={views} onChoose={onChoose} />}
      {tab.value === 'Saved' && (
        <QueryList
          queries={savedQueries.value}
          empty="Nothing is saved yet. Save keeps a query in this browser."
          onChoose={onChoose}
          onForget={forgetQuery}
        />
      )}
      {tab.value === 'History' && (
        <QueryList queries={queryHistory.value} empty="Nothing was run yet." onChoose={onChoose} />
      )}
    </aside>
  );
}
