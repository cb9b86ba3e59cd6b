// `pnpm incidents [--json]`: the default rules against the labelled incident set, on a real ClickHouse. Exits with 1 below the goals.
// `pnpm incidents --outages`: what is sent when 300 hosts, the collector, or ClickHouse are gone.
import { migrate, type Database } from '@hostwire/storage';
import { startTestDatabase } from '@hostwire/testing/storage';
import { goals, replay, scenarios } from './incident-set.ts';
import { playOutages, type SentMessage } from './outages.ts';
import { scoresOf, totalOf, type RuleScore } from './score.ts';

const server = await startTestDatabase({ ownServer: true });
try {
  await migrate(server.db);
  if (process.argv.includes('--outages')) await printOutages(server.db);
  else await printScores(server.db);
} finally {
  await server.stop();
}

async function printOutages(db: Database): Promise<void> {
  for (const [outage, messages] of Object.entries(await playOutages(db))) {
    say(`\n${outage}`);
    for (const { text } of messages as readonly SentMessage[]) say(text.replaceAll(/^/gm, '  ') + '\n');
  }
}

async function printScores(db: Database): Promise<void> {
  const beganMs = performance.now();
  const judged = await replay(db, scenarios);
  const scores = scoresOf(judged);
  const total = totalOf(scores);
  const incidents = judged.filter(({ fires }) => fires.length > 0).length;
  if (process.argv.includes('--json')) say(JSON.stringify({ total, scores }));
  else {
    for (const score of scores) say(lineOf(score));
    const seconds = ((performance.now() - beganMs) / 1000).toFixed(0);
    say(`\n${incidents} incidents, ${judged.length - incidents} quiet ranges, ${seconds} s`);
    say(`precision ${total.precision.toFixed(3)}, recall ${total.recall.toFixed(3)}`);
  }
  if (total.precision < goals.precision || total.recall < goals.recall) process.exitCode = 1;
}

function lineOf(score: RuleScore): string {
  const { precision, recall } = totalOf([score]);
  const figures = `precision ${precision.toFixed(2)}  recall ${recall.toFixed(2)}`;
  const wrong = score.wrong.map((name) => `\n    fired needlessly: ${name}`).join('');
  const missed = score.missed.map((name) => `\n    missed: ${name}`).join('');
  return `${score.rule.padEnd(26)} ${String(score.right).padStart(2)} right  ${figures}${wrong}${missed}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
