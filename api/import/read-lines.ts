import iconv from 'iconv-lite';
import { Problem } from '../problem.ts';

export type FileLine = { number: number; text: string } | { number: number; tooLong: number };

export const mostFileBytes = 2_000_000_000;
/** Far beyond any honest line; the file's text is never held in more than this. */
export const mostLineBytes = 256 * 1024;

const lineFeed = 0x0a;

/**
 * The lines of a file, from 1, as they arrive. A line that is not valid UTF-8 is read as Windows-1252, the superset of ISO-8859-1 in
 * which ERPs of Brazil write; of a line that is too long only its number and size are given.
 */
export async function* readLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<FileLine> {
  let number = 0;
  let bytes = 0;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  const hold = (piece: Uint8Array) => {
    heldBytes += piece.length;
    if (heldBytes <= mostLineBytes) held.push(piece);
    else held = [];
  };
  const release = (): FileLine => {
    number += 1;
    const line =
      heldBytes > mostLineBytes ? { number, tooLong: heldBytes } : { number, text: decodeLine(Buffer.concat(held), number === 1) };
    held = [];
    heldBytes = 0;
    return line;
  };
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > mostFileBytes) throw fileTooLarge();
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, from)) {
      hold(chunk.subarray(from, end));
      yield release();
      from = end + 1;
    }
    if (from < chunk.length) hold(chunk.slice(from));
  }
  if (heldBytes > 0) yield release();
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeLine(bytes: Buffer, first: boolean): string {
  const text = decode(bytes).replace(/\r$/, '');
  return first ? text.replace(/^\uFEFF/, '') : text;
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return iconv.decode(bytes, 'win1252');
  }
}

function fileTooLarge(): Problem {
  return new Problem(413, 'body-too-large', {
    pt: 'O arquivo passa de 2 GB; divida-o. As linhas lidas até aqui estão gravadas.',
    en: 'The file is larger than 2 GB; split it. The lines read so far are stored.',
  });
}
