import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body, as they came. */
  readonly data: string;
}

/** The commands of RFC 5321 that a client needs to hand over a mail; records what it takes. */
export async function startSmtpReceiver() {
  const received: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  let answerToData = '250 taken';
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let waiting = '';
    let from = '';
    let to: string[] = [];
    let data: string[] | undefined;
    const line = (text: string): void => {
      if (data !== undefined && text !== '.') return void data.push(text.replace(/^\./, ''));
      if (data !== undefined) {
        if (answerToData.startsWith('2')) received.push({ from, to, data: data.join('\n') });
        data = undefined;
        return void socket.write(`${answerToData}\r\n`);
      }
      const address = /<(.*)>/.exec(text)?.[1] ?? '';
      const command = text.slice(0, 4).toUpperCase();
      if (command === 'MAIL') [from, to] = [address, []];
      if (command === 'RCPT') to = [...to, address];
      if (command === 'DATA') data = [];
      socket.write(command === 'DATA' ? '354 go on\r\n' : command === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
    };
    socket.on('data', (chunk) => {
      const lines = (waiting + chunk.toString('utf8')).split('\r\n');
      waiting = lines.pop() ?? '';
      lines.forEach(line);
    });
    socket.write('220 test\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    received,
    port: (server.address() as AddressInfo).port,
    /** Of what comes after the mail itself: `451 later`, `550 no`. */
    answerDataWith: (answer: string) => {
      answerToData = answer;
    },
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
