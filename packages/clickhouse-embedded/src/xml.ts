/** What an element holds: text, child elements by tag, or nothing. An array repeats its tag. */
type XmlContent = string | number | readonly XmlContent[] | XmlElements;
export interface XmlElements {
  readonly [tag: string]: XmlContent;
}

const tagPattern = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A document without attributes, which is all that ClickHouse's configuration needs. Texts are escaped. */
export function renderXml(root: string, content: XmlElements): string {
  return `${renderElement(root, content, '')}\n`;
}

function renderElement(tag: string, content: XmlContent, indent: string): string {
  if (!tagPattern.test(tag))
    throw new TypeError(`${JSON.stringify(tag)} cannot be the name of an XML element`);
  if (isRepeated(content)) return content.map((one) => renderElement(tag, one, indent)).join('\n');
  if (typeof content !== 'object') return `${indent}<${tag}>${escapeText(String(content))}</${tag}>`;
  const children = Object.entries(content).map(([name, child]) => renderElement(name, child, `${indent}  `));
  if (children.length === 0) return `${indent}<${tag}/>`;
  return `${indent}<${tag}>\n${children.join('\n')}\n${indent}</${tag}>`;
}

function isRepeated(content: XmlContent): content is readonly XmlContent[] {
  return Array.isArray(content);
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
