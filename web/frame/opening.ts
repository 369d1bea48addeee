const searchEvent = 'regua:search';
const shortcutsEvent = 'regua:shortcuts';

/** Opens the search from anywhere. */
export function openSearch(): void {
  window.dispatchEvent(new Event(searchEvent));
}

/** Shows the list of shortcuts from anywhere. */
export function openShortcuts(): void {
  window.dispatchEvent(new Event(shortcutsEvent));
}

export { searchEvent, shortcutsEvent };
