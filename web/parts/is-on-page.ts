/** Whether nothing has the focus that does something of its own with an arrow: the page has it, or a field that searches a list. */
export function isOnPage(focused: Element | null): boolean {
  return focused === null || focused.matches(['body', 'main', 'h1', '[role=search] input:not([aria-haspopup], [type=date])'].join());
}
