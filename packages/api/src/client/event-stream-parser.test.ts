import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EventStreamParser } from './event-stream-parser.ts';

describe('EventStreamParser', () => {
  test('events, comments, several data lines, unknown fields', () => {
    const text =
      ': ping\n\nevent: fleet\ndata: {"a":\ndata:1}\n\nid: 7\nretry: 10\ndata: x\n\nevent: empty\n\n';
    expect(new EventStreamParser().push(text)).toEqual([
      { event: 'fleet', data: '{"a":\n1}' },
      { event: 'message', data: 'x' },
    ]);
  });

  test('an event that is not complete yet is not given', () => {
    const parser = new EventStreamParser();
    expect(parser.push('data: x\n')).toEqual([]);
    expect(parser.push('\n')).toEqual([{ event: 'message', data: 'x' }]);
  });

  test('where the pieces end makes no difference', () => {
    const stream = ': c\r\n\r\nevent: a\r\ndata: one\r\n\r\ndata: two\rdata: three\r\revent: b\ndata: é\n\n';
    const whole = new EventStreamParser().push(stream);
    expect(whole).toHaveLength(3);
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
        const parser = new EventStreamParser();
        const at = [0, ...cuts.sort((a, b) => a - b), stream.length];
        expect(at.slice(1).flatMap((end, i) => parser.push(stream.slice(at[i], end)))).toEqual(whole);
      }),
    );
  });
});
