// Making elements. Text only ever enters as a text node or an attribute, so that a name with markup in it is inert.

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = '',
  text: string | readonly Node[] = [],
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  if (typeof text === 'string') made.textContent = text;
  else made.append(...text);
  return made;
}

export function button(className: string, text: string | readonly Node[], press: () => void): HTMLButtonElement {
  const made = element('button', className, text);
  made.type = 'button';
  made.addEventListener('click', press);
  return made;
}

export function svgElement<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number>> = {},
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(made, attributes);
  return made;
}

export function setAttributes(made: Element, attributes: Readonly<Record<string, string | number | boolean>>): void {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
}

/** The shape of a map type; words beside it or an accessible name around it say the same. */
export function glyph(shape: string): HTMLSpanElement {
  const made = element('span', `glyph ${shape}`);
  made.ariaHidden = 'true';
  return made;
}

/** Puts these children, in this order, touching only what differs: focus and scroll survive an update. */
export function setChildren(parent: Element, children: readonly Element[]): void {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let place = parent.firstElementChild;
  for (const child of children) {
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
}
