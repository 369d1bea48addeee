import { parseTemplate } from '../../domain/template.ts';
import classes from './template-text.module.css';

/** A template as it was written, its variables told apart from its words. */
export function TemplateText({ text }: { text: string }) {
  let at = 0;
  return (
    <span className={classes.text}>
      {parseTemplate(text).map((part) => {
        at += part.text.length;
        return part.kind === 'literal' ? (
          <span key={at}>{part.text}</span>
        ) : (
          <span key={at} className={classes.variable}>
            {part.text}
          </span>
        );
      })}
    </span>
  );
}
