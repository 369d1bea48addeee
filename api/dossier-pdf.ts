import PDFDocument from 'pdfkit';
import type { DossierPage } from './dossier.ts';

const margin = 48;
const columnGap = 12;
const whenWidth = 112;
const colours = { text: '#1f2933', quiet: '#61707d', rule: '#cfd8dc', title: '#0b5d3b' } as const;

/** The document as a PDF on A4; the standard fonts carry every letter of Portuguese. Other characters (emoji) are shown as `?`. */
export function dossierPdf({ title, subtitle, sections }: DossierPage): Promise<Uint8Array<ArrayBuffer>> {
  const document = new PDFDocument({ size: 'A4', margin, bufferPages: true, info: { Title: title } });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<Uint8Array<ArrayBuffer>>((resolve) => document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks)))));
  const width = document.page.width - 2 * margin;

  document.font('Helvetica-Bold').fontSize(16).fillColor(colours.title).text(printable(title));
  document.font('Helvetica').fontSize(9).fillColor(colours.quiet).text(printable(subtitle));
  for (const section of sections) {
    document.moveDown(1.2);
    if (document.y > document.page.height - 2.5 * margin) document.addPage();
    document.font('Helvetica-Bold').fontSize(11).fillColor(colours.title).text(section.title, margin);
    document
      .moveTo(margin, document.y + 2)
      .lineTo(margin + width, document.y + 2)
      .strokeColor(colours.rule)
      .lineWidth(0.5)
      .stroke();
    document.moveDown(0.5);
    if (section.lines.length === 0) document.font('Helvetica').fontSize(9).fillColor(colours.quiet).text(section.none, margin);
    for (const { when, text, details } of section.lines) {
      if (document.y > document.page.height - 2 * margin) document.addPage();
      const top = document.y;
      document.font('Helvetica').fontSize(9).fillColor(colours.quiet).text(printable(when), margin, top, { width: whenWidth });
      const left = margin + whenWidth + columnGap;
      const rest = { width: width - whenWidth - columnGap };
      document.fillColor(colours.text).text(printable(text), left, top, rest);
      for (const detail of details) document.fontSize(8).fillColor(colours.quiet).text(printable(detail), left, document.y, rest);
      document.moveDown(0.4);
    }
  }
  numberPages(document);
  document.end();
  return ended;
}

function numberPages(document: PDFKit.PDFDocument): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    document.switchToPage(page);
    document.page.margins.bottom = 0;
    const place = [margin, document.page.height - margin / 2 - 8] as const;
    document.font('Helvetica').fontSize(8).fillColor(colours.quiet);
    document.text(`${page + 1} de ${count}`, ...place, { align: 'right', width: document.page.width - 2 * margin, lineBreak: false });
  }
}

/** The standard fonts know the letters of Windows-1252. */
function printable(text: string): string {
  return text.replace(/[^\n\x20-\x7e\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/gu, '?');
}
