import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { TestAgent } from '../testing/test-agent.ts';
import { TestGateway } from '../testing/test-gateway.ts';
import { TestSpool } from '../testing/test-spool.ts';

const agentCount = 500;
/** Beyond it agents are told to come again; what TLS costs the machine comes on top. */
const loginsPerSecond = 100;
const retryMs = 100;
const limitMs = 45_000;

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start({ loginsPerSecond });
});
afterEach(() => gateway.stop());

/** What an agent does that is told to come again. */
async function welcomed(agent: TestAgent): Promise<void> {
  for (;;) {
    try {
      const connection = await agent.connect(gateway.port);
      connection.send(new TestSpool().hello());
      await connection.frame('welcome', () => true, limitMs);
      return;
    } catch (error) {
      if ((error as { status?: number }).status !== 503) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryMs * (1 + Math.random())));
    }
  }
}

test('500 agents at once: everyone gets in, the last soon, and memory is bounded', async () => {
  const agents = await gateway.agents(agentCount);
  const rssBefore = process.memoryUsage.rss();
  const beganMs = performance.now();
  const waits: number[] = [];
  await Promise.all(
    agents.map(async (agent) => {
      await welcomed(agent);
      waits.push(performance.now() - beganMs);
    }),
  );
  expect(gateway.sessions.connected).toBe(agentCount);
  const p99Ms = waits.sort((a, b) => a - b)[Math.floor(agentCount * 0.99)]!;
  expect(p99Ms).toBeGreaterThan(((agentCount - 2 * loginsPerSecond) / loginsPerSecond) * 900); // admission held
  expect(p99Ms).toBeLessThan(limitMs);
  expect(process.memoryUsage.rss() - rssBefore).toBeLessThan(400 * 2 ** 20); // both ends of 500 TLS connections
});
