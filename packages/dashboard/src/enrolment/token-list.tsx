import { collector } from '../api/collector.ts';
import type { TokenEntry } from '../api/types.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { withToast } from '../design/toast.tsx';
import { formatInstant } from '../format/instant.ts';

const stateNames = { valid: 'Valid', expired: 'Expired', used_up: 'Used up', revoked: 'Revoked' } as const;

/** Tokens that were made, and what is left of them. */
export function TokenList({ tokens, onChanged }: { tokens: readonly TokenEntry[]; onChanged: () => void }) {
  const revoke = (id: string): void =>
    void withToast(
      () => collector.tokens.revoke({ params: { id } }),
      'The token enrols nobody any more',
    ).then(onChanged);
  return (
    <Card title="Tokens" note="hosts that are enrolled stay when their token ends">
      <DataTable
        caption="Tokens"
        columns={[
          { id: 'id', title: 'Token', tight: true, cell: ({ id }) => <span class="mono">{id}</span> },
          {
            id: 'state',
            title: 'State',
            cell: ({ state }) => (
              <StateMark tone={state === 'valid' ? 'good' : 'off'}>{stateNames[state]}</StateMark>
            ),
          },
          { id: 'left', title: 'Left', number: true, cell: ({ usesLeft, uses }) => `${usesLeft} of ${uses}` },
          { id: 'expires', title: 'Until', tight: true, cell: ({ expiresMs }) => formatInstant(expiresMs) },
          {
            id: 'labels',
            title: 'Labels',
            cell: ({ labels }) =>
              Object.entries(labels)
                .map(([key, value]) => `${key}=${value}`)
                .join(' '),
          },
          {
            id: 'revoke',
            title: '',
            number: true,
            tight: true,
            cell: ({ id, state }) =>
              state === 'valid' && (
                <button type="button" class="button small" onClick={() => revoke(id)}>
                  Revoke
                </button>
              ),
          },
        ]}
        rows={tokens}
        keyOf={({ id }) => id}
        empty="No token was made yet."
      />
    </Card>
  );
}
