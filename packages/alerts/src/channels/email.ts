/** E-mail over SMTP, with the chart or the report as an attachment. */
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { headline, plainText, type Message, type Outcome } from '../message/message.ts';
import { secret, type ChannelKind } from './channel-kind.ts';

const timeoutMs = 15_000;
const settings = z.strictObject({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535).default(587),
  tls: z
    .boolean()
    .default(false)
    .describe('TLS from the first byte; otherwise STARTTLS where the server has it'),
  user: z.string().optional(),
  password: secret().optional(),
  from: z.email('expected an e-mail address'),
  to: z.array(z.email('expected an e-mail address')).min(1).describe('a list'),
});

export const email: ChannelKind<typeof settings> = {
  type: 'email',
  settings,
  example: { host: 'smtp.corp.internal', from: 'hostwire@corp.internal', to: ['ops@corp.internal'] },
  open: ({ host, port, tls, user, password, from, to }) => {
    const transport = createTransport({
      host,
      port,
      secure: tls,
      ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const send = (message: Message) =>
      transport.sendMail({
        from,
        to,
        subject: headline(message).replace(/[\p{Cc}]/gu, ' '),
        text: plainText(message),
        messageId: `<${message.id}@hostwire>`,
        // One conversation from firing to resolved.
        inReplyTo: `<${message.topic}@hostwire>`,
        references: [`<${message.topic}@hostwire>`],
        attachments: [
          ...(message.chart === undefined ? [] : [{ filename: 'chart.png', content: message.chart }]),
          ...(message.page === undefined
            ? []
            : [{ filename: message.page.name, content: message.page.html }]),
        ],
      });
    return { notify: (message) => send(message).then(() => ({ result: 'done' }) as const, outcomeOf) };
  },
};

/** Answers of 500 to 599 are final in SMTP, those of 400 to 499 are not. */
function outcomeOf(error: unknown): Outcome {
  const why = error instanceof Error ? error.message : String(error);
  const code =
    typeof error === 'object' && error !== null && 'responseCode' in error ? Number(error.responseCode) : 0;
  return code >= 500 ? { result: 'refuse', why } : { result: 'retry', why };
}
