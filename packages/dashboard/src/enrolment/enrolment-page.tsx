import { routes } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import { useResource } from '../resource/use-resource.ts';
import { Card } from '../design/card.tsx';
import { Failure } from '../design/failure.tsx';
import { useMay, useMayAsk } from '../session/abilities.ts';
import { Page } from '../shell/page.tsx';
import { AgentList } from './agent-list.tsx';
import { NewHost } from './new-host.tsx';
import { TokenList } from './token-list.tsx';

const refreshMs = 10_000;

/** How hosts come in, and what their agents are like. */
export function EnrolmentPage() {
  const mayEnrol = useMay()(routes.tokens.create);
  const maySeeTokens = useMayAsk(routes.tokens.list);
  const agents = useResource(collector.agents.list, { everyMs: refreshMs });
  const tokens = useResource(collector.tokens.list, { everyMs: refreshMs, isWanted: maySeeTokens });
  const failed = agents.error ?? tokens.error;
  const title = mayEnrol ? 'Add hosts' : 'Agents';
  return (
    <Page title={title} stale={failed !== undefined && agents.body !== undefined}>
      <div class="stack">
        <div class="page-head">
          <h1>{title}</h1>
        </div>
        {mayEnrol && (
          <Card title="A new host">
            <div class="card-body stack">
              <p class="quiet">
                Paste the line on the host: it enrols the host and starts its agent. The host appears here
                within seconds.
              </p>
              <NewHost onCreated={tokens.reload} />
            </div>
          </Card>
        )}
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
