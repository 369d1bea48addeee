import { linkSpans, sampleCode, shortLinkOf } from './short-links.ts';
import { parseTemplate } from './template.ts';

/** A piece of a template with the example in place of a variable; `index` is where `given` stands in the template. */
export type ExamplePiece = { text: string; given: string; index: number; verbatim: boolean };

/** A template as it reads with the examples of its variables; with an origin of short links also with those in place. */
export function examplePieces(template: string, linkOrigin: string | null): ExamplePiece[] {
  let from = 0;
  return (linkOrigin === null ? [{ text: template, place: null }] : linkSpans(template)).flatMap(({ text, place }) => {
    const start = from;
    from += text.length;
    if (linkOrigin !== null && place !== null) {
      return [{ text: shortLinkOf(linkOrigin, sampleCode), given: text, index: start, verbatim: true }];
    }
    return parseTemplate(text).map((part): ExamplePiece => {
      if (part.kind !== 'variable') return { text: part.text, given: part.text, index: start, verbatim: false };
      const { example, verbatim } = part.variable;
      return { text: example, given: part.text, index: start + part.index, verbatim };
    });
  });
}
