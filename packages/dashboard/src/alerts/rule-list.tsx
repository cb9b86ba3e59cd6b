import { useSignal } from '@preact/signals';
import { postJson } from '../api/request.ts';
import { useResource } from '../resource/use-resource.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import type { TableColumn } from '../design/data-table.tsx';
import { Failure } from '../design/failure.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { withToast } from '../design/toast.tsx';
import { formatDuration } from '../format/instant.ts';
import { formatNumber, noValue } from '../format/quantity.ts';
import type { Rule, RuleEntry, RulesResponse } from './alert-types.ts';
import { severityTone } from './firing-list.tsx';
import { RuleDialog } from './rule-dialog.tsx';

const refreshMs = 30_000;
const sourceNames = { default: 'Ships with Hostwire', changed: 'Changed here', own: 'Your own' } as const;

function boundsText({ above, below, unit = '' }: Rule): string {
  if (above !== undefined) return `above ${above} ${unit}`;
  return below === undefined ? noValue : `below ${below} ${unit}`;
}

function RuleName({ entry: { rule, error } }: { entry: RuleEntry }) {
  return (
    <span title={rule.why}>
      {rule.id.replaceAll('_', ' ')}{' '}
      {error !== null && (
        <span class="badge bad" title={error}>
          cannot be evaluated
        </span>
      )}
    </span>
  );
}

const ruleColumns: readonly TableColumn<RuleEntry>[] = [
  { id: 'rule', title: 'Rule', cell: (entry) => <RuleName entry={entry} /> },
  {
    id: 'severity',
    title: 'Severity',
    cell: ({ rule }) => (
      <StateMark tone={rule.enabled ? severityTone(rule.severity) : 'off'}>
        {rule.enabled ? rule.severity : 'off'}
      </StateMark>
    ),
  },
  { id: 'kind', title: 'Kind', cell: ({ rule }) => rule.kind },
  { id: 'bounds', title: 'Fires', cell: ({ rule }) => boundsText(rule) },
  {
    id: 'for',
    title: 'For',
    number: true,
    cell: ({ rule }) => (rule.for ? formatDuration(rule.for) : 'at once'),
  },
  { id: 'source', title: 'From', cell: ({ source }) => sourceNames[source] },
  {
    id: 'cost',
    title: 'Query',
    number: true,
    cell: ({ cost }) => (cost === null ? noValue : `${formatNumber(cost.queryMs)} ms`),
  },
];

/** What is watched; each rule can be changed, tried out and reset. */
export function RuleList() {
  const { body, error, reload } = useResource<RulesResponse>('/api/v1/alert-rules', refreshMs);
  const edited = useSignal<Rule | undefined>(undefined);
  if (body === undefined && error !== undefined)
    return <Failure what="The rules could not be loaded" error={error} onRetry={reload} />;
  const reset = (rule: Rule): void =>
    void withToast(
      () => postJson(`/api/v1/alert-rules/${rule.id}/reset`, {}),
      `The rule ${rule.id} is reset`,
    ).then(reload);
  return (
    <Card title="Rules" note={body ? `${body.rules.length} rules` : ''}>
      <DataTable
        caption="Rules"
        columns={[
          ...ruleColumns,
          {
            id: 'actions',
            title: '',
            number: true,
            cell: ({ rule, source }) => (
              <span class="row">
                <button type="button" class="button small" onClick={() => (edited.value = rule)}>
                  Change
                </button>
                {source !== 'default' && (
                  <button type="button" class="button small" onClick={() => reset(rule)}>
                    {source === 'own' ? 'Remove' : 'Reset'}
                  </button>
                )}
              </span>
            ),
          },
        ]}
        rows={body?.rules ?? []}
        keyOf={({ rule }) => rule.id}
        empty={body ? 'There is no rule.' : 'Loading'}
      />
      {edited.value && (
        <RuleDialog
          rule={edited.value}
          onClose={(saved) => {
            edited.value = undefined;
            if (saved) reload();
          }}
        />
      )}
    </Card>
  );
}
