import { readFileSync } from 'node:fs';
import { HostwireError, toError } from '@hostwire/runtime';
import { parse } from 'yaml';
import { problemWithUrl } from '../channels/http-post.ts';
import { openPlan, type DeliveryPlan } from './routes.ts';

/**
 * Channels and routes from the file of `alerts.file`, and the one webhook of `alerts.webhookUrl`. All mistakes are
 * refused at once, at start: ALERTS_FILE_INVALID.
 */
export function loadDeliveryPlan({
  file,
  webhookUrl,
}: {
  readonly file?: string | undefined;
  readonly webhookUrl?: string | undefined;
}): DeliveryPlan {
  const content = (file === undefined ? undefined : readYaml(file)) as { channels?: object } | undefined;
  const problem = webhookUrl === undefined ? undefined : problemWithUrl(webhookUrl);
  if (problem !== undefined) throw invalid(`alerts.webhookUrl ${problem}`);
  const webhook = webhookUrl === undefined ? {} : { webhook: { type: 'webhook', url: webhookUrl } };
  const opened = openPlan({ ...content, channels: { ...webhook, ...content?.channels } });
  if ('problems' in opened) throw invalid(`${file ?? 'alerts'}:\n  ${opened.problems.join('\n  ')}`);
  return opened.plan;
}

/** Secrets may stand in files of their own: `!file /etc/hostwire/token`. */
function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'), {
      customTags: [{ tag: '!file', resolve: (secret: string) => readFileSync(secret, 'utf8').trim() }],
    });
  } catch (error) {
    throw invalid(`${path}: ${toError(error).message}`);
  }
}

function invalid(problems: string): HostwireError {
  return new HostwireError('ALERTS_FILE_INVALID', `the channels of alerts cannot be opened: ${problems}`);
}
