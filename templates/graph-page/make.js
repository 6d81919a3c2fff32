/* global document */
/** An element with attributes and children; a string becomes text, never HTML. */
export const make = (name, attributes, children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};
