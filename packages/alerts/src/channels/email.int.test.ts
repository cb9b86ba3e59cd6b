import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startSmtpReceiver } from '@hostwire/testing';
import { testMessage } from '../delivery/test-message.ts';
import { email } from './email.ts';

let smtp: Awaited<ReturnType<typeof startSmtpReceiver>>;
const message = {
  ...testMessage({ nowMs: Date.UTC(2026, 0, 5, 12), webUrl: 'http://hostwire:4680' }),
  kind: 'firing' as const,
  severity: 'critical' as const,
  title: 'web1: /var is 99 % full\r\nBcc: everybody@corp.internal',
  silence: 'hostwire alerts silence --rule filesystem_full',
};

beforeEach(async () => {
  smtp = await startSmtpReceiver();
});
afterEach(() => smtp.stop());

const notify = () =>
  email
    .open(
      email.settings.parse({
        ...{ host: '127.0.0.1', port: smtp.port, from: 'hostwire@corp.internal' },
        to: ['ops@corp.internal', 'lead@corp.internal'],
      }),
    )
    .notify(message, AbortSignal.timeout(30_000));

test('a mail says what is wrong, has the chart, and is one conversation from firing to resolved', async () => {
  expect(await notify()).toEqual({ result: 'done' });
  const [mail] = smtp.received;
  expect(mail).toMatchObject({
    from: 'hostwire@corp.internal',
    to: ['ops@corp.internal', 'lead@corp.internal'],
  });
  const data = mail!.data.replaceAll(/=\n|\n[ \t]/g, ' ');
  expect(data).toMatch(/^Subject: \[FIRING critical\] web1: \/var is 99 % full/m);
  expect(data).not.toMatch(/^Bcc:/m); // a host's name makes no header
  expect(data).toContain(`Message-ID: <${message.id}@hostwire>`);
  expect(data).toContain(`References: <${message.topic}@hostwire>`);
  expect(data).toMatch(/filename=chart\.png/);
  expect(data).toContain('hostwire alerts silence --rule filesystem_full');
});

test.each([
  ['451 try later', 'retry'],
  ['550 no such mailbox', 'refuse'],
])('the answer "%s" means %s', async (answer, result) => {
  smtp.answerDataWith(answer);
  expect(await notify()).toMatchObject({ result });
  expect(smtp.received).toEqual([]);
});

test('a server that is away is tried again', async () => {
  smtp.stop();
  expect(await notify()).toMatchObject({ result: 'retry' });
});
