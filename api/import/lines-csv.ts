import type { ImportLine } from '../../db/queries/imports.ts';

const severities = { error: 'Erro', warning: 'Aviso' };

/** The findings of an import as a table that a spreadsheet opens: UTF-8 with BOM, semicolons; `iso`: commas. */
export async function* linesCsv(pages: AsyncIterable<ImportLine[]>, { iso }: { iso: boolean }): AsyncGenerator<string> {
  const row = (cells: (string | number)[]) => `${cells.map(quoted).join(iso ? ',' : ';')}\r\n`;
  yield `\uFEFF${row(['Linha', 'Tipo', 'Campo', 'Valor', 'Código', 'Mensagem'])}`;
  for await (const lines of pages) {
    yield lines
      .map(({ line, severity, field, value, code, message }) => row([line, severities[severity], field, value, code, message]))
      .join('');
  }
}

/** A spreadsheet would run a cell that begins like a formula; what a lead typed as a name must not. */
function quoted(cell: string | number): string {
  const text = String(cell).replace(/^[=@\t]/, "'$&");
  return /[";,\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
