/**
 * What is dropped where nothing takes it does nothing: a browser would open the file or the link in place of the page. Text still goes into
 * any box for text by itself.
 */
export function refuseDrops(page: Pick<Window, 'addEventListener'>): void {
  const refuse = (event: DragEvent) => {
    const isText = !event.dataTransfer?.types.some((type) => type === 'Files' || type === 'text/uri-list');
    if (!(isText && isBox(event.target))) event.preventDefault();
  };
  page.addEventListener('dragover', refuse);
  page.addEventListener('drop', refuse);
}

function isBox(target: EventTarget | null): boolean {
  return target !== null && 'selectionStart' in target && target.selectionStart !== null;
}
