import { oneLine } from '../safe-text.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** `text` on one line, safe as the content of an element or an attribute of XML and HTML. */
export const xmlText = (text: string): string =>
  oneLine(text)
    // No part of XML 1.0, so that one of them would make the whole file unreadable.
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element of XML; `content` is XML already. Attributes that are undefined are left out. */
export const element = (name: string, attributes: Attributes, content = ''): string => {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
};

/** A line of text; `content` is no XML yet. */
export const textLine = (attributes: Attributes, content: string): string =>
  element('text', attributes, xmlText(content));
