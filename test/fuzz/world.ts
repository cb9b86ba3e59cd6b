import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { everyCaller, type ApiCaller } from '../clients/api/session.ts';
import type { Stack } from '../harness/stack.ts';
import { AttackAgents } from './attack-agents.ts';
import type { ApiDocument } from './api-document.ts';

/** What is attacked, and what the attackers hold. */
export interface World {
  readonly stack: Stack;
  readonly gatewayPort: number;
  readonly webPort: number;
  readonly agents: AttackAgents;
  /** Everybody that there is: nobody, each scope, each role, a viewer of some hosts. */
  readonly callers: readonly ApiCaller[];
  readonly document: ApiDocument;
  /** One that enrols. */
  readonly enrolmentToken: string;
}

/** More hosts than an hour of attacks uses up. */
const maxAttackers = 5_000;

export async function makeWorld(stack: Stack): Promise<World> {
  const { web, gateway } = stack.ready;
  const gatewayPort = Number(new URL(gateway).port);
  const uses = `${maxAttackers}`;
  const labels = ['--label', 'attacker=yes'];
  const { token } = await stack.json<{ token: string }>(['token', 'create', '--uses', uses, ...labels]);
  return {
    stack,
    gatewayPort,
    webPort: Number(new URL(web).port),
    agents: new AttackAgents({ host: '127.0.0.1', port: gatewayPort }, token),
    callers: await everyCaller({ stack }),
    document: await documentOf(stack),
    enrolmentToken: token,
  };
}

async function documentOf(stack: Stack): Promise<ApiDocument> {
  const path = '/api/v1/openapi.json';
  const asked = get({ socketPath: join(stack.dataDir, 'hostwire.sock'), path, agent: false });
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return (await json(response)) as ApiDocument;
}
