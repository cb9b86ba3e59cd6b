import type { Target } from '../target.ts';
import type { World } from '../world.ts';
import { apiTarget } from './api.ts';
import { cookiesTarget, tokensTarget } from './credentials.ts';
import { framesTarget } from './frames.ts';
import { httpTarget } from './http.ts';
import { payloadsTarget } from './payloads.ts';
import { sequencesTarget } from './sequences.ts';
import { sqlTarget } from './sql.ts';
import { tlsTarget } from './tls.ts';
import { webSocketTarget } from './web-socket.ts';

export async function allTargets(world: World): Promise<Target[]> {
  return [
    await tlsTarget(world),
    httpTarget(world),
    webSocketTarget(world),
    framesTarget(world),
    payloadsTarget(world),
    sequencesTarget(world),
    apiTarget(world),
    sqlTarget(world),
    cookiesTarget(world),
    tokensTarget(world),
  ];
}
