import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateVariable } from '../../domain/template-variables.ts';
import classes from './suggestions.module.css';
import { useVariableWords } from './use-variable-words.ts';

type Props = { id: string; before: string; variables: TemplateVariable[]; active: string; onChoose: (name: string) => void };

const width = 300;

/** The variables that may follow a brace, below it. `before` is the text up to the brace: it tells where that stands. */
export function Suggestions({ id, before, variables, active, onChoose }: Props) {
  const { t } = useTranslation('texts');
  const words = useVariableWords();
  const mirror = useRef<HTMLDivElement>(null);
  const brace = useRef<HTMLSpanElement>(null);
  const [place, setPlace] = useState({ left: 0, top: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text moves the brace
  useLayoutEffect(() => {
    if (brace.current === null || mirror.current === null) return;
    const most = Math.max(0, mirror.current.clientWidth - width);
    setPlace({ left: Math.min(brace.current.offsetLeft, most), top: brace.current.offsetTop + 28 });
  }, [before]);
  return (
    <>
      <div ref={mirror} className={classes.mirror} aria-hidden>
        {before}
        <span ref={brace}>{'{'}</span>
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={t('variables')} className={classes.list} style={{ ...place, width }}>
        {variables.map((variable) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
          <div
            key={variable.name}
            id={`${id}-${variable.name}`}
            role="option"
            aria-selected={variable.name === active}
            className={classes.option}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(variable.name)}
          >
            <span className={classes.name}>{variable.name}</span>
            <span className={classes.about}>{words(variable)}</span>
          </div>
        ))}
      </div>
    </>
  );
}
