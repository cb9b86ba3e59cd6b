import { useSignal } from '@preact/signals';
import { collector } from '../api/collector.ts';
import type { ApiTokenEntry } from '../api/types.ts';
import { serverNowMs } from '../clock/server-clock.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { withToast } from '../design/toast.tsx';
import { formatDuration, formatInstant } from '../format/instant.ts';
import { useResource } from '../resource/use-resource.ts';
import { ApiTokenDialog } from './api-token-dialog.tsx';

const refreshMs = 30_000;
const stateNames = { valid: 'Valid', expired: 'Expired', revoked: 'Revoked' } as const;

interface TokensProps {
  tokens: readonly ApiTokenEntry[];
  onRevoke: (token: ApiTokenEntry) => void;
}

function Tokens({ tokens, onRevoke }: TokensProps) {
  return (
    <DataTable
      caption="API tokens"
      columns={[
        { id: 'name', title: 'Name', cell: ({ name }) => name },
        {
          id: 'state',
          title: 'State',
          cell: ({ state }) => (
            <StateMark tone={state === 'valid' ? 'good' : 'off'}>{stateNames[state]}</StateMark>
          ),
        },
        { id: 'scopes', title: 'May', cell: ({ scopes }) => scopes.join(', ') },
        { id: 'by', title: 'Made by', cell: ({ createdBy }) => createdBy },
        {
          id: 'used',
          title: 'Last used',
          cell: ({ usedMs }) => (usedMs === null ? 'never' : `${formatDuration(serverNowMs() - usedMs)} ago`),
        },
        {
          id: 'until',
          title: 'Until',
          cell: ({ expiresMs }) => (expiresMs === null ? 'revoked' : formatInstant(expiresMs)),
        },
        {
          id: 'revoke',
          title: '',
          number: true,
          cell: (token) =>
            token.state === 'valid' && (
              <button type="button" class="button small danger" onClick={() => onRevoke(token)}>
                Revoke
              </button>
            ),
        },
      ]}
      rows={tokens}
      keyOf={({ id }) => id}
      empty="No token was made yet."
    />
  );
}

/** What programs come in with. */
export function ApiTokenCard() {
  const { body, reload } = useResource(collector.apiTokens.list, { everyMs: refreshMs });
  const isMaking = useSignal(false);
  if (body === undefined) return null;
  const revoke = ({ id, name }: ApiTokenEntry): void =>
    void withToast(
      () => collector.apiTokens.revoke({ params: { id } }),
      `The token ${name} opens nothing any more`,
    ).then(reload);
  return (
    <Card
      title="API tokens"
      note="what programs come in with"
      actions={
        <button type="button" class="button small" onClick={() => (isMaking.value = true)}>
          Make a token
        </button>
      }
    >
      <Tokens tokens={body.apiTokens} onRevoke={revoke} />
      {isMaking.value && (
        <ApiTokenDialog
          onClose={() => {
            isMaking.value = false;
            reload();
          }}
        />
      )}
    </Card>
  );
}
