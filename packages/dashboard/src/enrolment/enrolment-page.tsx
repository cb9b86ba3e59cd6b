import type { AgentsResponse, TokensResponse } from '../api/types.ts';
import { useResource } from '../resource/use-resource.ts';
import { Card } from '../design/card.tsx';
import { Failure } from '../design/failure.tsx';
import { Page } from '../shell/page.tsx';
import { AgentList } from './agent-list.tsx';
import { NewHost } from './new-host.tsx';
import { TokenList } from './token-list.tsx';

const refreshMs = 10_000;

/** How hosts come in, and what their agents are like. */
export function EnrolmentPage() {
  const agents = useResource<AgentsResponse>('/api/v1/agents', refreshMs);
  const tokens = useResource<TokensResponse>('/api/v1/tokens', refreshMs);
  const failed = agents.error ?? tokens.error;
  return (
    <Page title="Add hosts" stale={failed !== undefined && agents.body !== undefined}>
      <div class="stack">
        <div class="page-head">
          <h1>Add hosts</h1>
        </div>
        <Card title="A new host">
          <div class="card-body stack">
            <p class="quiet">
              Paste the line on the host: it enrols the host and starts its agent. The host appears here
              within seconds.
            </p>
            <NewHost onCreated={tokens.reload} />
          </div>
        </Card>
        {failed && agents.body === undefined && (
          <Failure
            what="Agents and tokens could not be loaded"
            error={failed}
            onRetry={() => {
              agents.reload();
              tokens.reload();
            }}
          />
        )}
        {agents.body && <AgentList agents={agents.body.agents} onChanged={agents.reload} />}
        {tokens.body && <TokenList tokens={tokens.body.tokens} onChanged={tokens.reload} />}
      </div>
    </Page>
  );
}
