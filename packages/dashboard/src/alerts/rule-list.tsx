import { useSignal } from '@preact/signals';
import { routes } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import { useResource } from '../resource/use-resource.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import type { TableColumn } from '../design/data-table.tsx';
import { Failure } from '../design/failure.tsx';
import { useMay } from '../session/abilities.ts';
import { StateMark } from '../design/state-mark.tsx';
import { withToast } from '../design/toast.tsx';
import { formatDuration } from '../format/instant.ts';
import { formatNumber, formatQuantity, noValue } from '../format/quantity.ts';
import { wordsOf } from '../format/words.ts';
import type { AlertRuleEntry } from '../api/types.ts';
import type { Rule } from './rule.ts';
import { severityTone } from './firing-list.tsx';
import { RuleDialog } from './rule-dialog.tsx';

const refreshMs = 30_000;
const sourceNames = { default: 'Ships with Hostwire', changed: 'Changed here', own: 'Your own' } as const;

function boundText(bound: number, unit = ''): string {
  return unit === 'B' ? formatQuantity(bound, 'bytes') : `${bound} ${unit}`.trim();
}

/** When a rule fires: `above 90 %, for 5 min`; a rule without a bound says what it is about itself. */
function boundsText({ above, below, unit, for: forMs }: Rule): string {
  const lasting = forMs ? `for ${formatDuration(forMs)}` : 'at once';
  if (above !== undefined) return `above ${boundText(above, unit)}, ${lasting}`;
  return below === undefined ? lasting : `below ${boundText(below, unit)}, ${lasting}`;
}

function RuleName({ rule, error }: { rule: Rule; error: string | null }) {
  return (
    <>
      {wordsOf(rule.id)}{' '}
      {error !== null && (
        <span class="badge bad" title={error}>
          cannot be evaluated
        </span>
      )}
      {rule.why !== undefined && <span class="row-note">{rule.why}</span>}
    </>
  );
}

const ruleColumns: readonly TableColumn<AlertRuleEntry>[] = [
  { id: 'rule', title: 'Rule', cell: ({ rule, error }) => <RuleName rule={rule} error={error} /> },
  {
    id: 'severity',
    title: 'Severity',
    tight: true,
    cell: ({ rule }) => (
      <StateMark tone={rule.enabled ? severityTone(rule.severity) : 'off'}>
        {rule.enabled ? wordsOf(rule.severity) : 'Off'}
      </StateMark>
    ),
  },
  { id: 'bounds', title: 'Fires', tight: true, cell: ({ rule }) => boundsText(rule) },
  { id: 'source', title: 'From', tight: true, cell: ({ source }) => sourceNames[source] },
  {
    id: 'cost',
    title: 'Query takes',
    number: true,
    tight: true,
    cell: ({ cost }) => (cost === null ? noValue : `${formatNumber(cost.queryMs)} ms`),
  },
];

/** What is watched; each rule can be changed, tried out and reset. */
export function RuleList() {
  const may = useMay();
  const { body, error, reload } = useResource(collector.alertRules.list, { everyMs: refreshMs });
  const edited = useSignal<Rule | undefined>(undefined);
  if (body === undefined && error !== undefined)
    return <Failure what="The rules could not be loaded" error={error} onRetry={reload} />;
  const reset = (rule: Rule): void =>
    void withToast(
      () => collector.alertRules.reset({ params: { id: rule.id } }),
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
            tight: true,
            cell: ({ rule, source }) => (
              <span class="row">
                <button type="button" class="button small" onClick={() => (edited.value = rule)}>
                  {may(routes.alertRules.set) ? 'Change' : 'Try out'}
                </button>
                {source !== 'default' && may(routes.alertRules.reset) && (
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
