/** Puts a text into a box so that whoever listens to it hears of it, as if it had been typed. */
export function typeInto(box: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const kind = box instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  // React keeps the value it knows; the element's own setter goes round it.
  Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(box, text);
  box.dispatchEvent(new Event('input', { bubbles: true }));
}
