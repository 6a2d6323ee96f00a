/** An element as a value: what the server writes as HTML and a page puts into its document. */
export interface Markup {
  readonly tag: string;
  /** In the order in which they are written. */
  readonly attributes: Readonly<Record<string, string>>;
  /** No two texts stand beside each other, none is empty: a parsed document has the same nodes. */
  readonly children: readonly (Markup | string)[];
}

/** What may stand inside an element; `null` is nothing. */
export type Content = Markup | string | null | readonly Content[];

/** Elements that have no end tag. */
const VOID = new Set(['input', 'meta', 'link', 'br', 'img']);

/**
 * One element.
 *
 * @param attributes `null` and `false` leave one out, `true` writes it empty
 */
export function element(
  tag: string,
  attributes: Readonly<Record<string, string | number | boolean | null>>,
  ...content: Content[]
): Markup {
  const written: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) written[name] = value === true ? '' : String(value);
  }
  const children: (Markup | string)[] = [];
  collect(content, children);
  return { tag, attributes: written, children };
}

function collect(content: Content, into: (Markup | string)[]): void {
  if (content === null || content === '') return;
  if (typeof content === 'string') {
    const last = into.at(-1);
    if (typeof last === 'string') into[into.length - 1] = last + content;
    else into.push(content);
  } else if (isMany(content)) {
    for (const one of content) collect(one, into);
  } else {
    into.push(content);
  }
}

function isMany(content: Content): content is readonly Content[] {
  return Array.isArray(content);
}

/** The element as HTML; whatever its texts and attributes say stays text. */
export function htmlOf(markup: Markup | string): string {
  if (typeof markup === 'string') return escapeHtml(markup);
  const { tag, attributes, children } = markup;
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  const begin = `<${tag}${written.join('')}>`;
  return VOID.has(tag) ? begin : `${begin}${children.map(htmlOf).join('')}</${tag}>`;
}

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that can stand in HTML, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => ESCAPED[character] ?? character);
}
