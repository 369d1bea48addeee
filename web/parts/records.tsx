import { useWindowEvent } from '@mantine/hooks';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef } from 'react';
import { useDensity } from './density.ts';
import { isOnPage } from './is-on-page.ts';
import classes from './records.module.css';

export type Column<Row> = {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  align?: 'right';
  /** Where it stands in the card of a phone: at the top, at the right of it, below, or nowhere. */
  phone?: 'top' | 'side' | 'below' | 'none';
};

/**
 * A list of records: a table on wide screens, cards on a phone. The first column holds the link of the row; arrows go from row to row,
 * Enter and a click anywhere in the row follow the link. An arrow down enters it from the page, or from the field that searches it.
 */
export function Records<Row>({
  label,
  columns,
  rows,
  keyOf,
  current,
}: {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
  current?: string | undefined;
}) {
  const [density] = useDensity();
  const body = useRef<HTMLTableSectionElement>(null);
  const linkOf = (row: Element | null | undefined) => row?.querySelector<HTMLElement>(':is(a,button)') ?? null;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || !(event.target instanceof Element) || body.current === null) return;
    const all = [...body.current.rows];
    const here = all.findIndex((row) => row.contains(event.target as Element));
    const next = linkOf(all[here + step]);
    if (next === null) return;
    event.preventDefault();
    next.focus();
  };
  useWindowEvent('keydown', (event) => {
    const first = body.current?.rows[0];
    if (event.key !== 'ArrowDown' || event.defaultPrevented || !first || !isOnPage(document.activeElement)) return;
    if (first.getBoundingClientRect().top > window.innerHeight) return;
    const link = linkOf(first);
    if (link === null) return;
    event.preventDefault();
    link.focus();
  });
  const onClick = (event: MouseEvent<HTMLTableRowElement>) => {
    const touched = event.target instanceof Element && event.target.closest(':is(a,button,input,label)') !== null;
    if (!touched && window.getSelection()?.isCollapsed !== false) linkOf(event.currentTarget)?.click();
  };

  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-label={label} data-density={density}>
        <thead>
          <tr>
            {columns.map(({ key, title, align }) => (
              <th key={key} scope="col" data-align={align}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onKeyDown}>
          {rows.map((row) => (
            <tr key={keyOf(row)} onClick={onClick} data-current={keyOf(row) === current || undefined}>
              {columns.map(({ key, cell, align, phone = 'below' }) => (
                <td key={key} data-align={align} data-phone={phone}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
