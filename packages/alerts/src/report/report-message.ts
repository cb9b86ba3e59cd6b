import { readEnrolments, type AlertEventRow, type QueryRunner } from '@hostwire/storage';
import type { Message } from '../message/message.ts';
import { reportPage } from './report-page.ts';
import { readReport, type Report } from './report.ts';
import { weekMs } from './weekly-report.ts';

/** The week's report as a message, its page attached. Throws StorageError. */
export async function reportMessage(
  event: AlertEventRow,
  { db, messageId, webUrl }: { db: QueryRunner; messageId: string; webUrl: string },
): Promise<Message> {
  const { sinceMs: toMs, tsMs, summary } = event;
  const enrolledMs = new Map((await readEnrolments(db)).map((each) => [each.host, each.enrolledMs]));
  const report = await readReport(db, { fromMs: toMs - weekMs, toMs, enrolledMs });
  const day = new Date(toMs).toISOString().slice(0, 10);
  return {
    id: messageId,
    kind: 'report',
    topic: event.id,
    severity: 'info',
    title: summary,
    text: textOf(report),
    alerts: [],
    count: 0,
    tsMs,
    url: webUrl,
    silence: '',
    page: { name: `hostwire-${day}.html`, html: reportPage(report) },
  };
}

function textOf({ hosts, alerts, growing, completeness }: Report): string {
  const present =
    completeness.reduce((sum, { presentPct }) => sum + presentPct, 0) / Math.max(1, completeness.length);
  const [first] = growing;
  return [
    `${hosts.length} hosts, ${alerts.length} alerts.`,
    hosts.length === 0
      ? 'No host sent samples in this time.'
      : `${present.toFixed(2)} % of all samples are there.`,
    first === undefined || first.daysToFull === null
      ? 'No file system grew.'
      : `First to be full: ${first.mount} of ${first.host}, in ${first.daysToFull.toFixed(0)} days at this rate.`,
    '',
    'The report is attached: open it in a browser.',
  ].join('\n');
}
