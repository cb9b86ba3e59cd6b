import { expect, test } from '@jest/globals';
import { parseCollectorAddress } from "./collector-address.js";
test.each([
    ['wss://collector.example:4700', 'collector.example', 4700, 'wss://collector.example:4700'],
    ['https://collector.example', 'collector.example', 4681, 'wss://collector.example:4681'],
    ['collector:4700', 'collector', 4700, 'wss://collector:4700'],
    ['10.0.0.1', '10.0.0.1', 4681, 'wss://10.0.0.1:4681'],
    ['wss://[::1]:4700/', '::1', 4700, 'wss://[::1]:4700'],
    ['https://collector.example:443', 'collector.example', 443, 'wss://collector.example:443'],
])('reads %s', (text, ...[host, port, url]) => {
    expect(parseCollectorAddress(text)).toEqual({ host, port, url });
});
test.each(['', 'http://collector:80', 'wss://', 'a b'])('refuses %p', (text) => {
    expect(() => parseCollectorAddress(text)).toThrow(expect.objectContaining({ code: 'COLLECTOR_INVALID' }));
});
//# sourceMappingURL=collector-address.test.js.map