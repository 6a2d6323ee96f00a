import type { Markup } from '../../shared/markup.ts';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes an element's content what the markup says, in place: what is the same is not touched, a changed number is one
 * changed text, and what the reader has focused or typed stays.
 */
export function applyMarkup(parent: Element, children: readonly (Markup | string)[]): void {
  // Where scripts run, the content of a noscript is text to the parser.
  if (parent.localName === 'noscript') return;
  let node = parent.firstChild;
  for (const child of children) {
    const next: ChildNode | null = node?.nextSibling ?? null;
    if (typeof child === 'string') {
      if (node instanceof Text) {
        if (node.data !== child) node.data = child;
      } else {
        const text = document.createTextNode(child);
        if (node === null) parent.append(text);
        else node.replaceWith(text);
      }
    } else {
      const element = node instanceof Element && node.localName === child.tag ? node : create(parent, child.tag);
      if (element !== node) {
        if (node === null) parent.append(element);
        else node.replaceWith(element);
      }
      applyAttributes(element, child.attributes);
      applyMarkup(element, child.children);
    }
    node = next;
  }
  while (node !== null) {
    const next: ChildNode | null = node.nextSibling;
    node.remove();
    node = next;
  }
}

function create(parent: Element, tag: string): Element {
  const inSvg = tag === 'svg' || parent.namespaceURI === SVG;
  return inSvg ? document.createElementNS(SVG, tag) : document.createElement(tag);
}

function applyAttributes(element: Element, attributes: Readonly<Record<string, string>>): void {
  for (const name of element.getAttributeNames()) {
    if (!(name in attributes)) element.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}
