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
    const same = find(node, child);
    if (same === null) {
      parent.insertBefore(make(parent, child), node);
      continue;
    }
    while (node !== null && node !== same) node = removed(node);
    if (typeof child === 'string') {
      if (same.textContent !== child) same.textContent = child;
    } else if (same instanceof Element) {
      applyAttributes(same, child.attributes);
      applyMarkup(same, child.children);
    }
    node = same.nextSibling;
  }
  while (node !== null) node = removed(node);
}

/** The first node from one on that a child can go on with: a text, or an element of the same tag and first class. */
function find(from: ChildNode | null, child: Markup | string): ChildNode | null {
  for (let node = from; node !== null; node = node.nextSibling) {
    if (typeof child === 'string') {
      // A text stands for any other, but not for one behind an element.
      return node instanceof Text ? node : null;
    }
    if (node instanceof Element && node.localName === child.tag && firstClass(node) === firstClassOf(child))
      return node;
  }
  return null;
}

function firstClass(element: Element): string {
  return (element.getAttribute('class') ?? '').split(' ', 1)[0] ?? '';
}

function firstClassOf({ attributes }: Markup): string {
  return (attributes.class ?? '').split(' ', 1)[0] ?? '';
}

/** Takes a node away; what stood behind it comes back. */
function removed(node: ChildNode): ChildNode | null {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function make(parent: Element, child: Markup | string): Node {
  if (typeof child === 'string') return document.createTextNode(child);
  const element = create(parent, child.tag);
  applyAttributes(element, child.attributes);
  applyMarkup(element, child.children);
  return element;
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
