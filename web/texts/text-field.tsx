import { Input } from '@mantine/core';
import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListColumn } from '../../domain/recipient-lists.ts';
import { parseTemplate } from '../../domain/template.ts';
import { completed, type Opening, openingAt, variablesLike } from './completion.ts';
import { costlyLetters } from './measure.ts';
import { Suggestions } from './suggestions.tsx';
import classes from './text-field.module.css';

type Props = {
  label: string;
  value: string;
  error: string | null;
  columns: readonly ListColumn[];
  /** Whether some letters cost more than others. */
  marksCostly: boolean;
  area: RefObject<HTMLTextAreaElement | null>;
  onChange: (text: string) => void;
};

const mostSuggested = 8;

/** Where a template is written: variables and costly letters are marked in place, and a brace offers the variables. */
export function TextField({ label, value, error, columns, marksCostly, area, onChange }: Props) {
  const { t } = useTranslation('texts');
  const id = useId();
  const [opening, setOpening] = useState<Opening | null>(null);
  const [active, setActive] = useState(0);
  const caret = useRef<number | null>(null);
  const offered = opening === null ? [] : variablesLike(opening.typed, columns).slice(0, mostSuggested);
  const isOpen = offered.length > 0;

  useLayoutEffect(() => {
    if (caret.current === null || area.current === null) return;
    area.current.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  const look = () => {
    const field = area.current;
    if (field === null) return;
    const found = field.selectionStart === field.selectionEnd ? openingAt(field.value, field.selectionStart) : null;
    setOpening(found);
    if (found?.typed !== opening?.typed) setActive(0);
  };
  const choose = (name: string) => {
    if (opening === null) return;
    const next = completed(value, opening, name);
    caret.current = next.caret;
    onChange(next.text);
    setOpening(null);
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setActive((active + step + offered.length) % offered.length);
    else if (event.key === 'Enter' || event.key === 'Tab') choose(offered[active]?.name ?? '');
    else if (event.key === 'Escape') setOpening(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <Input.Wrapper label={label} description={t('hint')} error={error} id={id} errorProps={{ id: `${id}-error` }}>
      <div className={classes.field} data-error={error !== null || undefined}>
        <Marked text={value} marksCostly={marksCostly} />
        <textarea
          ref={area}
          id={id}
          className={classes.area}
          value={value}
          rows={4}
          spellCheck
          aria-invalid={error !== null}
          aria-autocomplete="list"
          {...(isOpen && { 'aria-controls': `${id}-list`, 'aria-activedescendant': `${id}-${offered[active]?.name}` })}
          onChange={(event) => {
            onChange(event.currentTarget.value);
            look();
          }}
          onKeyDown={onKeyDown}
          onKeyUp={({ key }) => key !== 'Escape' && look()}
          onClick={look}
          onBlur={() => setOpening(null)}
        />
        {isOpen && opening !== null && (
          <Suggestions
            id={id}
            before={value.slice(0, opening.from)}
            variables={offered}
            active={offered[active]?.name ?? ''}
            onChoose={choose}
          />
        )}
      </div>
    </Input.Wrapper>
  );
}

/** The same text behind the field, letter upon letter, with what is to be seen in it. */
function Marked({ text, marksCostly }: { text: string; marksCostly: boolean }) {
  const costly = new Map((marksCostly ? costlyLetters(text) : []).map(({ index, character }) => [index, character]));
  let at = 0;
  return (
    <div className={classes.marks} aria-hidden>
      {parseTemplate(text).map((part) => {
        const from = at;
        at += part.text.length;
        if (part.kind !== 'literal') {
          return (
            <span key={from} className={part.kind === 'variable' ? classes.variable : classes.wrong}>
              {part.text}
            </span>
          );
        }
        return <Letters key={from} text={part.text} from={from} costly={costly} />;
      })}
      {'\n'}
    </div>
  );
}

function Letters({ text, from, costly }: { text: string; from: number; costly: ReadonlyMap<number, string> }) {
  const inside = [...costly].filter(([index]) => index >= from && index < from + text.length);
  let at = from;
  return (
    <>
      {inside.map(([index, character]) => {
        const before = text.slice(at - from, index - from);
        at = index + character.length;
        return (
          <span key={index}>
            {before}
            <mark className={classes.costly}>{character}</mark>
          </span>
        );
      })}
      {text.slice(at - from)}
    </>
  );
}
