import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderXml } from './xml.ts';

describe('renderXml', () => {
  test('nests elements, repeats arrays, closes empty ones', () => {
    const xml = renderXml('root', { port: 9000, empty: {}, list: { item: ['a', 'b'] } });
    expect(xml).toBe(
      '<root>\n  <port>9000</port>\n  <empty/>\n  <list>\n    <item>a</item>\n    <item>b</item>\n  </list>\n</root>\n',
    );
  });

  test('a path with markup in it stays text', () => {
    expect(renderXml('root', { path: `/srv/a&b/<c>'"/` })).toContain(
      '<path>/srv/a&amp;b/&lt;c&gt;&apos;&quot;/</path>',
    );
  });

  test('no text can add an element', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const inner = renderXml('root', { path: value }).replace(
          /^<root>\n {2}<path>|<\/path>\n<\/root>\n$/g,
          '',
        );
        expect(inner).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|apos);)/);
      }),
    );
  });

  test('a tag with markup in it is refused', () => {
    expect(() => renderXml('root', { 'a><b': 1 })).toThrow(TypeError);
  });
});
