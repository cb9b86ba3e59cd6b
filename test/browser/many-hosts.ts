import type { Page } from 'playwright-core';
import { hostSummary } from '@hostwire/testing/api';

/** Pages opened from now on are answered with so many hosts, of which a tenth changes every second. */
export async function giveManyHosts(page: Page, count: number): Promise<void> {
  await page.addInitScript(
    ({ given, wanted }) => {
      const hosts = Array.from({ length: wanted }, (_, i) => ({
        ...given,
        host: `h${i}`,
        agentId: `a${i}`,
        labels: { env: ['prod', 'ci', 'staging'][i % 3], dc: `dc${i % 7}` },
        cpuSpark: Array.from({ length: 30 }, (_, step) => 20 + 19 * Math.sin((i + step) / 3)),
      }));
      const json = (value: unknown): Response =>
        new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } });
      const changes = (round: number): string => {
        const changed = hosts
          .filter((_, i) => i % 10 === round % 10)
          .map(({ host }) => ({ host, cpuBusyPct: Math.round(Math.random() * 1_000) / 10 }));
        return `event: changes\ndata: ${JSON.stringify({ hosts: changed, removed: [] })}\n\n`;
      };
      const live = (): Response => {
        const encoder = new TextEncoder();
        let round = 0;
        let timer = 0;
        const body = new ReadableStream<Uint8Array>({
          start: (controller) => {
            const first = `event: fleet\ndata: ${JSON.stringify({ hosts, alerts: [] })}\n\n`;
            controller.enqueue(encoder.encode(first));
            timer = Number(setInterval(() => controller.enqueue(encoder.encode(changes(round++))), 1_000));
          },
          cancel: () => clearInterval(timer),
        });
        return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
      };
      const real = globalThis.fetch;
      globalThis.fetch = async (input, init) => {
        const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
        if (pathname === '/api/v1/live') return live();
        if (pathname === '/api/v1/hosts') return json({ hosts });
        return real(input, init);
      };
    },
    { given: hostSummary({ host: 'h', cpuBusyPct: 1, memoryUsedPct: 50 }), wanted: count },
  );
}
